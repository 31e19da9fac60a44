//! Responses with odd members, and bodies of something else.

use fastrand::Rng;

use super::plan::Plan;
use super::{came, each};

pub fn plan(rng: &mut Rng, seed: u64) -> Plan {
    let mut plan = Plan::new(rng, seed).clocks(rng);
    plan.shares.odd = rng.f64();
    if rng.u32(0..4) == 0 { plan.others(rng) } else { plan }
}

#[test]
fn odd_members_and_foreign_bodies() {
    came(
        &each(plan),
        &["Completed by Response", "Completed by Read", "end in doubt", "start in doubt"],
    );
}
