//! A response whose head has come.

use bytes::Bytes;
use http::Response;
use http::response::Parts;
use hyper::body::Incoming;

use super::direct::{self, Held};
#[cfg(feature = "reqwest")]
use super::http_client;
use super::{TransportError, TransportErrorKind, body};

/// A response whose head has come. It stays where it is while its body is
/// read: who gives up on the body has the head all the same.
pub(crate) struct Begun {
    head: Parts,
    body: Body,
}

enum Body {
    Direct(Incoming, Option<Held>),
    #[cfg(feature = "reqwest")]
    HttpClient(reqwest::Body),
    Whole(Bytes),
}

impl Begun {
    /// Reads the body, up to so many bytes.
    ///
    /// # Errors
    ///
    /// It is too large, or was cut short; without the head.
    pub(crate) async fn read(&mut self, most: usize) -> Result<Bytes, TransportError> {
        match &mut self.body {
            Body::Direct(from, held) => {
                let read = body::read(&self.head, from, most).await.map_err(direct::unread)?;
                if let Some(held) = held.take() {
                    held.read_whole();
                }
                Ok(read)
            }
            #[cfg(feature = "reqwest")]
            Body::HttpClient(from) => {
                body::read(&self.head, from, most).await.map_err(http_client::unread)
            }
            Body::Whole(bytes) if bytes.len() > most => {
                Err(TransportError::new(TransportErrorKind::TooLarge))
            }
            Body::Whole(bytes) => Ok(std::mem::take(bytes)),
        }
    }

    /// The whole response, or the error with its head.
    ///
    /// # Errors
    ///
    /// The one that the body brought.
    pub(crate) fn end(
        self,
        body: Result<Bytes, TransportError>,
    ) -> Result<Response<Bytes>, TransportError> {
        match body {
            Ok(body) => Ok(Response::from_parts(self.head, body)),
            Err(error) => Err(error.with_head(self.head.status, self.head.headers)),
        }
    }
}

impl From<(Response<Incoming>, Held)> for Begun {
    fn from((response, held): (Response<Incoming>, Held)) -> Self {
        let (head, body) = response.into_parts();
        Self { head, body: Body::Direct(body, Some(held)) }
    }
}

#[cfg(feature = "reqwest")]
impl From<Response<reqwest::Body>> for Begun {
    fn from(response: Response<reqwest::Body>) -> Self {
        let (head, body) = response.into_parts();
        Self { head, body: Body::HttpClient(body) }
    }
}

impl From<Response<Bytes>> for Begun {
    fn from(response: Response<Bytes>) -> Self {
        let (head, body) = response.into_parts();
        Self { head, body: Body::Whole(body) }
    }
}
