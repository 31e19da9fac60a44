//! `ack` and `ack-outcome`.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use flatfile_jobs::api::types::JobAckDetails;

use super::verbs::{ACK, ACK_OUTCOME, client};
use crate::args::{BatchArgs, Globals, Ids};
use crate::failure::{Failure, Kind};
use crate::many::{self, Done};

/// Say that jobs are worked on, and how far they are
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    ids: Ids,

    /// How far it is, in percent.
    #[arg(long, value_name = "0..100")]
    progress: Option<i64>,

    /// What is done of it.
    #[arg(long, value_name = "TEXT")]
    info: Option<String>,

    /// In what time it will be done, as in 5m: people see it counted down.
    #[arg(long, value_name = "TIME", value_parser = humantime::parse_duration)]
    eta: Option<Duration>,

    #[command(flatten)]
    batch: BatchArgs,
}

/// Confirm that outcomes were seen, as the button of their dialog does
#[derive(clap::Args, Debug)]
pub struct OutcomeArgs {
    #[command(flatten)]
    ids: Ids,

    #[command(flatten)]
    batch: BatchArgs,
}

pub async fn run(args: Args, globals: &Globals) -> Result<Kind, Failure> {
    let details = details(&args, Utc::now())?;
    let client = client(globals)?;
    let ids = args.ids.read(globals.quiet)?;
    many::run(globals, ACK, ids, &args.batch, &mut (), async |id| {
        Ok(Done::with_job(&client.job(id).ack_with(details.clone()).await?))
    })
    .await
}

pub async fn run_outcome(args: OutcomeArgs, globals: &Globals) -> Result<Kind, Failure> {
    let client = client(globals)?;
    let ids = args.ids.read(globals.quiet)?;
    many::run(globals, ACK_OUTCOME, ids, &args.batch, &mut (), async |id| {
        Ok(Done::with_job(&client.job(id).ack_outcome().await?))
    })
    .await
}

pub(super) fn details(args: &Args, now: DateTime<Utc>) -> Result<JobAckDetails, Failure> {
    let mut details = JobAckDetails::default();
    if let Some(progress) = args.progress {
        details = details.with_progress(progress);
    }
    if let Some(info) = &args.info {
        details = details.with_info(info.as_str());
    }
    if let Some(eta) = args.eta {
        let moment = TimeDelta::from_std(eta).ok().and_then(|eta| now.checked_add_signed(eta));
        let moment = moment.ok_or_else(|| Failure::input("the --eta is too far away"))?;
        details = details.with_estimated_completion_at(moment);
    }
    Ok(details)
}
