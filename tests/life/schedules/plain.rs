//! Faults alone: on the line, at the server, and in the handler.

use fastrand::Rng;

use super::plan::Plan;
use super::{came, each};

pub fn plan(rng: &mut Rng, seed: u64) -> Plan {
    Plan::new(rng, seed).clocks(rng)
}

#[test]
fn faults_alone() {
    came(
        &each(plan),
        &[
            "Completed by Response",
            "Completed by Read",
            "Failed by Response",
            "end in doubt",
            "start in doubt",
            "not started",
        ],
    );
}
