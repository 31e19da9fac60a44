//! `get`: jobs as they are now.

use chrono::Utc;
use flatfile_jobs::api::types::Job;

use super::verbs::{GET, client};
use crate::args::{BatchArgs, Globals, Ids};
use crate::failure::{Failure, Kind};
use crate::job::whole;
use crate::many::{self, Done};

/// Show jobs as they are now
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    ids: Ids,

    /// Draw the outcome as a person in Flatfile sees it.
    #[arg(long)]
    show: bool,

    #[command(flatten)]
    batch: BatchArgs,
}

pub async fn run(args: Args, globals: &Globals) -> Result<Kind, Failure> {
    let client = client(globals)?;
    let ids = args.ids.read(globals.quiet)?;
    many::run(globals, GET, ids, &args.batch, &mut (), async |id| {
        let job = client.job(id).get().await?;
        Ok(Done::instead(whole(&job, Utc::now(), args.show), json(&job)?))
    })
    .await
}

fn json(job: &Job) -> Result<serde_json::Value, Failure> {
    serde_json::to_value(job).map_err(|error| Failure::new(Kind::Other, error.to_string()))
}
