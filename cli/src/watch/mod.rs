//! Jobs followed until they end: what is seen of each, and how it is shown.

mod eta;
mod poll;
mod screen;
mod sight;

pub use poll::{Follow, Look};
pub use screen::Screen;
pub use sight::Sight;
