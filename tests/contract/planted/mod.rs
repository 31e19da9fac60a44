//! Faults and odd words that were planted in a contract, by kind, and what the
//! author of it sees: the lines that the build prints, or what changes in the
//! Rust API where it works.
//!
//! The table is `planted.txt`; `UPDATE_GOLDEN=1` writes it anew.

mod forms;
mod http;
mod words;
mod yaml;

use std::sync::LazyLock;

use contract::surface::{Lines, difference, surface, text};

use crate::support::golden::assert_golden;

const SMALL: &str = include_str!("small.yaml");

/// One plant: what it is, and texts of the contract with what stands in their
/// place. The first one after `@` of the text before it, if there is an `@`.
type Plant = (&'static str, &'static [(&'static str, &'static str)]);

/// The small contract with a plant in it.
fn planted(edits: &[(&str, &str)]) -> String {
    let mut contract = SMALL.to_owned();
    for (place, with) in edits {
        let (after, what) = place.split_once('@').unwrap_or(("", place));
        let start = contract.find(after).unwrap_or_else(|| panic!("{after:?} is not there"));
        let at = contract[start..].find(what).unwrap_or_else(|| panic!("{what:?} is not there"));
        contract.replace_range(start + at..start + at + what.len(), with);
    }
    contract
}

/// What the author sees.
fn seen(contract: &str) -> String {
    match surface("small.yaml", contract) {
        Ok(lines) => {
            static BEFORE: LazyLock<Lines> =
                LazyLock::new(|| surface("small.yaml", SMALL).expect("the small contract passes"));
            let before = &*BEFORE;
            let changes = difference(&text(before), &text(&lines));
            let changes = changes.iter().map(|line| format!("    {line}\n"));
            format!("  works\n{}", changes.collect::<String>())
        }
        Err(problems) => {
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            for line in &lines {
                assert!(!line.contains("please report"), "{line}");
                assert!(!line.contains("would not compile"), "only the second fence: {line}");
            }
            lines.iter().map(|line| format!("  {line}\n")).collect()
        }
    }
}

#[test]
fn what_the_author_sees() {
    let mut table = String::new();
    for (title, plants) in [
        ("Words that are no names", words::PLANTS),
        ("Forms that are no OpenAPI, or more than the crate can do", forms::PLANTS),
        ("What HTTP does not take", http::PLANTS),
        ("What is no YAML, or no contract", yaml::PLANTS),
    ] {
        table.push_str(&format!("# {title}\n\n"));
        for (name, edits) in plants {
            table.push_str(&format!("{name}\n{}\n", seen(&planted(edits))));
        }
    }
    assert_golden("tests/contract/planted/planted.txt", &table);
}

#[test]
fn a_nesting_too_deep_is_said_as_that() {
    let deep = format!("{}1{}", "[".repeat(100), "]".repeat(100));
    let contract = planted(&[(
        "    Outcome:\n      type: object\n",
        "    Outcome:\n      type: object\n      example: DEEP\n",
    )]);
    let seen = seen(&contract.replace("DEEP", &deep));
    assert!(seen.contains("nested more than 64 levels deep"), "{seen}");
}
