//! What several commands share on the command line, a group of options a file.
//! A command's own options stand in its file below `commands`.

mod batch;
mod filters;
mod globals;
mod ids;
mod outcome;
mod pause;

pub use batch::BatchArgs;
pub use filters::{FilterArgs, is_silent};
pub use globals::Globals;
pub use ids::Ids;
pub use outcome::{NextOptions, OutcomeArgs};
pub use pause::{bound, pause};
