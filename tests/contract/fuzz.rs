//! No contract whatever makes the build panic or stop without a reason.
//!
//! `CONTRACTS=100000 cargo test --release --test contract fuzz` for the long
//! form; a fault names the seed that makes it again.

use contract::fuzz::{Verdict, broken_text, broken_tree, judge, text, valid};

use crate::TEXT;

/// How many contracts of each kind a usual run sees.
const USUAL: u64 = 60;

fn seeds() -> std::ops::Range<u64> {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let first = number("SEED").unwrap_or(0);
    first..first + number("CONTRACTS").unwrap_or(USUAL)
}

#[test]
fn each_valid_contract_generates() {
    for seed in seeds() {
        let contract = text(&valid(seed));
        let verdict = judge(&contract);
        if !matches!(verdict, Verdict::Wrote(_)) {
            panic!("SEED={seed} CONTRACTS=1: {verdict:?}\n{contract}");
        }
    }
}

#[test]
fn no_broken_tree_is_a_fault() {
    for seed in seeds() {
        let contract = text(&broken_tree(seed, &valid(seed / 4)));
        if let Verdict::Fault(fault) = judge(&contract) {
            panic!("SEED={seed} CONTRACTS=1: {fault}\n{contract}");
        }
    }
}

#[test]
fn no_broken_text_is_a_fault() {
    for seed in seeds() {
        let contract = match seed % 4 {
            // The contract itself is long: most mutants are of short ones.
            0 => broken_text(seed, TEXT),
            _ => broken_text(seed, &serde_json::to_string_pretty(&valid(seed / 4)).unwrap()),
        };
        if let Verdict::Fault(fault) = judge(&contract) {
            panic!("SEED={seed} CONTRACTS=1: {fault}\n{contract}");
        }
    }
}
