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
    compile_and(file, text, |compiled| compiled.generated)
}

/// A contract on its whole way.
#[allow(dead_code, reason = "the build looks at what was generated alone")]
pub struct Compiled {
    pub document: Document,
    pub lowered: lower::Lowered,
    pub generated: Generated,
    /// The generated source as a tree.
    pub tree: syn::File,
}

/// The same, and has all that was made on the way looked at: what is made of
/// it does not have to be made again.
pub fn compile_and<T: Send>(
    file: &str,
    text: &str,
    look: impl FnOnce(Compiled) -> T + Send,
) -> Result<T, Vec<Problem>> {
    stack::with_room(|| compile_here(file, text).map(look)).unwrap_or_else(|| {
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

fn compile_here(file: &str, text: &str) -> Result<Compiled, Vec<Problem>> {
    let document = Document::parse(file, text).map_err(|problem| vec![problem])?;
    let problems = check::check(&document);
    let result = match problems.is_empty() {
        true => {
            let lowered = lower::lower(&document);
            generate::generate(&document, &lowered)
                .map(|(generated, tree)| (lowered, generated, tree))
        }
        false => Err(problems),
    };
    match result {
        Ok((lowered, generated, tree)) => Ok(Compiled { document, lowered, generated, tree }),
        Err(mut problems) => {
            problems.sort();
            problems.dedup();
            Err(problems)
        }
    }
}
