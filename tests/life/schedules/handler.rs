//! Handlers that are made of chance.

use std::sync::{Arc, Mutex, Once};
use std::time::Duration;

use fastrand::Rng;
use flatfile_jobs::{HandlerError, HandlerResult, Outcome, Run};

use super::line::Wire;
use super::plan::millis;

/// What a panic of a handler says.
pub const PANIC: &str = "a handler's own panic";

#[derive(Clone, Debug)]
pub struct Script {
    pub steps: Vec<Step>,
    pub finale: Finale,
    /// Whether it stops when it is told to.
    pub heeds: bool,
}

#[derive(Clone, Copy, Debug)]
pub enum Step {
    Sleep(Duration),
    Yield,
    Progress(i64),
    Of(u64, u64),
    Info,
    /// Waits until it is told to stop, if that is within this time.
    Wait(Duration),
}

/// What a handler comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finale {
    Done,
    Failed,
    FailedWithAnOutcome,
    Panicked,
    /// It stopped because it was told to.
    Stopped,
}

impl Step {
    pub fn random(rng: &mut Rng) -> Self {
        match rng.u32(0..10) {
            0..3 => Self::Sleep(millis(rng, 60_000)),
            3 => Self::Yield,
            4..7 => Self::Progress(rng.i64(-20..130)),
            7 => Self::Of(rng.u64(0..50), rng.u64(0..50)),
            8 => Self::Info,
            _ => Self::Wait(millis(rng, 60_000)),
        }
    }
}

impl Script {
    /// The same in a thirtieth of the time.
    pub fn hurry(&mut self) {
        for step in &mut self.steps {
            if let Step::Sleep(wait) | Step::Wait(wait) = step {
                *wait /= 30;
            }
        }
    }
}

impl Finale {
    pub fn random(rng: &mut Rng) -> Self {
        match rng.u32(0..8) {
            0..4 => Self::Done,
            4 => Self::Failed,
            5 => Self::FailedWithAnOutcome,
            _ => Self::Panicked,
        }
    }
}

/// What is known of a handler.
#[derive(Clone, Copy, Debug, Default)]
pub struct Handled {
    /// How many events of the schedule came before it began.
    pub began: Option<usize>,
    pub finale: Option<Finale>,
}

impl Script {
    pub async fn play(
        self,
        run: Run,
        wire: Arc<Wire>,
        handled: Arc<Mutex<Handled>>,
    ) -> HandlerResult {
        let is = |finale| handled.lock().unwrap().finale = Some(finale);
        handled.lock().unwrap().began = Some(wire.mark());
        for step in &self.steps {
            match *step {
                Step::Sleep(wait) => tokio::time::sleep(wait).await,
                Step::Yield => tokio::task::yield_now().await,
                Step::Progress(percent) => run.progress(percent, "so far"),
                Step::Of(done, total) => run.progress_of(done, total),
                Step::Info => run.info("a line"),
                Step::Wait(wait) => {
                    let _ = tokio::time::timeout(wait, run.canceled()).await;
                }
            }
            if self.heeds
                && let Err(error) = run.check()
            {
                is(Finale::Stopped);
                return Err(error);
            }
        }
        is(self.finale);
        match self.finale {
            Finale::Done => Ok("done".into()),
            Finale::Failed => Err("it broke".into()),
            Finale::FailedWithAnOutcome => {
                Err(HandlerError::from(Outcome::new().message("it broke, as an outcome")))
            }
            Finale::Panicked | Finale::Stopped => std::panic::panic_any(PANIC),
        }
    }
}

/// Panics of handlers are not printed; others are.
pub fn hush() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let print = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if info.payload().downcast_ref::<&str>() != Some(&PANIC) {
                print(info);
            }
        }));
    });
}
