//! The first fence: everything that is checked before a line of Rust is
//! generated.
//!
//! Each check looks at the whole contract and reports all it finds, each fault
//! once, where it was written. What passes here is what the generator is known
//! to turn into good code; what it turned into is looked at again by `fence`.

mod all_of;
mod bounds;
pub mod ends;
mod enums;
mod extensions;
mod grammar;
mod http;
pub mod kinds;
mod near;
mod operations;
mod parameters;
mod paths;
mod recursion;
mod references;
mod responses;
mod schemas;
mod unions;
mod variants;
mod whole;

pub use parameters::constant;

use super::document::Document;
use super::problem::Problem;

/// All problems of a contract, in no particular order.
pub fn check(document: &Document) -> Vec<Problem> {
    let mut problems: Vec<Problem> = [
        grammar::check,
        extensions::check,
        references::check,
        whole::check,
        paths::check,
        operations::check,
        parameters::check,
        responses::check,
        bounds::check,
        enums::check,
        all_of::check,
        unions::check,
        variants::check,
        recursion::check,
    ]
    .into_iter()
    .flat_map(|check| check(document))
    .collect();
    // What is wrong with a response is said at its place: no job is looked for
    // in one that is not as it was meant.
    if problems.is_empty() {
        problems = ends::check(document);
    }
    problems.extend(schemas::check(document));
    problems
}
