//! One connection: HTTP/1.1 requests, and their responses as faults want them.

use std::convert::Infallible;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use ::http::{Request, Response};
use bytes::Bytes;
use http_body_util::combinators::MapErr;
use http_body_util::{BodyExt, Either, LengthLimitError, Limited};
use hyper::body::{Body as _, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::watch;
use tokio::time::timeout;

use super::body::{Closed, Sent};
use super::door::Guest;
use super::phase::{Phase, reached, unless};
use crate::sandbox::core::{Body, BodyTooLong, MAX_BODY_BYTES};
use crate::sandbox::fault::Delivery;
use crate::sandbox::shared::{AnyBody, Shared};

/// How long a client may take for the head of a request, counted from the
/// response before, and as long again for its body: what servers and proxies
/// grant by default.
const PATIENCE: Duration = Duration::from_secs(30);

/// Serves until the client or the server closes. At the end of the server it
/// finishes a request that was begun.
pub(super) async fn serve(guest: Guest, core: Shared, phases: watch::Receiver<Phase>) {
    let begun = AtomicBool::new(false);
    let service = service_fn(|request| {
        begun.store(true, Ordering::Relaxed);
        respond(&core, request)
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(PATIENCE);
    let connection = http.serve_connection(TokioIo::new(guest.socket.clone()), service);
    let mut connection = pin!(connection);
    let mut closing = pin!(reached(phases, Phase::Closing));
    // A client that goes away in the middle is its own business.
    let ended = unless(closing.as_mut(), connection.as_mut()).await;
    if ended.is_none() && begun.load(Ordering::Relaxed) {
        connection.as_mut().graceful_shutdown();
        let _ = connection.await;
    }
}

/// Reads a body, unless the client goes away in the middle, or stops. What is too
/// long is read all the same, for as long again, and not kept: a client that is cut
/// off while it sends never sees why.
async fn read(mut body: Incoming) -> Result<Result<Bytes, BodyTooLong>, Closed> {
    let said_too_long = body.size_hint().lower() > MAX_BODY_BYTES as u64;
    if !said_too_long {
        let whole = Limited::new(&mut body, MAX_BODY_BYTES).collect();
        match timeout(PATIENCE, whole).await.map_err(|_| Closed)? {
            Ok(body) => return Ok(Ok(body.to_bytes())),
            Err(error) if error.is::<LengthLimitError>() => {}
            Err(_) => return Err(Closed),
        }
    }
    let rest = async { while let Some(Ok(_)) = body.frame().await {} };
    // Whatever becomes of the rest.
    let _ = timeout(PATIENCE, rest).await;
    Ok(Err(BodyTooLong))
}

/// The API's own response, or one beside it.
type Sending = Either<Sent, MapErr<AnyBody, fn(Infallible) -> Closed>>;

async fn respond(core: &Shared, request: Request<Incoming>) -> Result<Response<Sending>, Closed> {
    let (head, body) = request.into_parts();
    let head = Request::from_parts(head, ());
    // Closed: there is no request.
    let body = read(body).await?;
    if let Some(response) = core.beside(&head, &body) {
        let never: fn(Infallible) -> Closed = |never| match never {};
        return Ok(response.map(|body| Either::Right(body.map_err(never))));
    }
    let reply = core.handle(&head, body.as_deref().map_or(Body::TooLong, Body::Whole));
    if !reply.delay.is_zero() {
        core.timer.sleep(reply.delay).await;
    }
    match reply.delivery {
        // Until the client gives up, or the sandbox is dropped.
        Delivery::Never => std::future::pending().await,
        Delivery::Reset => Err(Closed),
        delivery => {
            let sent = |body| Either::Left(Sent::new(body, delivery, &core.timer));
            Ok(reply.response.map(sent))
        }
    }
}
