//! What a worker has done so far, in numbers.

/// What a worker has done so far.
///
/// Each job that was begun is in one of `completed`, `failed`, `canceled`, `left`,
/// `in_doubt`, `not_ended`, `abandoned`, or still runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// Jobs that a source brought and that were not known yet.
    pub found: u64,
    /// Of these, jobs that were passed over. Most were not ready any more when they
    /// were read: another worker has them, or they have ended, or are gone. Others
    /// are ready, and not of the [list](super::Worker::jobs), or no handler is meant,
    /// or the server refused to let them begin.
    pub skipped: u64,
    /// Jobs that could not be read or acknowledged, or that a stop came before. They
    /// are ready still. The next sweep finds them, unless there
    /// [is none](super::Worker::without_sweep), or the worker is to
    /// [stop when idle](super::Worker::stop_when_idle). One that is found again and
    /// again counts each time.
    pub not_begun: u64,
    /// Jobs whose handler was called.
    pub begun: u64,
    /// Jobs that were ended as complete.
    pub completed: u64,
    /// Jobs that were ended as failed, by their handler or by a stop.
    pub failed: u64,
    /// Handlers that panicked; their jobs are among the failed.
    pub panicked: u64,
    /// Jobs that were ended as canceled, by a stop.
    pub canceled: u64,
    /// Jobs to which nothing was sent: others ended them, or ran them again, or
    /// the worker stopped and is to leave them.
    pub left: u64,
    /// Jobs of which it is unknown whether they were acknowledged or have ended.
    /// With an outbox, an end is settled later.
    pub in_doubt: u64,
    /// Jobs whose end the server refused, or did not get; the outbox may have it.
    pub not_ended: u64,
    /// Jobs that were cut off by a second signal, in whatever state they were.
    pub abandoned: u64,
    /// How often a source failed.
    pub source_failures: u64,
    /// Events and jobs of lists that could not be read.
    pub unreadable: u64,
}
