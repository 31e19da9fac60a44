//! What a client sends with.

use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};
use hyper_util::client::legacy::ResponseFuture;

use super::begun::Begun;
use super::direct::{self, Direct};
use super::{Transport, TransportError, TransportFuture, http_client};

/// What a client sends with.
pub(crate) enum Wire {
    /// Its own connections.
    Direct(Box<Direct>),
    /// Those of a client that its user made.
    HttpClient(reqwest::Client),
    /// Another transport.
    Custom(Arc<dyn Transport>),
}

/// A request on its way.
enum Sending<'a> {
    Direct(ResponseFuture),
    HttpClient(Pin<Box<dyn Future<Output = HttpClientResponse> + Send + 'a>>),
    Custom(TransportFuture<'a>),
}

type HttpClientResponse = Result<Response<reqwest::Body>, TransportError>;

impl Wire {
    /// Sends a request and brings the head of its response.
    pub(crate) fn send(
        &self,
        request: Request<Bytes>,
    ) -> impl Future<Output = Result<Begun, TransportError>> + Send {
        let sending = match self {
            Self::Direct(direct) => Sending::Direct(direct.send(request)),
            Self::HttpClient(client) => {
                Sending::HttpClient(Box::pin(http_client::send(client, request)))
            }
            Self::Custom(transport) => Sending::Custom(transport.send(request)),
        };
        async {
            match sending {
                Sending::Direct(sending) => sending.await.map(Into::into).map_err(direct::failed),
                Sending::HttpClient(sending) => sending.await.map(Into::into),
                Sending::Custom(sending) => sending.await.map(Into::into),
            }
        }
    }
}
