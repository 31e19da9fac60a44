//! A handler whose panic costs its job alone.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll};

use super::handler::Returned;

/// What a handler does.
pub(super) type Work<'a> = Pin<Box<dyn Future<Output = Returned> + Send + 'a>>;

/// A handler, whose panics are what it returns.
///
/// What it left half done, nobody sees again: it is dropped, and nothing of it
/// is shared but the run, which has no state that a panic could break.
pub(super) struct Caught<'a>(Option<Work<'a>>);

impl<'a> Caught<'a> {
    /// Calls the handler.
    pub(super) fn of(call: impl FnOnce() -> Work<'a>) -> Result<Self, Box<Returned>> {
        catch_unwind(AssertUnwindSafe(call))
            .map(|work| Self(Some(work)))
            .map_err(|panic| Box::new(panicked(panic)))
    }

    /// Lets it go, unfinished.
    pub(super) fn abandon(&mut self) -> Returned {
        let work = self.0.take();
        match catch_unwind(AssertUnwindSafe(|| drop(work))) {
            Ok(()) => Returned::Abandoned,
            Err(panic) => panicked(panic),
        }
    }
}

impl Future for Caught<'_> {
    type Output = Returned;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Returned> {
        let Some(work) = &mut self.0 else { return Poll::Ready(Returned::Abandoned) };
        let polled = catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(context)));
        let returned = match polled {
            Ok(Poll::Pending) => return Poll::Pending,
            Ok(Poll::Ready(returned)) => returned,
            Err(panic) => panicked(panic),
        };
        // A panic of what it leaves behind takes nothing from what it returned.
        self.abandon();
        Poll::Ready(returned)
    }
}

fn panicked(panic: Box<dyn Any + Send>) -> Returned {
    let text = match panic.downcast::<String>() {
        Ok(text) => *text,
        Err(panic) => {
            panic.downcast::<&str>().map_or_else(|_| String::new(), |text| (*text).into())
        }
    };
    Returned::Panicked(text)
}
