//! A table that people have reviewed, in a file that a test makes: the only way
//! in which tests read such files, and the only one in which they write them.
//!
//! `UPDATE_GOLDEN=1 cargo test` writes all of them anew; what changed is then
//! for a person to review.

use std::collections::BTreeSet;
use std::path::Path;
use std::{env, fs};

/// More lines than this are not read in a failed test.
const MOST: usize = 40;

/// Asserts that `file`, as the package names it, has the lines of `now`.
#[track_caller]
pub fn assert_golden(file: &str, now: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, now).unwrap_or_else(|error| panic!("{file}: {error}"));
        return;
    }
    let reviewed = fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{file}: {error}; `UPDATE_GOLDEN=1 cargo test` writes it"));
    let differing = differing(&reviewed, now);
    let left_out = match differing.len().saturating_sub(MOST) {
        0 => String::new(),
        more => format!("\nand {more} more"),
    };
    assert!(
        differing.is_empty(),
        "{file} is no longer what this test makes; if the change is meant, \
         `UPDATE_GOLDEN=1 cargo test` writes it anew:\n{}{left_out}",
        differing[..differing.len().min(MOST)].join("\n"),
    );
}

/// The lines that only one of the texts has, as in a diff, each with its
/// number; the first line that moved, where both have the same ones.
pub fn differing(reviewed: &str, now: &str) -> Vec<String> {
    let only = |one: &str, other: &str, mark: char| -> Vec<String> {
        let other: BTreeSet<&str> = other.lines().collect();
        let lines = one.lines().zip(1..).filter(|(line, _)| !other.contains(line));
        lines.map(|(line, number)| format!("{number:>5} {mark} {line}")).collect()
    };
    let mut differing = only(reviewed, now, '-');
    differing.extend(only(now, reviewed, '+'));
    if differing.is_empty() && !reviewed.lines().eq(now.lines()) {
        let same = reviewed.lines().zip(now.lines()).take_while(|(one, other)| one == other);
        let number = same.count() + 1;
        let line = |text: &str| text.lines().nth(number - 1).unwrap_or_default().to_owned();
        differing.push(format!("{number:>5} - {}", line(reviewed)));
        differing.push(format!("{number:>5} + {}", line(now)));
    }
    differing
}
