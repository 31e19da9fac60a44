//! Everything that is checked before a line of Rust is generated.
//!
//! Each check looks at the whole contract and reports all it finds. What
//! passes here is what the generator is known to turn into good code.

pub mod ends;
mod keywords;
mod operations;
mod references;
mod responses;
mod schemas;
mod unions;

pub use operations::constant;

use super::document::Document;
use super::problem::Problem;

/// All problems of a contract, in no particular order.
pub fn check(document: &Document) -> Vec<Problem> {
    [
        keywords::check,
        references::check,
        operations::check,
        responses::check,
        schemas::check,
        unions::check,
        ends::check,
    ]
    .into_iter()
    .flat_map(|check| check(document))
    .collect()
}
