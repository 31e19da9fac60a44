//! What a service exports (feature `metrics`): through the facade
//! [`metrics`](https://docs.rs/metrics), to whatever recorder your program
//! installs. Without a recorder each costs a few nanoseconds, and without the
//! feature nothing.
//!
//! | Name | Kind, unit | What it is |
//! |---|---|---|
//! | [`RUNS`] | counter | runs that are over, by `end`: `complete`, `failed`, `canceled`, `left` |
//! | [`HANDLER_SECONDS`] | histogram, seconds | how long handlers took, by the same |
//! | [`RETRIES`] | counter | requests that were sent again, by `call`, which is the operation's name in the contract |
//! | [`IN_DOUBT`] | counter | ends of which it stays unknown whether they got through, by `call` |
//! | [`RUNNING`] | gauge | jobs whose handlers work now |
//! | [`OUTBOX`] | gauge | ends in the outbox; right from the first [`settle_outbox`](crate::Client::settle_outbox) on |
//! | [`OLDEST_READY_SECONDS`] | gauge, seconds | how long the oldest job is ready that a worker has found and not begun; 0 when none waits |
//!
//! [`describe`] gives a recorder the texts. No metric has a job's id in it.

/// Counts runs that are over.
pub const RUNS: &str = "flatfile_jobs_runs_total";
/// How long handlers took, in seconds.
pub const HANDLER_SECONDS: &str = "flatfile_jobs_handler_seconds";
/// Counts requests that were sent again.
pub const RETRIES: &str = "flatfile_jobs_retries_total";
/// Counts ends that stay in doubt.
pub const IN_DOUBT: &str = "flatfile_jobs_in_doubt_total";
/// How many handlers work now.
pub const RUNNING: &str = "flatfile_jobs_running";
/// How many ends the outbox holds.
pub const OUTBOX: &str = "flatfile_jobs_outbox_ends";
/// How long the oldest job is ready that was found and not begun, in seconds.
pub const OLDEST_READY_SECONDS: &str = "flatfile_jobs_oldest_ready_seconds";

/// Tells the recorder that is installed what each is, and its unit.
pub fn describe() {
    use ::metrics::{Unit, describe_counter, describe_gauge, describe_histogram};

    describe_counter!(RUNS, "Runs of jobs that are over, by their end");
    describe_histogram!(HANDLER_SECONDS, Unit::Seconds, "How long handlers took");
    describe_counter!(RETRIES, "Requests to Flatfile that were sent again");
    describe_counter!(IN_DOUBT, "Ends of jobs that stay in doubt");
    describe_gauge!(RUNNING, "Jobs whose handlers work now");
    describe_gauge!(OUTBOX, "Ends of jobs in the outbox");
    describe_gauge!(
        OLDEST_READY_SECONDS,
        Unit::Seconds,
        "How long the oldest job is ready that was found and not begun"
    );
}
