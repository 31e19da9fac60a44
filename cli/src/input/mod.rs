//! What comes in by files and by standard input.

mod body;
mod document;
mod ids;
mod read;

pub use body::{body, object, typed, value};
pub use document::document;
pub use ids::ids_of;
pub use read::{STDIN, read, read_path, text_of, text_of_ours, unread};
