//! What became of a kept end.

use super::kept::KeptEnd;
use super::store::StoreError;
use crate::call::SettledBy;
use crate::error::Error;

/// What came of one [`settle_outbox`](crate::Client::settle_outbox).
#[derive(Debug)]
#[non_exhaustive]
pub struct Report {
    /// The ends that were taken up, the oldest first.
    pub deliveries: Vec<Delivery>,
    /// Why entries of the store are no ends. They stay: another version of this
    /// crate may have written them.
    pub unreadable: Vec<StoreError>,
}

/// A kept end that was taken up again.
#[derive(Debug)]
#[non_exhaustive]
pub struct Delivery {
    /// The end.
    pub end: KeptEnd,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a kept end.
#[derive(Debug)]
#[non_exhaustive]
pub enum Fate {
    /// The job is in this end. By [reading](SettledBy::Read), where it was
    /// there before anything was sent.
    Settled(SettledBy),
    /// It was taken out of the outbox: the job is in another end or another
    /// run, there is no such job, or the API refuses the end for good.
    Dropped(Error),
    /// It is still in the outbox: it could not be settled now.
    Left(Error),
}
