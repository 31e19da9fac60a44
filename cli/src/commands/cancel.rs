//! `cancel`.

use flatfile_jobs::api::types::JobCancelDetails;

use super::verbs::{CANCEL, client};
use crate::args::{BatchArgs, Globals, Ids};
use crate::failure::{Failure, Kind};
use crate::many::{self, ended};

/// End jobs as canceled
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    ids: Ids,

    /// A line about the job's state.
    #[arg(long, value_name = "TEXT")]
    info: Option<String>,

    #[command(flatten)]
    batch: BatchArgs,
}

pub async fn run(args: Args, globals: &Globals) -> Result<Kind, Failure> {
    let client = client(globals)?;
    let ids = args.ids.read(globals.quiet)?;
    let details = args.info.map(JobCancelDetails::from).unwrap_or_default();
    many::run(globals, CANCEL, ids, &args.batch, &mut (), async |id| {
        let job = client.job(id);
        let result = job.cancel(details.clone()).await;
        Ok(ended(&job, CANCEL, result).await?)
    })
    .await
}
