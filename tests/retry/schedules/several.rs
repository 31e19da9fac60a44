//! Several ends of one job at once, from one client and from several, with
//! acknowledgements between them.

use fastrand::Rng;

use super::plan::{Call, Plan, What, millis};
use super::{each, is_whole, truth};

pub fn plan(rng: &mut Rng, seed: u64) -> Plan {
    let plan = match rng.bool() {
        true => Plan::narrow(rng, seed),
        false => Plan::wide(rng, seed),
    };
    let mut plan = plan.clocks(rng);
    if rng.u32(0..3) == 0 {
        plan = plan.others(rng);
    }
    for _ in 0..rng.usize(1..5) {
        let call = match rng.u32(0..4) {
            0 => Call::of(What::Ack),
            1 => Call::of(What::Update),
            _ => Call::end(rng),
        };
        let patience = (rng.u32(0..6) == 0).then(|| millis(rng, 20_000));
        let (after, client) = (millis(rng, 10_000), rng.usize(0..3));
        plan.calls.push(Call { client, after, patience, ..call });
    }
    plan
}

#[test]
fn several_ends_at_once() {
    let counts = each(plan, truth::holds);
    for told in ["FailJob by Read", "in doubt", "the other end", "overtaken", "dropped"] {
        assert!(!is_whole() || counts.contains_key(told), "no schedule came to: {told}");
    }
}
