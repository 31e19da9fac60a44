//! A budget of retries that all clones of a client share.
//!
//! When a server is down, every caller's retries together would multiply the
//! load that keeps it down. So each call pays a fifth of a retry in, and each
//! retry takes a whole one out: over time at most one call in five is tried
//! again. A reserve lets a client that has just begun retry at all.
//!
//! Ends of jobs take from the budget, but are never refused, and the reads
//! that settle them are not counted: losing an end is worse than the load, and
//! ends are few.

use std::sync::atomic::{AtomicU32, Ordering};

/// What a retry costs; the unit is a fifth of a retry.
const COST: u32 = 5;

/// What a call pays in.
const PAYMENT: u32 = 1;

/// The budget.
#[derive(Debug)]
pub(crate) struct Budget {
    saved: AtomicU32,
    most: u32,
}

impl Budget {
    /// A full one, of so many retries.
    pub(crate) fn new(retries: u32) -> Self {
        let most = retries.saturating_mul(COST);
        Self { saved: AtomicU32::new(most), most }
    }

    /// A call begins.
    pub(crate) fn pay(&self) {
        self.change(|saved| Some(saved.saturating_add(PAYMENT).min(self.most)));
    }

    /// A retry is wanted: set one aside, if there is one left.
    pub(crate) fn reserve(&self) -> Option<Reserved<'_>> {
        let taken = self.change(|saved| saved.checked_sub(COST));
        taken.then(|| Reserved(self, COST))
    }

    /// A retry is made in any case: set one aside, if there is one left.
    pub(crate) fn reserve_anyway(&self) -> Reserved<'_> {
        match self.reserve() {
            Some(reserved) => reserved,
            None => Reserved(self, 0),
        }
    }

    fn change(&self, change: impl Fn(u32) -> Option<u32>) -> bool {
        // Nothing else is ordered by this number.
        self.saved.fetch_update(Ordering::Relaxed, Ordering::Relaxed, change).is_ok()
    }
}

/// A retry that is set aside. It goes back when the wait before it is dropped.
#[derive(Debug)]
pub(crate) struct Reserved<'a>(&'a Budget, u32);

impl Reserved<'_> {
    /// The retry is made.
    pub(crate) fn spend(mut self) {
        self.1 = 0;
    }
}

impl Drop for Reserved<'_> {
    fn drop(&mut self) {
        let back = self.1;
        self.0.change(|saved| Some(saved.saturating_add(back).min(self.0.most)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many retries can be made now.
    fn drain(budget: &Budget) -> usize {
        std::iter::from_fn(|| budget.reserve()).take(1000).map(Reserved::spend).count()
    }

    #[test]
    fn it_runs_out_and_recovers() {
        let budget = Budget::new(200);
        assert_eq!(drain(&budget), 200);
        (0..4).for_each(|_| budget.pay());
        assert_eq!(drain(&budget), 0);
        budget.pay();
        assert_eq!(drain(&budget), 1, "five calls pay for one retry");
    }

    #[test]
    fn it_saves_no_more_than_the_reserve() {
        let budget = Budget::new(200);
        (0..10_000).for_each(|_| budget.pay());
        assert_eq!(drain(&budget), 200);
    }

    #[test]
    fn ends_are_never_refused() {
        let budget = Budget::new(200);
        (0..1000).for_each(|_| budget.reserve_anyway().spend());
        assert_eq!(drain(&budget), 0);
    }

    #[test]
    fn a_retry_that_is_not_made_goes_back() {
        let budget = Budget::new(200);
        drop(budget.reserve());
        drop(budget.reserve_anyway());
        assert_eq!(drain(&budget), 200);
        drop(budget.reserve_anyway());
        assert_eq!(drain(&budget), 0, "nothing was set aside");
    }
}
