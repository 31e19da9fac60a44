//! Somebody else cancels, ends, retries, takes or removes the job meanwhile.

use fastrand::Rng;

use super::plan::Plan;
use super::{came, each};

pub fn plan(rng: &mut Rng, seed: u64) -> Plan {
    Plan::new(rng, seed).others(rng).clocks(rng)
}

#[test]
fn others_end_retry_and_take_it() {
    came(
        &each(plan),
        &["left: ended by others", "left: AnotherRun", "refused: ended", "Completed by Response"],
    );
}
