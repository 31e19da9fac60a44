//! Timers that are none: waits that take no time, time that goes backwards, and
//! time that leaps. Calls come to their end all the same, and let others run.

use std::time::Duration;

use fastrand::Rng;

use super::clock::Pace;
use super::plan::Plan;
use super::{each, is_whole, truth};

pub fn plan(rng: &mut Rng, seed: u64) -> Plan {
    let mut plan = match rng.bool() {
        true => Plan::narrow(rng, seed),
        false => Plan::wide(rng, seed),
    };
    plan.pace = rng.choice([Pace::Instant, Pace::Backwards, Pace::Leaping]).unwrap();
    if rng.bool() {
        plan = plan.others(rng);
    }
    if rng.u32(0..4) == 0 {
        plan.calls[0].patience = Some(Duration::from_millis(rng.u64(1..1_000)));
    }
    plan
}

#[test]
fn instant_backwards_and_leaping() {
    let counts = each(plan, truth::holds);
    for told in ["FailJob by Response", "FailJob by Read", "in doubt", "dropped"] {
        assert!(!is_whole() || counts.contains_key(told), "no schedule came to: {told}");
    }
}
