//! What a schedule is made of: all of it comes from one number.

use std::time::Duration;

use fastrand::Rng;
use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::{AckAfterEnd, EndTwice, Faults, Rules};

use super::clock::Pace;
use super::faults;
use super::line::Shares;

#[derive(Debug)]
pub struct Plan {
    pub seed: u64,
    pub begins: JobStatus,
    pub calls: Vec<Call>,
    /// What others do, and when.
    pub acts: Vec<(Duration, Act)>,
    pub bounds: Bounds,
    pub rules: Rules,
    pub faults: Faults,
    pub shares: Shares,
    pub tokens: Tokens,
    /// How far the server's clock is ahead, in milliseconds.
    pub skew: i64,
    /// Whether responses have a `Date`.
    pub dates: bool,
    pub pace: Pace,
}

/// One call of ours.
#[derive(Clone, Debug)]
pub struct Call {
    pub client: usize,
    pub after: Duration,
    pub what: What,
    /// Says which run it is meant for.
    pub with_run: bool,
    /// Is dropped after so long.
    pub patience: Option<Duration>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum What {
    End(Op),
    /// An end by an update.
    Set(JobStatus),
    Ack,
    /// An update of something else.
    Update,
}

/// What somebody else does, without trying again.
#[derive(Clone, Copy, Debug)]
pub enum Act {
    Operation(Op),
    Set(&'static str),
    /// From now on, whatever ends is run again: how often it is looked.
    RunAgain(Duration),
}

#[derive(Clone, Debug)]
pub struct Bounds {
    pub attempts: u32,
    pub deadline: Duration,
    pub timeout: Duration,
    pub longest_delay: Duration,
}

/// The shares of tokens that are slow, refused, and not to be had.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tokens {
    pub slow: f64,
    pub longest: Duration,
    pub refused: f64,
    pub none: f64,
}

const ENDS: [Op; 3] = [Op::CompleteJob, Op::FailJob, Op::CancelJob];

pub fn millis(rng: &mut Rng, most: u64) -> Duration {
    // Short ones as often as long ones.
    let most = rng.choice([most / 1000, most / 30, most]).unwrap().max(2);
    Duration::from_millis(rng.u64(1..most))
}

impl Plan {
    /// One end, any faults, and bounds that may be too narrow for them.
    pub fn narrow(rng: &mut Rng, seed: u64) -> Self {
        let share = rng.f64();
        // Each has chances of its own, or one would tell the others'.
        let faults = Faults::seeded(rng.u64(..))
            .on_one_of(faults::any(rng))
            .probability(share)
            .times(rng.u64(0..20));
        let tokens = match rng.bool() {
            true => {
                Tokens { refused: rng.f64() * 0.15, none: rng.f64() * 0.15, ..Tokens::default() }
            }
            false => Tokens::default(),
        };
        let acts = match rng.bool() {
            true => vec![(millis(rng, 60_000), Act::Operation(rng.choice(ENDS).unwrap()))],
            false => Vec::new(),
        };
        Self {
            seed,
            begins: JobStatus::Executing,
            calls: vec![Call::end(rng)],
            acts,
            bounds: Bounds {
                attempts: rng.u32(1..=8),
                deadline: Duration::from_millis(rng.u64(1..300_000)),
                timeout: Duration::from_millis(rng.u64(100..30_000)),
                longest_delay: Duration::from_millis(rng.u64(1..20_000)),
            },
            rules: Rules::default(),
            faults,
            shares: Shares { refused: rng.f64() * 0.3, late: rng.f64() * 0.3, odd: 0.0 },
            tokens,
            skew: 0,
            dates: false,
            pace: Pace::Even,
        }
    }

    /// Faults that end, and bounds that are wide enough.
    pub fn wide(rng: &mut Rng, seed: u64) -> Self {
        let faults = Faults::seeded(rng.u64(..))
            .on_one_of(faults::passing(rng))
            .probability(0.9)
            .times(rng.u64(0..12));
        let narrow = Self::narrow(rng, seed);
        Self {
            faults,
            bounds: Bounds {
                attempts: 30,
                deadline: Duration::from_secs(24 * 60 * 60),
                ..narrow.bounds
            },
            shares: Shares { refused: 0.2, late: 0.2, odd: 0.0 },
            tokens: Tokens::default(),
            ..narrow
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

    /// Somebody else who runs the job again, ends it, or removes it.
    pub fn others(mut self, rng: &mut Rng) -> Self {
        self.rules = Rules::default().with_ack_after_end(match rng.u32(0..4) {
            0 => AckAfterEnd::Refuse,
            1 => AckAfterEnd::Ignore,
            _ => AckAfterEnd::Restart,
        });
        if rng.u32(0..5) == 0 {
            self.rules = self.rules.with_end_twice(EndTwice::Ignore);
        }
        self.begins = match rng.u32(0..4) {
            0 => JobStatus::Ready,
            _ => JobStatus::Executing,
        };
        if rng.u32(0..4) > 0 {
            self.acts.push((Duration::ZERO, Act::RunAgain(millis(rng, 30_000))));
        }
        for _ in 0..rng.usize(0..5) {
            let act = match rng.u32(0..12) {
                0 => Act::Operation(Op::DeleteJob),
                1 | 2 => Act::Operation(Op::RetryJob),
                3..6 => Act::Operation(Op::AckJob),
                6 | 7 => Act::Operation(Op::UpdateJob),
                8 => Act::Set(rng.choice(["ready", "executing", "waiting", "complete"]).unwrap()),
                _ => Act::Operation(rng.choice(ENDS).unwrap()),
            };
            self.acts.push((millis(rng, 60_000), act));
        }
        self
    }
}

impl Call {
    pub fn end(rng: &mut Rng) -> Self {
        Self::of(What::End(rng.choice(ENDS).unwrap()))
    }

    pub fn of(what: What) -> Self {
        Self { client: 0, after: Duration::ZERO, what, with_run: false, patience: None }
    }
}

impl What {
    /// The status that it ends the job in.
    pub fn wanted(&self) -> Option<JobStatus> {
        match self {
            Self::End(operation) => operation.operation().settles_to.clone(),
            Self::Set(status) => Some(status.canonical()),
            Self::Ack | Self::Update => None,
        }
    }

    pub fn operation(&self) -> Op {
        match self {
            Self::End(operation) => *operation,
            Self::Set(_) | Self::Update => Op::UpdateJob,
            Self::Ack => Op::AckJob,
        }
    }
}
