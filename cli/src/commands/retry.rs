//! `retry`.

use super::verbs::{RETRY, client};
use crate::args::{BatchArgs, Globals, Ids};
use crate::failure::{Failure, Kind};
use crate::many::{self, Done};
use crate::output::clean;

/// Run failed jobs again
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    ids: Ids,

    #[command(flatten)]
    batch: BatchArgs,
}

pub async fn run(args: Args, globals: &Globals) -> Result<Kind, Failure> {
    let client = client(globals)?;
    let ids = args.ids.read(globals.quiet)?;
    many::run(globals, RETRY, ids, &args.batch, &mut (), async |id| {
        let job = client.job(&id).retry().await?;
        let other = job.id.as_str() != id;
        let done = Done::with_job(&job);
        Ok(if other { done.detail(format!("as {}", clean(job.id.as_str()))) } else { done })
    })
    .await
}
