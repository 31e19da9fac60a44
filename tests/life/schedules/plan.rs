//! What a schedule is made of: all of it comes from one number.

use std::time::Duration;

use fastrand::Rng;
use flatfile_jobs::OnShutdown;
use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::api::types::JobCancelDetails;
use flatfile_jobs::sandbox::{AckAfterEnd, EndTwice, Faults, Rules};

use super::act::Act;
use super::clock::Pace;
use super::faults;
use super::handler::{Finale, Script, Step};
use super::line::Shares;

#[derive(Debug)]
pub struct Plan {
    pub seed: u64,
    /// Whether the job is executing already, and is taken over.
    pub taken: bool,
    /// Whether it is begun and ended by hand.
    pub by_hand: bool,
    pub script: Script,
    /// When the program stops.
    pub shutdown: Option<When>,
    /// When whoever waits for the run drops it.
    pub dropped: Option<When>,
    pub on_shutdown: OnShutdown,
    pub grace: Duration,
    pub progress_every: Duration,
    pub look_every: Duration,
    /// What others do, and when.
    pub acts: Vec<(Duration, Act)>,
    pub deadline: Duration,
    pub attempts: u32,
    pub timeout: Duration,
    pub rules: Rules,
    pub faults: Faults,
    pub shares: Shares,
    /// How far the server's clock is ahead, in milliseconds.
    pub skew: i64,
    pub dates: bool,
    pub pace: Pace,
}

/// When something happens.
#[derive(Clone, Copy, Debug)]
pub enum When {
    After(Duration),
    /// At the nth time that it is polled: at whatever await that is.
    Poll(u32),
}

impl When {
    fn random(rng: &mut Rng) -> Self {
        match rng.bool() {
            true => Self::After(millis(rng, 120_000)),
            false => Self::Poll(rng.u32(0..40)),
        }
    }
}

pub fn millis(rng: &mut Rng, most: u64) -> Duration {
    // Short ones as often as long ones.
    let most = rng.choice([most / 1000, most / 30, most]).unwrap().max(2);
    Duration::from_millis(rng.u64(1..most))
}

impl Plan {
    /// A handler, and things that go wrong on the way.
    pub fn new(rng: &mut Rng, seed: u64) -> Self {
        let wide = rng.bool();
        let (kinds, share, times) = match wide {
            true => (faults::passing(rng), 0.7, rng.u64(0..12)),
            false => (faults::any(rng), rng.f64() * 0.6, rng.u64(0..20)),
        };
        let faults = Faults::seeded(rng.u64(..)).on_one_of(kinds).probability(share).times(times);
        let steps = (0..rng.usize(0..12)).map(|_| Step::random(rng)).collect();
        let deadline = if wide { 86_400_000 } else { rng.u64(1..300_000) };
        Self {
            seed,
            taken: rng.u32(0..5) == 0,
            by_hand: false,
            script: Script { steps, finale: Finale::random(rng), heeds: rng.bool() },
            shutdown: None,
            dropped: None,
            on_shutdown: OnShutdown::default(),
            grace: millis(rng, 60_000),
            progress_every: Duration::from_millis(rng.u64(200..10_000)),
            look_every: Duration::from_millis(rng.u64(500..30_000)),
            acts: Vec::new(),
            deadline: Duration::from_millis(deadline),
            attempts: if wide { 30 } else { rng.u32(1..=8) },
            timeout: Duration::from_millis(rng.u64(100..30_000)),
            rules: Rules::default(),
            faults,
            shares: Shares { refused: rng.f64() * 0.2, late: rng.f64() * 0.2, odd: 0.0 },
            skew: 0,
            dates: false,
            pace: Pace::Even,
        }
    }

    /// Clocks that are apart, with a `Date` to tell, or that agree.
    pub fn clocks(mut self, rng: &mut Rng) -> Self {
        self.dates = rng.bool();
        if self.dates {
            let far = rng.choice([800, 3_000, 600_000]).unwrap();
            self.skew = rng.i64(-far..=far);
        }
        self
    }

    /// The program stops, and whoever waits may be gone.
    pub fn stops(mut self, rng: &mut Rng) -> Self {
        self.shutdown = (rng.u32(0..5) > 0).then(|| When::random(rng));
        self.dropped = (rng.u32(0..4) == 0).then(|| When::random(rng));
        self.on_shutdown = match rng.u32(0..3) {
            0 => OnShutdown::default(),
            1 => OnShutdown::Cancel(JobCancelDetails::from("stopped")),
            _ => OnShutdown::Leave,
        };
        self
    }

    /// Somebody else who runs the job again, ends it, takes it, or removes it.
    pub fn others(mut self, rng: &mut Rng) -> Self {
        self.rules = Rules::default().with_ack_after_end(match rng.u32(0..4) {
            0 => AckAfterEnd::Refuse,
            1 => AckAfterEnd::Ignore,
            _ => AckAfterEnd::Restart,
        });
        if rng.u32(0..5) == 0 {
            self.rules = self.rules.with_end_twice(EndTwice::Ignore);
        }
        if rng.u32(0..4) > 0 {
            self.acts.push((Duration::ZERO, Act::RunAgain(millis(rng, 30_000))));
        }
        for _ in 0..rng.usize(0..5) {
            let act = match rng.u32(0..12) {
                0 => Act::Operation(Op::DeleteJob),
                1 | 2 => Act::Operation(Op::RetryJob),
                3..6 => Act::Operation(Op::AckJob),
                6 => Act::Set(rng.choice(["ready", "executing", "waiting", "complete"]).unwrap()),
                7 => Act::Operation(Op::CompleteJob),
                8 => Act::Operation(Op::FailJob),
                _ => Act::Operation(Op::CancelJob),
            };
            self.acts.push((millis(rng, 60_000), act));
        }
        self
    }
}
