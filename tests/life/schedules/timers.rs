//! Timers that are none: waits that take no time, time that goes backwards, and
//! time that leaps.

use fastrand::Rng;

use super::clock::Pace;
use super::plan::Plan;
use super::{came, each};

pub fn plan(rng: &mut Rng, seed: u64) -> Plan {
    let mut plan = Plan::new(rng, seed);
    // Time is told to go on step by step: it need not be much.
    plan.script.hurry();
    plan.pace = rng.choice([Pace::Instant, Pace::Backwards, Pace::Leaping]).unwrap();
    if rng.bool() { plan.stops(rng) } else { plan }
}

#[test]
fn instant_backwards_and_leaping() {
    came(&each(plan), &["Completed by Response", "Failed by Response", "dropped"]);
}
