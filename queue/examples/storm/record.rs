//! What the handlers did, from the file that they write.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::Result;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    Start,
    Step,
    End,
}

impl Event {
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Step => "step",
            Self::End => "end",
        }
    }
}

/// One run of a handler.
#[derive(Clone, Debug)]
pub struct Ran {
    pub job: String,
    pub pid: u32,
    pub attempt: u32,
    /// Whether it was told that a worker died.
    pub told: bool,
    pub start: u64,
    /// The last that was heard of it.
    pub last: u64,
    /// Whether it came to its end.
    pub ended: bool,
}

/// Microseconds, by a clock that all processes of this machine share.
pub fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_micros()).unwrap_or(u64::MAX)
}

/// All runs so far, in the order in which they began.
pub fn runs(log: &Path) -> Result<Vec<Ran>> {
    let mut runs: Vec<Ran> = Vec::new();
    let text = std::fs::read_to_string(log)?;
    // A process may be killed in the middle of its last line.
    for line in text.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [at, pid, job, attempt, told, event] = words[..] else { continue };
        let (at, pid, attempt) = (at.parse()?, pid.parse()?, attempt.parse()?);
        if event == Event::Start.name() {
            let (job, told) = (job.to_owned(), told == "true");
            let ran = Ran { job, pid, attempt, told, start: at, last: at, ended: false };
            runs.push(ran);
            continue;
        }
        let same = |ran: &&mut Ran| ran.job == job && ran.pid == pid && ran.attempt == attempt;
        if let Some(ran) = runs.iter_mut().rev().find(same) {
            ran.last = at;
            ran.ended = event == Event::End.name();
        }
    }
    runs.sort_by_key(|ran| ran.start);
    Ok(runs)
}
