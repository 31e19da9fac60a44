//! TLS: rustls with one provider, chosen by feature, and the system's roots.
//!
//! The provider is handed over directly. Asking for the process-wide default
//! would panic where none is installed, and installing one would be the
//! application's business.

use reqwest::ClientBuilder;

use crate::error::Error;

#[cfg(any(feature = "tls-ring", feature = "tls-aws-lc"))]
pub(super) fn configure(builder: ClientBuilder, secure: bool) -> Result<ClientBuilder, Error> {
    use std::sync::Arc;

    use rustls::{ClientConfig, RootCertStore};
    use rustls_platform_verifier::BuilderVerifierExt;

    #[cfg(feature = "tls-aws-lc")]
    use rustls::crypto::aws_lc_rs as provider;
    #[cfg(not(feature = "tls-aws-lc"))]
    use rustls::crypto::ring as provider;

    let config = ClientConfig::builder_with_provider(Arc::new(provider::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::configuration_from("TLS offers no version that is safe", error))?;
    let config = if secure {
        config.with_platform_verifier().map_err(no_roots)?
    } else {
        // Plain http: no certificate is ever looked at, so none are loaded.
        config.with_root_certificates(RootCertStore::empty())
    };
    let mut config = config.with_no_client_auth();
    // What is handed over whole gets nothing more from reqwest.
    config.alpn_protocols = protocols();
    Ok(builder.tls_backend_preconfigured(config))
}

/// What the client offers to speak, the first one rather.
#[cfg(any(feature = "tls-ring", feature = "tls-aws-lc"))]
fn protocols() -> Vec<Vec<u8>> {
    match cfg!(feature = "http2") {
        true => vec![b"h2".to_vec(), b"http/1.1".to_vec()],
        false => Vec::new(),
    }
}

#[cfg(any(feature = "tls-ring", feature = "tls-aws-lc"))]
fn no_roots(error: rustls::Error) -> Error {
    Error::configuration_from(
        format!(
            "the base URL is https, and the certificates that this system trusts cannot be had \
             ({error}): install them (`ca-certificates`), or see what `SSL_CERT_FILE` and \
             `SSL_CERT_DIR` are set to"
        ),
        error,
    )
}

#[cfg(not(any(feature = "tls-ring", feature = "tls-aws-lc")))]
pub(super) fn configure(builder: ClientBuilder, secure: bool) -> Result<ClientBuilder, Error> {
    if secure {
        return Err(Error::configuration(
            "https needs TLS: build the crate with its feature `tls-ring` or `tls-aws-lc`",
        ));
    }
    Ok(builder)
}
