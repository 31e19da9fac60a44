//! How many at once, and what is left over.

use std::path::PathBuf;

use clap::Args;

#[derive(Args, Clone, Debug)]
pub struct BatchArgs {
    /// How many calls are under way at once.
    #[arg(long, value_name = "N", default_value_t = 8,
        value_parser = clap::value_parser!(u16).range(1..=256))]
    pub concurrency: u16,

    /// Where to write the ids of the jobs that are left over; by default a file
    /// of its own among the program's state.
    #[arg(long, value_name = "FILE")]
    pub left_over: Option<PathBuf>,
}
