//! Events: what is read of them, and which ones a filter means.

mod forms;
mod globs;
mod job_of;
mod listed;
mod matching;
mod secrets;
mod wrapped;
