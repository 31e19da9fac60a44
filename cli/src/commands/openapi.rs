//! `openapi`.

use crate::args::Globals;
use crate::failure::{Failure, Kind};
use crate::output::document;

/// Print the contract: OpenAPI 3.0.3 in YAML, with --json in JSON
#[derive(clap::Args, Debug)]
pub struct Args {}

pub fn run(_: &Args, globals: &Globals) -> Result<Kind, Failure> {
    match globals.json {
        true => {
            document(flatfile_jobs::contract::OPENAPI_JSON.trim_end())?;
            document("\n")?;
        }
        false => document(flatfile_jobs::OPENAPI)?,
    }
    Ok(Kind::Done)
}
