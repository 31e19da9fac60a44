//! Two descriptions of the API compared: what a file, OpenAPI 3.0, 3.1 or 3.2,
//! has that the contract has not, and the other way round.
//!
//! [`document`] reads, [`shape`] says what a schema allows in whatever version's
//! words, [`operations`] and [`schemas`] compare, [`difference`] judges what was
//! found, and [`known`] sets aside what was found before and has a reason. All of
//! it is a function of two values.

mod compared;
mod difference;
mod document;
mod known;
mod operations;
mod schemas;
mod shape;

#[cfg(test)]
mod tests;

pub use compared::{Compared, compare};
pub use difference::{Difference, Severity};
pub use known::Known;
