//! `reap`: finds jobs that are stuck, and ends them; a dry run unless `--yes`.

use std::collections::HashMap;
use std::path::PathBuf;
use std::time::Duration;

use chrono::{DateTime, Utc};
use clap::ValueEnum;
use flatfile_jobs::Client;

use super::verbs::{CANCEL, FAIL, client};
use crate::args::{BatchArgs, FilterArgs, Globals, OutcomeArgs};
use crate::failure::{Failure, Kind, report};
use crate::job::Rows;
use crate::many::{self, Verb};
use crate::outcome::{build, picture};
use crate::output::{data_line, json_line, note, warn_styled, width_of_stdout};
use crate::reap::{Found, Journal, Plan, Target, end, find};

/// Find jobs that are stuck, and end them: a dry run unless --yes
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Only jobs of which nothing was heard for so long, as in 1h.
    #[arg(long, value_name = "TIME", required_unless_present = "resume",
        value_parser = humantime::parse_duration)]
    silent_for: Option<Duration>,

    /// How they are ended.
    #[arg(long, value_name = "END", default_value = "fail")]
    end: End,

    /// No more than so many, those first that are silent for longest.
    #[arg(long, value_name = "N", default_value_t = 100)]
    max: usize,

    /// Where to write down what is done; by default a file of its own among the
    /// program's state.
    #[arg(long, value_name = "FILE")]
    journal: Option<PathBuf>,

    /// Go on with what is left of a journal.
    #[arg(long, value_name = "JOURNAL", conflicts_with_all = ["silent_for", "journal"])]
    resume: Option<PathBuf>,

    #[command(flatten)]
    pub(super) filters: FilterArgs,

    #[command(flatten)]
    pub(super) outcome: OutcomeArgs,

    #[command(flatten)]
    batch: BatchArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum End {
    Fail,
    Cancel,
}

pub async fn run(args: Args, globals: &Globals) -> Result<Kind, Failure> {
    match (&args.resume, args.silent_for) {
        (Some(journal), _) => {
            let plan = Journal::resume(journal)?;
            let client = client(globals)?;
            same_server(&plan, &client)?;
            let count = plan.jobs.len();
            note(globals.quiet, &format!("{} left in the journal", jobs(count)));
            let verb = if plan.outcome.is_some() { FAIL } else { CANCEL };
            if count == 0 || is_dry(&args, globals, verb) {
                return Ok(Kind::Done);
            }
            let journal = Journal::append(journal, verb)?;
            carry_out(&args, globals, &client, plan, journal, verb).await
        }
        (None, Some(silent_for)) => {
            let (verb, mut plan) = prepare(&args)?;
            let client = client(globals)?;
            plan.url = client.base_url().to_owned();
            let now = Utc::now();
            let found = find(&client, &args.filters, silent_for, now).await?;
            plan.jobs = show(&args, globals, &found, now)?;
            if let (Some(body), true) = (&plan.outcome, args.outcome.show) {
                warn_styled(picture(body).trim_end());
            }
            if plan.jobs.is_empty() || is_dry(&args, globals, verb) {
                return Ok(Kind::Done);
            }
            let journal = Journal::begin(args.journal.as_deref(), &plan, verb)?;
            carry_out(&args, globals, &client, plan, journal, verb).await
        }
        (None, None) => Err(Failure::input("neither --silent-for nor --resume")),
    }
}

/// The end, and the plan without its jobs.
pub(super) fn prepare(args: &Args) -> Result<(Verb, Plan), Failure> {
    let plan = Plan { url: String::new(), outcome: None, info: None, jobs: Vec::new() };
    let body = build(&args.outcome, false)?.for_failure();
    let shown = body.outcome.as_ref().is_some_and(|outcome| outcome.message.is_some());
    match args.end {
        End::Fail if !shown => Err(Failure::input("people would be told nothing")
            .next("say why with --message or --outcome, or cancel them with --end cancel")),
        End::Fail => Ok((FAIL, Plan { outcome: Some(body), ..plan })),
        End::Cancel if shown => Err(Failure::input("nobody is shown why a job is canceled")
            .next("--info says it in the job's state, and --end fail shows it")),
        End::Cancel => Ok((CANCEL, Plan { info: args.outcome.info.clone(), ..plan })),
    }
}

/// Shows what was found, and says what of it is meant.
fn show(
    args: &Args,
    globals: &Globals,
    found: &Found,
    now: DateTime<Utc>,
) -> Result<Vec<Target>, Failure> {
    let chosen = found.jobs.get(..args.max).unwrap_or(&found.jobs);
    let rows = Rows::new(width_of_stdout(), now);
    // With --yes the results are the data.
    if !args.outcome.yes {
        if !globals.json && !chosen.is_empty() {
            data_line(&rows.titles())?;
        }
        for job in chosen {
            match globals.json {
                true => json_line(job)?,
                false => data_line(&rows.row(job))?,
            }
        }
    }
    for failure in &found.unreadable {
        report(failure, globals.json);
    }
    let all = found.jobs.len();
    let chosen_of_all = match (all, all - chosen.len()) {
        (0, _) => "no job is stuck".to_owned(),
        (_, 0) => format!("{} stuck", jobs(all)),
        (_, rest) => {
            format!("{} stuck; {rest} of them beyond --max {} are left", jobs(all), args.max)
        }
    };
    note(globals.quiet, &chosen_of_all);
    let target = |job: &flatfile_jobs::api::types::Job| Target {
        id: job.id.to_string(),
        updated_at: job.updated_at,
    };
    Ok(chosen.iter().map(target).collect())
}

fn jobs(count: usize) -> String {
    format!("{count} job{}", if count == 1 { "" } else { "s" })
}

fn is_dry(args: &Args, globals: &Globals, verb: Verb) -> bool {
    if !args.outcome.yes {
        note(globals.quiet, &format!("nothing was done: add --yes to {} them", verb.name));
    }
    !args.outcome.yes
}

/// A journal names jobs of one server.
fn same_server(plan: &Plan, client: &Client) -> Result<(), Failure> {
    match plan.url == client.base_url() {
        true => Ok(()),
        false => Err(Failure::settings(format!(
            "the journal is of {}, and the URL is {}",
            plan.url,
            client.base_url()
        ))),
    }
}

async fn carry_out(
    args: &Args,
    globals: &Globals,
    client: &Client,
    plan: Plan,
    mut journal: Journal,
    verb: Verb,
) -> Result<Kind, Failure> {
    note(globals.quiet, &format!("the journal is {}", journal.path.display()));
    let found_at: HashMap<String, DateTime<Utc>> =
        plan.jobs.iter().map(|job| (job.id.clone(), job.updated_at)).collect();
    let ids = plan.jobs.iter().map(|job| job.id.clone()).collect();
    many::run(globals, verb, ids, &args.batch, &mut journal, async |id| {
        let found_at = found_at.get(&id).copied().unwrap_or_default();
        end(client, &plan, verb, &id, found_at).await
    })
    .await
}
