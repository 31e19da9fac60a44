//! `work`: a command as a handler of jobs.

use std::ffi::OsString;
use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use clap::ValueEnum;
use flatfile_jobs::api::types::JobCancelDetails;
use flatfile_jobs::worker::Worker;
use flatfile_jobs::{Client, EventFilter, OnShutdown};

use super::verbs::client;
use crate::args::{FilterArgs, Globals, pause};
use crate::failure::{Failure, Kind};
use crate::interrupt::Interrupts;
use crate::output::note;
use crate::work::{Limits, Tally, command, end_all, find_program};

/// Run a command for each ready job, and end the job as the command ends
///
/// The command has the job as a line of JSON on its standard input, and its id in
/// FLATFILE_JOB_ID. A line `40%` or `40% half of it` of its standard output is
/// progress, and so are {"progress":40,"info":"half of it"} and
/// {"done":3,"total":10}. Status 0 completes the job with its last other lines as
/// the message, and any other fails it with the last lines of its standard error;
/// a last line {"outcome":{…}} says all itself.
///
/// Ctrl-C takes no more jobs and asks the commands to end (SIGTERM), with all that
/// they have started; a second one ends them at once.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    pub(super) filters: FilterArgs,

    /// How many jobs are worked on at once.
    #[arg(long, value_name = "N", default_value_t = 1,
        value_parser = clap::value_parser!(u16).range(1..=256))]
    concurrency: u16,

    /// How often to ask for what has become ready; 100ms at the least.
    #[arg(long, value_name = "TIME", default_value = "5s", value_parser = pause)]
    interval: Duration,

    /// How often to go through the list of jobs, besides at the start, for what
    /// that missed; 10s at the least.
    #[arg(long, value_name = "TIME", default_value = "5m", value_parser = humantime::parse_duration)]
    sweep: Duration,

    /// How long the command may take for one job, as in 10m; without a limit by
    /// default. Then it is asked to end, and the job is failed.
    #[arg(long, value_name = "TIME", value_parser = humantime::parse_duration)]
    at_most: Option<Duration>,

    /// Stop after so many jobs.
    #[arg(long, value_name = "N")]
    max: Option<u64>,

    /// Stop when no job is ready, or when the list of jobs cannot be had.
    #[arg(long)]
    once: bool,

    /// How long commands may go on when this program is asked to stop.
    #[arg(long, value_name = "TIME", default_value = "30s", value_parser = humantime::parse_duration)]
    grace: Duration,

    /// How often to see whether the job was canceled meanwhile; 100ms at the least.
    #[arg(long, value_name = "TIME", default_value = "15s", value_parser = pause)]
    look_every: Duration,

    /// What becomes of a job whose command did not succeed after that.
    #[arg(long, value_name = "WHAT", default_value = "fail")]
    on_stop: OnStop,

    /// The command, after --.
    #[arg(value_name = "COMMAND", required = true, last = true)]
    command: Vec<OsString>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum OnStop {
    Fail,
    Cancel,
    /// Let it stay executing
    Leave,
}

pub async fn run(args: Args, globals: &Globals) -> Result<Kind, Failure> {
    let (program, arguments) =
        args.command.split_first().ok_or_else(|| Failure::input("there is no command"))?;
    if !args.filters.status.is_empty() {
        return Err(Failure::input("only ready jobs are worked on: leave out --status"));
    }
    let limits = Arc::new(Limits {
        program: find_program(program)?,
        arguments: arguments.to_vec(),
        at_most: args.at_most,
        grace: args.grace,
        quiet: globals.quiet,
    });
    let client = client(globals)?;
    let interrupts = Interrupts::listen_and(end_all);
    let tally = Arc::new(Tally::new(globals, args.once));
    let worker = worker(&client, &args, limits, &tally);
    let (health, mut first, mut second) = (worker.health(), interrupts.clone(), interrupts);
    let quiet = globals.quiet;
    let stop = async move {
        first.reached(1).await;
        let running = health.running();
        if running > 0 {
            let note_of = "under way, asked to end; Ctrl-C again ends them at once";
            note(quiet, &format!("{running} {note_of}"));
        }
    };
    let report = tokio::select! {
        biased;
        // Dropped, they end their commands, and their jobs stay as they are.
        () = second.reached(2) => return Ok(Kind::Interrupted),
        report = worker.run_until(stop) => report?,
    };
    // Each was told of when it was over.
    drop(report);
    tally.conclude()
}

/// The library's worker, with what was asked for.
fn worker(
    client: &Client,
    args: &Args,
    limits: Arc<Limits>,
    tally: &Arc<Tally>,
) -> Worker<'static> {
    let filters = args.filters.clone();
    filters.warn_of_slips();
    let (results, sources, enough) = (Arc::clone(tally), Arc::clone(tally), Arc::clone(tally));
    let mut worker = client
        .worker()
        .on(EventFilter::on("job:ready"), move |run| {
            let limits = Arc::clone(&limits);
            async move { command(run, &limits).await }
        })
        .concurrency(args.concurrency.into())
        .poll_every(args.interval, args.interval)
        .sweep_every(args.sweep)
        .grace(args.grace)
        .look_every(args.look_every)
        .on_shutdown(match args.on_stop {
            OnStop::Fail => OnShutdown::default(),
            OnStop::Cancel => OnShutdown::Cancel(JobCancelDetails::from("the program was stopped")),
            OnStop::Leave => OnShutdown::Leave,
        })
        .on_result(move |result| results.result(result))
        .on_source_error(move |source, error| sources.source_error(source, error))
        .drain_on(async move { enough.enough().await });
    if let Some(space) = &filters.space {
        worker = worker.space(space);
    }
    if let Some(jobs) = args.max {
        worker = worker.max_jobs(jobs);
    }
    if args.once {
        worker = worker.stop_when_idle();
    }
    worker.jobs(move |jobs| filters.narrow(jobs, Utc::now()))
}
