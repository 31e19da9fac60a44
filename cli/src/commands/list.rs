//! `list`: jobs as they come, page after page.

use std::time::Duration;

use chrono::Utc;
use flatfile_jobs::api::types::SortDirection;

use super::verbs::client;
use crate::args::{FilterArgs, Globals, is_silent};
use crate::failure::{Failure, Kind, report};
use crate::job::{LargePages, Rows};
use crate::output::{clean, data_line, json_line, note, width_of_stdout};

/// List jobs
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    pub(super) filters: FilterArgs,

    /// Only jobs of which nothing was heard for so long, as in 30m.
    #[arg(long, value_name = "TIME", value_parser = humantime::parse_duration)]
    silent_for: Option<Duration>,

    /// In which direction they are sorted: asc or desc.
    #[arg(long, value_name = "DIRECTION")]
    sort: Option<SortDirection>,

    /// How many jobs to ask for at once; by default as many as the server gives.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    page_size: Option<u32>,

    /// No more than so many.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,

    /// Print ids alone, one a line, for the other commands.
    #[arg(long, conflicts_with = "json")]
    ids: bool,
}

pub async fn run(args: Args, globals: &Globals) -> Result<Kind, Failure> {
    let client = client(globals)?;
    let now = Utc::now();
    let mut jobs = args.filters.jobs(&client, now);
    if let Some(direction) = &args.sort {
        jobs = jobs.sort(direction.clone());
    }
    let leaves_out = args.filters.leaves_out() || args.silent_for.is_some();
    let wanted = args.limit.filter(|_| !leaves_out);
    let mut stream = LargePages::new(&jobs, args.page_size, wanted);
    let rows = Rows::new(width_of_stdout(), now);
    let (mut given, mut unreadable) = (0, 0);
    while args.limit.is_none_or(|limit| given < limit) {
        let Some(job) = stream.next().await else { break };
        let job = match job {
            Ok(job) => job,
            Err(error) if error.is_unreadable_entry() => {
                unreadable += 1;
                report(&error.into(), globals.json);
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        if args.silent_for.is_some_and(|time| !is_silent(&job, time, now)) {
            continue;
        }
        if given == 0 && !globals.json && !args.ids {
            data_line(&rows.titles())?;
        }
        given += 1;
        match (globals.json, args.ids) {
            (true, _) => json_line(&job)?,
            (_, true) => data_line(&clean(job.id.as_str()))?,
            _ => data_line(&rows.row(&job))?,
        }
    }
    // Where none was asked for, or one could not be read, there may be some.
    if given == 0 && unreadable == 0 && args.limit != Some(0) {
        note(globals.quiet || globals.json, "no jobs");
    }
    Ok(if unreadable > 0 { Kind::Unreadable } else { Kind::Done })
}
