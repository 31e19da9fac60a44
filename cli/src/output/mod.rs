//! Data on standard output, all else on standard error; and how things look there.

mod clean;
mod columns;
mod confirm;
mod json;
mod moment;
pub mod style;
mod terminal;
mod write;

pub use clean::{clean, clean_lines};
pub use columns::{Column, Columns, fit};
pub use confirm::confirm;
pub use json::to_line;
pub use moment::{age, duration};
pub use terminal::{is_terminal_pair, width_of_stderr, width_of_stdout};
pub use write::{
    data, data_line, document, flush, json_line, note, note_styled, warn_line, warn_styled,
};
