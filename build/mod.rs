//! From the contract to Rust: parse, check, lower, generate, emit.
//!
//! `build.rs` runs this when the crate is built; the tests include the same
//! module and feed it broken contracts.

pub mod check;
pub mod document;
pub mod emit;
pub mod fence;
pub mod generate;
pub mod lower;
pub mod names;
pub mod problem;
pub mod stack;
pub mod walk;

use document::Document;
pub use generate::Generated;
use problem::Problem;

/// Compiles the contract `text`, which was read from `file`.
///
/// Nothing is generated from a contract with a problem; all of them are
/// returned at once, in the order of the file.
pub fn compile(file: &str, text: &str) -> Result<Generated, Vec<Problem>> {
    stack::with_room(|| compile_here(file, text)).unwrap_or_else(|| {
        Err(vec![Problem {
            file: file.to_owned(),
            line: 1,
            column: 1,
            pointer: String::new(),
            what: "the build panicked (its words are above)".to_owned(),
            cure: "please report the contract that shows it".to_owned(),
        }])
    })
}

fn compile_here(file: &str, text: &str) -> Result<Generated, Vec<Problem>> {
    let document = Document::parse(file, text).map_err(|problem| vec![problem])?;
    let problems = check::check(&document);
    let result = match problems.is_empty() {
        true => generate::generate(&document, &lower::lower(&document)),
        false => Err(problems),
    };
    result.map_err(|mut problems| {
        problems.sort();
        problems.dedup();
        problems
    })
}
