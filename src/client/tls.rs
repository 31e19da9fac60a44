//! TLS: rustls with one provider, chosen by feature, and the system's roots.
//!
//! The provider is handed over directly. TokenReason for the process-wide default
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

    let failed = |error| Error::configuration_from("TLS cannot be set up", error);
    let config = ClientConfig::builder_with_provider(Arc::new(provider::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(failed)?;
    let config = if secure {
        config.with_platform_verifier().map_err(failed)?
    } else {
        // Plain http: no certificate is ever looked at, so none are loaded.
        config.with_root_certificates(RootCertStore::empty())
    };
    Ok(builder.tls_backend_preconfigured(config.with_no_client_auth()))
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
