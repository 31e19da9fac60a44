//! What has changed and was not told yet.

use std::mem;

use super::place::Place;
use crate::api::types::Job;
use crate::sandbox::core::history::Change;

/// One job's change by one cause.
#[derive(Debug)]
pub(in crate::sandbox::core) struct Move {
    pub(in crate::sandbox::core) place: Place,
    pub(in crate::sandbox::core) change: Change,
    /// The job, when it is no longer at its place.
    pub(in crate::sandbox::core) gone: Option<Box<Job>>,
}

/// Changes in their order.
#[derive(Debug, Default)]
pub(super) struct Moves(Vec<Move>);

impl Moves {
    /// Two steps of one job by one cause are one change: a job that is made ready
    /// and has to wait, say.
    pub(super) fn add(&mut self, place: Place, change: &Change, gone: Option<Box<Job>>) {
        match self.0.last_mut() {
            Some(last) if last.place == place && last.change.by == change.by => {
                (last.change.at, last.change.to) = (change.at, change.to.clone());
                last.gone = gone;
            }
            _ => self.0.push(Move { place, change: change.clone(), gone }),
        }
    }

    pub(super) fn take(&mut self) -> Vec<Move> {
        mem::take(&mut self.0)
    }
}
