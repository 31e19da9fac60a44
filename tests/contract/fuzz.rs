//! No contract whatever makes the build panic or stop without a reason.
//!
//! `cargo run --release -p contract -- fuzz 100000` is the long form, as is
//! `CONTRACTS=100000` here; a fault names the seed that makes it again.

use contract::fuzz::{Kind, fault};

use crate::TEXT;

/// How many contracts of each kind a usual run sees.
const USUAL: u64 = 60;

fn no_fault(kind: Kind) {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let first = number("SEED").unwrap_or(0);
    for seed in first..first + number("CONTRACTS").unwrap_or(USUAL) {
        if let Some(fault) = fault(kind, seed, TEXT) {
            panic!("{fault}");
        }
    }
}

#[test]
fn each_valid_contract_generates() {
    no_fault(Kind::Valid);
}

#[test]
fn no_broken_tree_is_a_fault() {
    no_fault(Kind::BrokenTree);
}

#[test]
fn no_broken_text_is_a_fault() {
    no_fault(Kind::BrokenText);
}
