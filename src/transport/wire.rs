//! What a client sends with.

#[cfg(feature = "reqwest")]
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use http::Request;
#[cfg(feature = "reqwest")]
use http::Response;

use super::begun::Begun;
use super::direct::{self, Direct};
#[cfg(feature = "reqwest")]
use super::http_client;
use super::{Transport, TransportError, TransportFuture};

/// What a client sends with.
pub(crate) enum Wire {
    /// Its own connections.
    Direct(Box<Direct>),
    /// Those of a client that its user made.
    #[cfg(feature = "reqwest")]
    HttpClient(reqwest::Client),
    /// Another transport.
    Custom(Arc<dyn Transport>),
}

/// A request on its way.
enum Sending<'a> {
    Direct(direct::Sending),
    #[cfg(feature = "reqwest")]
    HttpClient(Pin<Box<dyn Future<Output = HttpClientResponse> + Send + 'a>>),
    Custom(TransportFuture<'a>),
}

#[cfg(feature = "reqwest")]
type HttpClientResponse = Result<Response<reqwest::Body>, TransportError>;

impl Wire {
    /// Sends a request and brings the head of its response.
    pub(crate) fn send(
        &self,
        request: Request<Bytes>,
    ) -> impl Future<Output = Result<Begun, TransportError>> + Send {
        let sending = match self {
            Self::Direct(direct) => Sending::Direct(direct.send(request)),
            #[cfg(feature = "reqwest")]
            Self::HttpClient(client) => {
                Sending::HttpClient(Box::pin(http_client::send(client, request)))
            }
            Self::Custom(transport) => Sending::Custom(transport.send(request)),
        };
        async {
            match sending {
                Sending::Direct(sending) => sending.await.map(Into::into).map_err(direct::failed),
                #[cfg(feature = "reqwest")]
                Sending::HttpClient(sending) => sending.await.map(Into::into),
                Sending::Custom(sending) => sending.await.map(Into::into),
            }
        }
    }
}
