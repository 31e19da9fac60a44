//! How a job looks: a row of a list, and all that is known of one.

mod row;
mod status;
mod stream;
mod whole;

pub use row::Rows;
pub use status::{percent, status_text, styled_status};
pub use stream::LargePages;
pub use whole::whole;
