//! Tokens that take long, come too late, are refused, or are not to be had.

use std::time::Duration;

use fastrand::Rng;

use super::plan::{Call, Plan, Tokens, What, millis};
use super::{each, is_whole, truth};

pub fn plan(rng: &mut Rng, seed: u64) -> Plan {
    let plan = match rng.bool() {
        true => Plan::narrow(rng, seed),
        false => Plan::wide(rng, seed),
    };
    let mut plan = plan.clocks(rng);
    if rng.bool() {
        plan = plan.others(rng);
    }
    plan.tokens = Tokens {
        slow: rng.f64(),
        longest: Duration::from_millis(rng.u64(1..40_000)),
        refused: rng.f64() * 0.4,
        none: rng.f64() * 0.4,
    };
    // An acknowledgement whose token is late must not come after the end.
    for _ in 0..rng.u32(0..3) {
        let what = if rng.bool() { What::Ack } else { What::Update };
        let after = millis(rng, 5_000);
        plan.calls.push(Call { after, ..Call::of(what) });
    }
    plan.calls[0].after = millis(rng, 3_000);
    plan
}

#[test]
fn slow_refused_and_missing() {
    let counts = each(plan, truth::holds);
    for told in ["FailJob by Read", "in doubt", "another run", "overtaken"] {
        assert!(!is_whole() || counts.contains_key(told), "no schedule came to: {told}");
    }
}
