//! The program stops, or whoever waits drops the run, at every await.

use fastrand::Rng;

use super::plan::Plan;
use super::{came, each};

pub fn plan(rng: &mut Rng, seed: u64) -> Plan {
    let plan = Plan::new(rng, seed).stops(rng);
    if rng.u32(0..3) == 0 { plan.others(rng) } else { plan }
}

#[test]
fn stopped_and_dropped_at_every_await() {
    came(
        &each(plan),
        &[
            "left: Shutdown",
            "Canceled by Response",
            "dropped",
            "Failed by Response",
            "Completed by Response",
        ],
    );
}
