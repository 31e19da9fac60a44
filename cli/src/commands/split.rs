//! `split`.

use flatfile_jobs::api::types::JobSplitDetails;
use serde_json::Value;

use super::verbs::{SPLIT, client};
use crate::args::{BatchArgs, Globals, Ids};
use crate::failure::{Failure, Kind};
use crate::input::{STDIN, read, value};
use crate::many::{self, Done};

/// Split jobs into parts
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    ids: Ids,

    /// Into how many.
    #[arg(long, value_name = "N", required_unless_present = "part_data",
        value_parser = clap::value_parser!(u32).range(1..))]
    parts: Option<u32>,

    /// A file with the data of each part, as a JSON array of objects, or `-`.
    #[arg(long, value_name = "FILE", conflicts_with = "parts")]
    pub(super) part_data: Option<String>,

    /// Run the parts side by side, not one after the other.
    #[arg(long)]
    parallel: bool,

    #[command(flatten)]
    batch: BatchArgs,
}

pub async fn run(args: Args, globals: &Globals) -> Result<Kind, Failure> {
    let details = details(&args)?;
    let client = client(globals)?;
    let ids = args.ids.read(globals.quiet)?;
    many::run(globals, SPLIT, ids, &args.batch, &mut (), async |id| {
        Ok(Done::with_job(&client.job(id).split(details.clone()).await?))
    })
    .await
}

pub(super) fn details(args: &Args) -> Result<JobSplitDetails, Failure> {
    let details = match (args.part_data.as_deref(), args.parts) {
        (Some(STDIN), _) if args.ids.take_stdin() => {
            return Err(Failure::input("standard input cannot hold both the ids and the parts"));
        }
        (Some(file), _) => match value(&read(file)?, file)? {
            Value::Array(parts) => JobSplitDetails::from(parts),
            _ => return Err(Failure::input(format!("`{file}` holds no JSON array"))),
        },
        (None, Some(parts)) => JobSplitDetails::from(parts),
        (None, None) => return Err(Failure::input("neither --parts nor --part-data")),
    };
    Ok(if args.parallel { details.with_run_in_parallel(true) } else { details })
}
