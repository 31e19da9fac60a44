//! Updates that end: whatever sets the status of an end is an end.

use fastrand::Rng;
use flatfile_jobs::api::types::JobStatus;

use super::plan::{Call, Plan, What, millis};
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
    let to = [JobStatus::Complete, JobStatus::Failed, JobStatus::Canceled];
    plan.calls[0].what = What::Set(rng.choice(to).unwrap());
    for _ in 0..rng.u32(0..3) {
        let what = if rng.bool() { What::Ack } else { What::Update };
        plan.calls.push(Call { after: millis(rng, 5_000), ..Call::of(what) });
    }
    plan.calls[0].after = millis(rng, 3_000);
    plan
}

#[test]
fn an_update_that_ends_is_an_end() {
    let counts = each(plan, truth::holds);
    let by = ["UpdateJob by Response", "UpdateJob by Read"];
    for told in by.iter().chain(&["in doubt", "the other end", "overtaken"]) {
        assert!(!is_whole() || counts.contains_key(*told), "no schedule came to: {told}");
    }
}
