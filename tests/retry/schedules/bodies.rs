//! Responses with odd members, and bodies of something else.

use fastrand::Rng;

use super::plan::Plan;
use super::{each, is_whole, truth};

pub fn plan(rng: &mut Rng, seed: u64) -> Plan {
    let mut plan = match rng.bool() {
        true => Plan::narrow(rng, seed),
        false => Plan::wide(rng, seed),
    };
    plan.shares.odd = rng.f64();
    plan = plan.clocks(rng);
    if rng.u32(0..4) == 0 { plan.others(rng) } else { plan }
}

#[test]
fn odd_members_and_foreign_bodies() {
    let counts = each(plan, truth::holds);
    for told in ["FailJob by Response", "FailJob by Read", "in doubt", "the other end"] {
        assert!(!is_whole() || counts.contains_key(told), "no schedule came to: {told}");
    }
}
