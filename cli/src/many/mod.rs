//! One verb on many jobs: so many at once, a result line for each, a summary,
//! and a file of what is left over.

mod bar;
mod call;
mod ends;
mod left_over;
mod report;
mod run;
mod summary;
mod verb;

pub use call::{Done, How};
pub use ends::ended;
pub use report::{JobResult, Report};
pub use run::{Sink, run};
pub use verb::Verb;
