//! Somebody else retries, restarts, deletes, acknowledges, cancels or updates
//! the job meanwhile.

use fastrand::Rng;

use super::plan::{Plan, millis};
use super::{each, is_whole, truth};

pub fn plan(rng: &mut Rng, seed: u64) -> Plan {
    let plan = match rng.bool() {
        true => Plan::narrow(rng, seed),
        false => Plan::wide(rng, seed),
    };
    let mut plan = plan.others(rng).clocks(rng);
    plan.calls[0].after = millis(rng, 3_000);
    plan.calls[0].with_run = rng.u32(0..4) == 0;
    plan
}

#[test]
fn no_end_is_sent_into_another_run() {
    let counts = each(plan, truth::holds);
    for told in ["FailJob by Read", "in doubt", "the other end", "another run"] {
        assert!(!is_whole() || counts.contains_key(told), "no schedule came to: {told}");
    }
}
