//! TLS: rustls with one provider, chosen by feature, and the system's roots.
//!
//! The provider is handed over directly. Asking for the process-wide default
//! would panic where none is installed, and installing one would be the
//! application's business.

use crate::error::Error;
use crate::transport::TlsConfig;

/// How to speak TLS, by what this crate and the system bring.
#[cfg(any(feature = "tls-ring", feature = "tls-aws-lc"))]
pub(super) fn of_system() -> Result<TlsConfig, Error> {
    use std::sync::Arc;

    use rustls_platform_verifier::BuilderVerifierExt;

    #[cfg(feature = "tls-aws-lc")]
    use rustls::crypto::aws_lc_rs as provider;
    #[cfg(not(feature = "tls-aws-lc"))]
    use rustls::crypto::ring as provider;

    let config = TlsConfig::builder_with_provider(Arc::new(provider::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::configuration_from("TLS offers no version that is safe", error))?
        .with_platform_verifier()
        .map_err(no_roots)?
        .with_no_client_auth();
    Ok(offering(config))
}

/// The same, with what the client offers to speak.
#[cfg(any(feature = "tls-ring", feature = "tls-aws-lc"))]
pub(super) fn offering(mut config: TlsConfig) -> TlsConfig {
    config.alpn_protocols = protocols();
    config
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
            "the base URL, or the proxy, is https, and the certificates that this system trusts could not be loaded \
             ({error}): install them (`ca-certificates`), or see what `SSL_CERT_FILE` and \
             `SSL_CERT_DIR` are set to"
        ),
        error,
    )
}

#[cfg(not(any(feature = "tls-ring", feature = "tls-aws-lc")))]
pub(super) fn of_system() -> Result<TlsConfig, Error> {
    Err(Error::configuration(
        "https needs TLS: build the crate with its feature `tls-ring` or `tls-aws-lc`",
    ))
}
