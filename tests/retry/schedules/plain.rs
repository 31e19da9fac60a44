//! One end among faults, and no more.

use fastrand::Rng;

use super::plan::Plan;
use super::story::Story;
use super::truth;
use super::{each, is_whole};

pub fn narrow(rng: &mut Rng, seed: u64) -> Plan {
    Plan::narrow(rng, seed).clocks(rng)
}

#[test]
fn what_is_told_is_what_happened() {
    let counts = each(narrow, truth::holds);
    for told in ["FailJob by Response", "FailJob by Read", "in doubt", "the other end"] {
        assert!(!is_whole() || counts.contains_key(told), "no schedule came to: {told}");
    }
}

#[test]
fn no_doubt_outlasts_faults_that_pass() {
    let counts = each(Plan::wide, |story: &Story| {
        truth::holds(story);
        let [told] = &story.told[..] else { unreachable!("there is one call") };
        if let Some(Err(error)) = &told.result {
            assert!(!error.is_in_doubt(), "{error:?}");
            assert!(story.status.as_ref().is_some_and(|status| status.is_end()), "open: {error:?}");
        }
    });
    assert!(!is_whole() || counts["FailJob by Read"] > 100);
}
