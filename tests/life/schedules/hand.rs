//! Begun and ended by hand.

use fastrand::Rng;

use super::plan::Plan;
use super::{came, each};

pub fn plan(rng: &mut Rng, seed: u64) -> Plan {
    let mut plan = Plan::new(rng, seed).clocks(rng);
    plan.by_hand = true;
    if rng.bool() { plan.others(rng) } else { plan }
}

#[test]
fn begun_and_ended_by_hand() {
    came(
        &each(plan),
        &["by hand, by Response", "by hand, by Read", "left by hand", "end in doubt"],
    );
}
