//! `execute`.

use super::verbs::{EXECUTE, client};
use crate::args::{BatchArgs, Globals, Ids};
use crate::failure::{Failure, Kind};
use crate::many::{self, Done};

/// Start jobs that wait for it: those whose trigger is manual
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
    many::run(globals, EXECUTE, ids, &args.batch, &mut (), async |id| {
        client.job(id).execute().await?;
        Ok(Done::plain())
    })
    .await
}
