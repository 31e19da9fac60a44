//! `fail`.

use super::verbs::{FAIL, client};
use crate::args::{BatchArgs, Globals, Ids, OutcomeArgs};
use crate::failure::{Failure, Kind};
use crate::many::{self, ended};
use crate::outcome::{Consent, ask, build};

/// End jobs as failed, with what people are shown
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
    let body = outcome.clone().for_failure();
    if ask(&args.outcome, globals, FAIL, &ids, &body)? == Consent::Withheld {
        return Ok(Kind::Done);
    }
    let client = client(globals)?;
    many::run(globals, FAIL, ids, &args.batch, &mut (), async |id| {
        let job = client.job(id);
        let result = job.fail(outcome.clone()).await;
        Ok(ended(&job, FAIL, result).await?)
    })
    .await
}
