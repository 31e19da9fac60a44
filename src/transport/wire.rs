//! What a client sends with.

use std::sync::Arc;

use bytes::Bytes;
use http::Request;

use super::begun::Begun;
use super::direct::Direct;
use super::{Transport, TransportError, http_client};

/// What a client sends with.
pub(crate) enum Wire {
    /// Its own connections.
    Direct(Box<Direct>),
    /// Those of a client that its user made.
    HttpClient(reqwest::Client),
    /// Another transport.
    Custom(Arc<dyn Transport>),
}

impl Wire {
    /// Sends a request and brings the head of its response.
    ///
    /// # Errors
    ///
    /// No response came.
    pub(crate) async fn send(&self, request: Request<Bytes>) -> Result<Begun, TransportError> {
        match self {
            Self::Direct(direct) => direct.send(request).await.map(Into::into),
            Self::HttpClient(client) => http_client::send(client, request).await.map(Into::into),
            Self::Custom(transport) => transport.send(request).await.map(Into::into),
        }
    }
}
