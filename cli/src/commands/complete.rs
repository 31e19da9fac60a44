//! `complete`.

use super::verbs::{COMPLETE, client};
use crate::args::{BatchArgs, Globals, Ids, OutcomeArgs};
use crate::failure::{Failure, Kind};
use crate::many::{self, ended};
use crate::outcome::{Consent, ask, build};
use flatfile_jobs::api::types::JobCompleteDetails;

/// End jobs as complete, with what people are shown
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    ids: Ids,

    #[command(flatten)]
    pub(super) outcome: OutcomeArgs,

    #[command(flatten)]
    batch: BatchArgs,
}

pub async fn run(args: Args, globals: &Globals) -> Result<Kind, Failure> {
    let outcome = build(&args.outcome, args.ids.take_stdin())?;
    let ids = args.ids.read(globals.quiet)?;
    let body = JobCompleteDetails::from(outcome.clone());
    if ask(&args.outcome, globals, COMPLETE, &ids, &body)? == Consent::Withheld {
        return Ok(Kind::Done);
    }
    let client = client(globals)?;
    many::run(globals, COMPLETE, ids, &args.batch, &mut (), async |id| {
        let job = client.job(id);
        let result = job.complete(outcome.clone()).await;
        Ok(ended(&job, COMPLETE, result).await?)
    })
    .await
}
