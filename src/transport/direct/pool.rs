//! The connections of a client: hyper-util's cache of those that speak
//! HTTP/1.1, and the one of HTTP/2 that all requests share.

use std::future::poll_fn;
use std::mem::replace;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::client::conn::TrySendError;
use hyper::rt::Executor;
use hyper_util::client::pool::cache;
use tokio::runtime::Handle;
use tokio::task::yield_now;
use tower_service::Service;

use super::error::Error;
use super::form::Form;
use super::held::{Held, Lease};
use super::http1::Http1;
#[cfg(feature = "http2")]
use super::http2::{Http2, Shared, Using};
use super::open::NotOpened;

/// The head of a response, and what its body comes by.
type Begun = (Response<Incoming>, Held);

/// A request on its way.
pub(in crate::transport) type Sending = Pin<Box<dyn Future<Output = Result<Begun, Error>> + Send>>;

/// Sends requests over connections that are kept. It is a function since the
/// type of the cache has no name.
pub(super) type Pool = Box<dyn Fn(Request<Full<Bytes>>) -> Sending + Send + Sync>;

/// A pool of what `open` makes.
///
/// A connection that was unused for longer than `unlooked` is looked at first:
/// a runtime that stood still between two `block_on` has not seen that the
/// server closed it.
///
/// A request that comes back unsent goes over the next connection: the server
/// had closed the one that was there. From a new one it comes back once, so this
/// ends.
pub(super) fn pool<O>(
    open: O,
    #[cfg(feature = "http2")] shared: Arc<Shared>,
    form: Form,
    unlooked: Duration,
) -> Pool
where
    O: Service<(), Response = Http1, Error = NotOpened> + Clone + Send + Sync + 'static,
    O::Future: Send + Unpin + 'static,
{
    let form = Arc::new(form);
    let cache = cache::builder().executor(Background).build(open);
    Box::new(move |mut request| {
        let (mut cache, form) = (cache.clone(), Arc::clone(&form));
        #[cfg(feature = "http2")]
        let shared = Arc::clone(&shared);
        Box::pin(async move {
            let mut again = true;
            #[cfg(feature = "http2")]
            let mut opened = None;
            loop {
                #[cfg(feature = "http2")]
                if let Some((there, using)) = opened.take().or_else(|| shared.take()) {
                    if using.unused > unlooked {
                        yield_now().await;
                        if there.is_closed() {
                            continue;
                        }
                    }
                    request = match over_http2(there, using, &form, request, &mut again).await? {
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
                    // Another call may have one meanwhile that all can use.
                    #[cfg(feature = "http2")]
                    Err(NotOpened::Failed(_)) if shared.take().is_some() => continue,
                    Err(NotOpened::Failed(error)) => return Err(error),
                    #[cfg(feature = "http2")]
                    Err(NotOpened::Http2(new, using)) => {
                        opened = Some((new, using));
                        continue;
                    }
                };
                let life = Arc::clone(&lent.inner().life);
                let Some(mut lease) = Lease::begin(lent, life) else { continue };
                if lease.unused > unlooked {
                    // The runtime looks at its sockets, and at who waits for one, first.
                    yield_now().await;
                }
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
                    Err(error) => unsent(error, used || replace(&mut again, false))?,
                };
            }
        })
    })
}

#[cfg(feature = "http2")]
async fn over_http2(
    mut http2: Http2,
    using: Using,
    form: &Form,
    mut request: Request<Full<Bytes>>,
    again: &mut bool,
) -> Result<Result<Begun, Request<Full<Bytes>>>, Error> {
    form.http2(&mut request);
    match http2.send(request).await {
        Ok(response) => Ok(Ok((response, Held::Http2(using)))),
        Err(error) => unsent(error, http2.used || replace(again, false)).map(Err),
    }
}

/// The request, where it is to go over another connection.
fn unsent(
    mut error: TrySendError<Request<Full<Bytes>>>,
    again: bool,
) -> Result<Request<Full<Bytes>>, Error> {
    match error.take_message() {
        Some(request) if again => Ok(request),
        Some(_) => Err(Error::Unsent(error.into_error())),
        None => Err(Error::Exchange(error.into_error())),
    }
}

/// Ends in the background what a call began and did not need, where there is a
/// runtime for it.
#[derive(Clone)]
struct Background;

impl<F: Future<Output = ()> + Send + 'static> Executor<F> for Background {
    fn execute(&self, future: F) {
        // The cache is locked meanwhile: a panic would be that of all calls to come.
        if let Ok(runtime) = Handle::try_current() {
            runtime.spawn(future);
        }
    }
}

#[cfg(test)]
mod tests;
