//! `work`: a command as a handler of jobs.

use std::time::Duration;

use clap::ValueEnum;
use flatfile_jobs::api::types::JobCancelDetails;
use flatfile_jobs::{OnShutdown, RunEnd};
use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use serde_json::json;

use super::verbs::client;
use crate::args::{FilterArgs, Globals};
use crate::failure::{self, Failure, Kind, report};
use crate::interrupt::Interrupts;
use crate::output::{clean, data_line, json_line, note, style};
use crate::work::{Limits, Ready, Worked, find_program, work_on};

/// Run a command for each ready job, and end the job as the command ends
///
/// The command has the job as a line of JSON on its standard input, and its id in
/// FLATFILE_JOB_ID. A line `40%` or `40% half of it` of its standard output is
/// progress, and so are {"progress":40,"info":"half of it"} and
/// {"done":3,"total":10}. Status 0 completes the job with its last other lines as
/// the message, and any other fails it with the last lines of its standard error;
/// a last line {"outcome":{…}} says all itself.
///
/// Ctrl-C takes no more jobs and asks the commands to end (SIGTERM); a second one
/// ends them at once.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    pub(super) filters: FilterArgs,

    /// How many jobs are worked on at once.
    #[arg(long, value_name = "N", default_value_t = 1,
        value_parser = clap::value_parser!(u16).range(1..=256))]
    concurrency: u16,

    /// How often to look for ready jobs.
    #[arg(long, value_name = "TIME", default_value = "5s", value_parser = humantime::parse_duration)]
    interval: Duration,

    /// How long the command may take for one job, as in 10m; without a limit by
    /// default. Then it is asked to end, and the job is failed.
    #[arg(long, value_name = "TIME", value_parser = humantime::parse_duration)]
    at_most: Option<Duration>,

    /// Stop after so many jobs.
    #[arg(long, value_name = "N")]
    max: Option<u64>,

    /// Stop when no job is ready.
    #[arg(long)]
    once: bool,

    /// How long commands may go on when this program is asked to stop.
    #[arg(long, value_name = "TIME", default_value = "30s", value_parser = humantime::parse_duration)]
    grace: Duration,

    /// How often to see whether the job was canceled meanwhile.
    #[arg(long, value_name = "TIME", default_value = "15s", value_parser = humantime::parse_duration)]
    look_every: Duration,

    /// What becomes of a job whose command did not succeed after that.
    #[arg(long, value_name = "WHAT", default_value = "fail")]
    on_stop: OnStop,

    /// The command, after --.
    #[arg(value_name = "COMMAND", required = true, last = true)]
    command: Vec<String>,
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
    if args.interval.is_zero() {
        return Err(Failure::input("an --interval of zero would do nothing but ask the server"));
    }
    if !args.filters.status.is_empty() {
        return Err(Failure::input("only ready jobs are worked on: leave out --status"));
    }
    let limits = Limits {
        program: find_program(program)?,
        arguments: arguments.to_vec(),
        at_most: args.at_most,
        grace: args.grace,
        on_stop: match args.on_stop {
            OnStop::Fail => OnShutdown::default(),
            OnStop::Cancel => OnShutdown::Cancel(JobCancelDetails::from("the program was stopped")),
            OnStop::Leave => OnShutdown::Leave,
        },
        look_every: args.look_every,
        quiet: globals.quiet,
    };
    let client = client(globals)?;
    let mut interrupts = Interrupts::listen();
    let mut again = interrupts.clone();
    let mut ready = Ready::new(client.clone(), args.filters, args.interval, args.once);
    let mut running = FuturesUnordered::new();
    let mut taken = 0;
    let mut is_over = false;
    let mut failure = None;
    let mut worst = Kind::Done;
    loop {
        let may_take = !is_over
            && running.len() < usize::from(args.concurrency)
            && args.max.is_none_or(|max| taken < max);
        if running.is_empty() && !may_take {
            break;
        }
        tokio::select! {
            biased;
            () = again.reached(2) => {
                // Dropped, they end their commands.
                drop(running);
                return Ok(Kind::Interrupted);
            }
            () = interrupts.reached(1), if !is_over => {
                is_over = true;
                if !running.is_empty() {
                    note(globals.quiet, &format!(
                        "{} under way, asked to end; Ctrl-C again ends them at once", running.len(),
                    ));
                }
            }
            Some(worked) = running.next(), if !running.is_empty() => {
                let worked: Worked = worked;
                ready.done(&worked.id, worked.result.is_ok());
                match &worked.result {
                    Err(failure) if failure.kind == Kind::InDoubt => worst = Kind::InDoubt,
                    // Begun, and its end did not get through.
                    Err(failure) if worked.why.is_none() && worst == Kind::Done => {
                        worst = failure.kind;
                    }
                    _ => {}
                }
                // A reader that goes away cuts off no job.
                if let Err(unsaid) = say(&worked, globals) {
                    is_over = true;
                    failure.get_or_insert(unsaid);
                }
            }
            next = ready.next(), if may_take => match next {
                Ok(Some(job)) => {
                    taken += 1;
                    running.push(work_on(&client, job, &limits, interrupts.clone()));
                }
                // While others are worked on, some may get ready.
                Ok(None) if running.is_empty() => is_over = true,
                Ok(None) => {}
                Err(error) => {
                    is_over = true;
                    failure = Some(error);
                }
            },
        }
    }
    failure.map_or(Ok(worst), Err)
}

fn say(worked: &Worked, globals: &Globals) -> Result<(), Failure> {
    let (word, error) = match &worked.result {
        Ok(RunEnd::Completed) => ("complete", None),
        Ok(RunEnd::Failed) => ("failed", None),
        Ok(RunEnd::Canceled) => ("canceled", None),
        Ok(_) => ("left", None),
        Err(failure) if worked.why.is_some() => ("not-begun", Some(failure)),
        Err(failure) if failure.kind == Kind::InDoubt => ("in-doubt", Some(failure)),
        Err(failure) => ("not-ended", Some(failure)),
    };
    if globals.json {
        return json_line(&json!({
            "id": worked.id, "command": "work", "result": word, "why": worked.why,
            "error": error.map(failure::fields),
        }));
    }
    if let (Some(failure), None) = (error, &worked.why) {
        report(failure, false);
    }
    let shown = match word {
        "complete" => style::good(word),
        "failed" => style::bad(word),
        _ => style::uneasy(word),
    };
    let why = worked.why.as_deref().map(|why| format!("  {}", clean(why))).unwrap_or_default();
    data_line(&format!("{}  {shown}{why}", clean(&worked.id)))
}
