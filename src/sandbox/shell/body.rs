//! The body of a response, sent as a fault wants it.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};

use crate::sandbox::fault::Delivery;
use crate::timer::Timer;

type Sleep = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A body in memory.
pub(super) struct Sent {
    rest: Bytes,
    end: End,
}

/// What becomes of the rest.
enum End {
    /// It is sent.
    Whole,
    /// As many bytes are sent; then the connection is closed.
    Cut(usize),
    /// As many bytes are sent, and nothing more.
    Stall(usize),
    /// As many bytes at a time, after each pause.
    Drip(usize, Duration, Arc<dyn Timer>, Option<Sleep>),
    /// What there is to send is with the connection: it may be closed once
    /// that has gone out.
    Closing,
}

/// The connection is closed on purpose.
#[derive(Debug)]
pub(super) struct Closed;

impl Sent {
    pub(super) fn new(body: Bytes, delivery: Delivery, timer: &Arc<dyn Timer>) -> Self {
        let end = match delivery {
            Delivery::Cut(bytes) => End::Cut(bytes),
            Delivery::Stall(bytes) => End::Stall(bytes),
            Delivery::Drip(bytes, pause) => End::Drip(bytes, pause, Arc::clone(timer), None),
            Delivery::Whole | Delivery::Never | Delivery::Reset => End::Whole,
        };
        Self { rest: body, end }
    }

    fn take(&mut self, bytes: usize) -> Option<Result<Frame<Bytes>, Closed>> {
        let piece = self.rest.split_to(bytes.min(self.rest.len()));
        (!piece.is_empty()).then(|| Ok(Frame::data(piece)))
    }
}

impl Body for Sent {
    type Data = Bytes;
    type Error = Closed;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Closed>>> {
        let this = &mut *self;
        match &mut this.end {
            End::Whole => Poll::Ready(this.take(usize::MAX)),
            End::Cut(bytes) => {
                let bytes = std::mem::take(bytes);
                match this.take(bytes) {
                    Some(piece) => Poll::Ready(Some(piece)),
                    None => {
                        // An error at once would keep back what was not
                        // flushed yet, the head too.
                        this.end = End::Closing;
                        context.waker().wake_by_ref();
                        Poll::Pending
                    }
                }
            }
            End::Closing => Poll::Ready(Some(Err(Closed))),
            End::Stall(bytes) => {
                let bytes = std::mem::take(bytes);
                this.take(bytes).map_or(Poll::Pending, |piece| Poll::Ready(Some(piece)))
            }
            End::Drip(..) if this.rest.is_empty() => Poll::Ready(None),
            End::Drip(bytes, pause, timer, sleep) => {
                let pending = sleep.get_or_insert_with(|| timer.sleep(*pause));
                if pending.as_mut().poll(context).is_pending() {
                    return Poll::Pending;
                }
                *sleep = None;
                let bytes = *bytes;
                Poll::Ready(this.take(bytes))
            }
        }
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.rest.len() as u64)
    }

    fn is_end_stream(&self) -> bool {
        matches!(self.end, End::Whole) && self.rest.is_empty()
    }
}

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a fault closes the connection")
    }
}

impl std::error::Error for Closed {}
