//! TLS on a connection, where the crate was built with it.

use std::sync::Arc;

use super::stream::Io;
use crate::transport::cause::BoxError;

/// How to speak TLS.
#[cfg(any(feature = "tls-ring", feature = "tls-aws-lc"))]
pub(crate) type TlsConfig = rustls::ClientConfig;

/// There is none.
#[cfg(not(any(feature = "tls-ring", feature = "tls-aws-lc")))]
#[derive(Clone)]
pub(crate) enum TlsConfig {}

/// The same for the server and for a proxy.
pub(super) struct Tls {
    pub(super) server: Arc<TlsConfig>,
    /// Nothing but HTTP/1.1 is spoken with a proxy.
    pub(super) proxy: Arc<TlsConfig>,
}

#[cfg(any(feature = "tls-ring", feature = "tls-aws-lc"))]
impl From<TlsConfig> for Tls {
    fn from(config: TlsConfig) -> Self {
        let mut proxy = config.clone();
        proxy.alpn_protocols.clear();
        Self { server: Arc::new(config), proxy: Arc::new(proxy) }
    }
}

/// Makes a connection secure; whether it was agreed to speak HTTP/2 on it.
#[cfg(any(feature = "tls-ring", feature = "tls-aws-lc"))]
pub(super) async fn secure(
    config: &Arc<TlsConfig>,
    host: &str,
    io: Box<dyn Io>,
) -> Result<(Box<dyn Io>, bool), BoxError> {
    use rustls::pki_types::ServerName;
    use tokio_rustls::TlsConnector;

    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let name = ServerName::try_from(bare.to_owned())?;
    let io = TlsConnector::from(Arc::clone(config)).connect(name, io).await?;
    let http2 = io.get_ref().1.alpn_protocol() == Some(b"h2");
    Ok((Box::new(io), http2))
}

#[cfg(not(any(feature = "tls-ring", feature = "tls-aws-lc")))]
impl From<TlsConfig> for Tls {
    fn from(config: TlsConfig) -> Self {
        match config {}
    }
}

#[cfg(not(any(feature = "tls-ring", feature = "tls-aws-lc")))]
pub(super) async fn secure(
    config: &Arc<TlsConfig>,
    _: &str,
    _: Box<dyn Io>,
) -> Result<(Box<dyn Io>, bool), BoxError> {
    match **config {}
}
