//! What was called.

use std::collections::VecDeque;

use ::http::Method;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use serde_json::Value;

use super::request::Content;
use super::route::Route;
use crate::api::OperationId;
use crate::sandbox::fault::Fault;

/// One call, as the sandbox saw it. The token is not kept.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Call {
    /// When it came.
    pub at: DateTime<Utc>,
    /// Its HTTP method.
    pub method: String,
    /// Its path, with `/v1`, and its query.
    pub path: String,
    /// The operation, when method and path are those of one.
    pub operation: Option<OperationId>,
    /// The job that the path names.
    pub job: Option<String>,
    /// Its body, when it has one and that is JSON.
    pub body: Option<Value>,
    /// The status of the response; none when no head of one was sent.
    pub status: Option<u16>,
    /// Whether it was handed to its operation, which may have refused it.
    ///
    /// False for what is refused before: an unknown path, another method, no
    /// token, a missing header, a body or a query that does not fit the
    /// contract; and where a fault keeps the request from being carried out.
    pub carried_out: bool,
    /// What went wrong by plan.
    pub fault: Option<Fault>,
}

/// The calls of a sandbox, the last ones where they are bounded.
#[derive(Debug)]
pub(super) struct Record {
    calls: VecDeque<Kept>,
    most: usize,
    most_bytes: usize,
    bytes: usize,
    /// How many came before the first that is kept.
    before: u64,
}

/// A call as it is kept: as it was written, which takes a tenth of the memory
/// of what can be looked at.
#[derive(Clone, Debug)]
pub(in crate::sandbox) struct Kept {
    pub(super) at: DateTime<Utc>,
    pub(super) method: Method,
    /// With the query.
    pub(super) path: Box<str>,
    /// Empty where it is no JSON.
    pub(super) body: Bytes,
    pub(super) status: Option<u16>,
    pub(super) carried_out: bool,
    pub(super) fault: Option<Box<Fault>>,
}

impl Record {
    /// A record that keeps as many calls, in as many bytes.
    pub(super) fn of(most: usize, most_bytes: usize) -> Self {
        Self { calls: VecDeque::new(), most, most_bytes, bytes: 0, before: 0 }
    }

    pub(super) fn add(&mut self, call: Kept) {
        self.bytes = self.bytes.saturating_add(call.size());
        self.calls.push_back(call);
        while self.calls.len() > self.most || self.bytes > self.most_bytes {
            let Some(oldest) = self.calls.pop_front() else { return };
            self.bytes = self.bytes.saturating_sub(oldest.size());
            self.before += 1;
        }
    }

    pub(super) fn forget(&mut self) {
        (self.before, self.bytes) = (self.next(), 0);
        self.calls = VecDeque::new();
    }

    pub(super) fn calls(&self) -> Vec<Kept> {
        self.calls.iter().cloned().collect()
    }

    /// The first calls from this number on that fit, so many at most, and the
    /// number to go on from.
    pub(super) fn from(
        &self,
        number: u64,
        most: usize,
        fits: impl Fn(&Kept) -> bool,
    ) -> (Vec<(u64, Kept)>, u64) {
        let first = number.saturating_sub(self.before);
        // More than can be kept is none.
        let skipped = usize::try_from(first).unwrap_or(usize::MAX);
        // The numbers come second: after the last call there may be none.
        let calls = self.calls.iter().skip(skipped).zip(self.before + first..);
        let mut fitting = calls.filter(|(call, _)| fits(call));
        let found = fitting.by_ref().take(most).map(|(call, at)| (at, call.clone())).collect();
        // Where some are left the next ones are asked for from there.
        let next = fitting.next().map_or_else(|| self.next(), |(_, at)| at);
        (found, next)
    }

    fn next(&self) -> u64 {
        self.before + self.calls.len() as u64
    }
}

impl Kept {
    /// How much memory it takes, but for a fault's body: that is the plan's.
    fn size(&self) -> usize {
        let fault = self.fault.as_ref().map_or(0, |fault| fault.size());
        size_of::<Self>() + self.path.len() + self.body.len() + fault
    }

    fn route(&self) -> Option<Route> {
        Route::find(&self.method, self.path.split('?').next().unwrap_or_default()).ok()
    }

    /// Whether it is a call of this operation, and for this job, as far as these
    /// are wanted.
    pub(super) fn is_of(&self, operation: Option<OperationId>, job: Option<&str>) -> bool {
        if operation.is_none() && job.is_none() {
            return true;
        }
        let route = self.route();
        route.is_some_and(|route| {
            operation.is_none_or(|wanted| route.operation.id == wanted)
                && job.is_none_or(|wanted| !wanted.is_empty() && route.job == wanted)
        })
    }

    /// The call, to look at.
    pub(in crate::sandbox) fn show(self) -> Call {
        let route = self.route();
        Call {
            at: self.at,
            method: self.method.to_string(),
            operation: route.as_ref().map(|route| route.operation.id),
            job: route.map(|route| route.job).filter(|job| !job.is_empty()),
            path: self.path.into(),
            body: Content::parse(&self.body).into_json(),
            status: self.status,
            carried_out: self.carried_out,
            fault: self.fault.map(|fault| *fault),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(body: usize) -> Kept {
        Kept {
            at: DateTime::UNIX_EPOCH,
            method: Method::GET,
            path: "".into(),
            body: Bytes::from(vec![b'1'; body]),
            status: None,
            carried_out: true,
            fault: None,
        }
    }

    fn numbers(record: &Record) -> Vec<u64> {
        record.from(0, usize::MAX, |_| true).0.into_iter().map(|(number, _)| number).collect()
    }

    #[test]
    fn the_oldest_go_where_they_are_too_many_or_too_long() {
        let head = call(0).size();
        let mut record = Record::of(3, 3 * head + 100);
        [90, 0, 10].iter().for_each(|body| record.add(call(*body)));
        assert_eq!(numbers(&record), [0, 1, 2]);
        record.add(call(0));
        assert_eq!(numbers(&record), [1, 2, 3], "no more than three");
        record.add(call(91));
        assert_eq!(numbers(&record), [3, 4], "the third would be too long with it");
        record.add(call(10 * head));
        assert_eq!((numbers(&record), record.next()), (vec![], 6), "itself too long for it");
        record.add(call(1));
        assert_eq!((numbers(&record), record.bytes), (vec![6], head + 1));
        record.forget();
        assert_eq!((record.bytes, record.next()), (0, 7));
    }

    #[test]
    fn a_fault_is_held_too() {
        let fault = Fault::status(503).header("x-long", "x".repeat(1_000));
        let faulty = Kept { fault: Some(Box::new(fault)), ..call(0) };
        assert!(faulty.size() > call(0).size() + size_of::<Fault>() + 1_000);
    }
}
