//! The connections of a client: hyper-util's cache of those that speak
//! HTTP/1.1, and the one of HTTP/2 that all requests share.

use std::future::poll_fn;
use std::mem::replace;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::client::conn::TrySendError;
use hyper_util::client::pool::cache;
use hyper_util::rt::TokioExecutor;
use tower_service::Service;

use super::error::Error;
use super::form::Form;
use super::held::{Held, Lease};
#[cfg(feature = "http2")]
use super::http2::Http2;
use super::open::{NotOpened, Open};

/// The head of a response, and what its body comes by.
type Begun = (Response<Incoming>, Held);

/// A request on its way.
pub(in crate::transport) type Sending = Pin<Box<dyn Future<Output = Result<Begun, Error>> + Send>>;

/// Sends requests over connections that are kept. It is a function since the
/// type of the cache has no name.
pub(super) type Pool = Box<dyn Fn(Request<Full<Bytes>>) -> Sending + Send + Sync>;

/// A pool of what `open` makes.
///
/// A request that comes back unsent from a connection that was used before goes
/// over the next one: the server had closed it. From a new one that is an
/// error, so this ends.
pub(super) fn pool(open: Open, form: Form) -> Pool {
    #[cfg(feature = "http2")]
    let shared = Arc::clone(&open.shared);
    let form = Arc::new(form);
    let cache = cache::builder().executor(TokioExecutor::new()).build(open);
    Box::new(move |mut request| {
        let (mut cache, form) = (cache.clone(), Arc::clone(&form));
        #[cfg(feature = "http2")]
        let shared = Arc::clone(&shared);
        Box::pin(async move {
            loop {
                #[cfg(feature = "http2")]
                if let Some(http2) = shared.get() {
                    request = match over_http2(http2, &form, request).await? {
                        Ok(begun) => return Ok(begun),
                        Err(unsent) => unsent,
                    };
                    continue;
                }
                let found = match poll_fn(|context| cache.poll_ready(context)).await {
                    Ok(()) => cache.call(()).await,
                    Err(error) => Err(error),
                };
                let lent = match found {
                    Ok(lent) => lent,
                    Err(NotOpened::Failed(error)) => return Err(error),
                    #[cfg(feature = "http2")]
                    Err(NotOpened::Http2(new)) => {
                        request = match over_http2(new, &form, request).await? {
                            Ok(begun) => return Ok(begun),
                            Err(unsent) => unsent,
                        };
                        continue;
                    }
                };
                let life = Arc::clone(&lent.inner().life);
                let Some(mut lease) = Lease::begin(lent, life) else { continue };
                let used = replace(&mut lease.connection.inner_mut().used, true);
                if !used {
                    // Those at the bottom would never be looked at.
                    cache.retain(|idle| !idle.sender.is_closed());
                } else if poll_fn(|context| lease.poll_ready(context)).await.is_err() {
                    continue;
                }
                form.http1(&mut request);
                let sending = lease.connection.inner_mut().sender.try_send_request(request);
                request = match sending.await {
                    Ok(response) => return Ok((response, Held::Http1(Box::new(lease)))),
                    Err(error) => unsent(error, used)?,
                };
            }
        })
    })
}

#[cfg(feature = "http2")]
async fn over_http2(
    mut http2: Http2,
    form: &Form,
    mut request: Request<Full<Bytes>>,
) -> Result<Result<Begun, Request<Full<Bytes>>>, Error> {
    form.http2(&mut request);
    match http2.send(request).await {
        Ok((response, using)) => Ok(Ok((response, Held::Http2(using)))),
        Err(error) => unsent(error, http2.used).map(Err),
    }
}

/// The request, where it is to go over another connection.
fn unsent(
    mut error: TrySendError<Request<Full<Bytes>>>,
    used: bool,
) -> Result<Request<Full<Bytes>>, Error> {
    match error.take_message().filter(|_| used) {
        Some(request) => Ok(request),
        None => Err(Error::Exchange(error.into_error())),
    }
}
