//! `update`.

use flatfile_jobs::api::types::{JobStatus, JobUpdate};

use super::verbs::{UPDATE, client};
use crate::args::{BatchArgs, Globals, Ids};
use crate::failure::{Failure, Kind};
use crate::input::{STDIN, body, value};
use crate::many::{self, Done};

/// Change members of jobs
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    ids: Ids,

    /// A file with the changes as JSON, or `-`. Options go over what it says.
    #[arg(long, value_name = "FILE")]
    pub(super) body: Option<String>,

    /// A line about the job's state.
    #[arg(long, value_name = "TEXT")]
    info: Option<String>,

    /// How far it is, in percent.
    #[arg(long, value_name = "0..100")]
    progress: Option<i64>,

    /// Another status. That of an end ends the job, without an outcome.
    #[arg(long, value_name = "STATUS")]
    status: Option<JobStatus>,

    /// Another config, as JSON.
    #[arg(long, value_name = "JSON")]
    config: Option<String>,

    /// Other metadata, as JSON.
    #[arg(long, value_name = "JSON")]
    metadata: Option<String>,

    #[command(flatten)]
    batch: BatchArgs,
}

pub async fn run(args: Args, globals: &Globals) -> Result<Kind, Failure> {
    let update = update(&args)?;
    let client = client(globals)?;
    let ids = args.ids.read(globals.quiet)?;
    many::run(globals, UPDATE, ids, &args.batch, &mut (), async |id| {
        Ok(Done::with_job(&client.job(id).update(update.clone()).await?))
    })
    .await
}

pub(super) fn update(args: &Args) -> Result<JobUpdate, Failure> {
    let mut update: JobUpdate = match args.body.as_deref() {
        Some(STDIN) if args.ids.take_stdin() => {
            return Err(Failure::input("standard input cannot hold both the ids and the changes"));
        }
        Some(file) => body("JobUpdate", file)?,
        None => JobUpdate::default(),
    };
    if let Some(info) = &args.info {
        update = update.with_info(info.as_str());
    }
    if let Some(progress) = args.progress {
        update = update.with_progress(progress);
    }
    if let Some(status) = &args.status {
        update = update.with_status(status.clone());
    }
    if let Some(config) = &args.config {
        update = update.with_config(value(config, "--config")?);
    }
    if let Some(metadata) = &args.metadata {
        update = update.with_metadata(value(metadata, "--metadata")?);
    }
    match update == JobUpdate::default() {
        true => Err(Failure::input("nothing to change").next("give --body or one of the options")),
        false => Ok(update),
    }
}
