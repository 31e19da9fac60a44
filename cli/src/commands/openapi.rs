//! `openapi`.

use crate::args::Globals;
use crate::failure::{Failure, Kind};
use crate::input::document as read;
use crate::output::{document, json_line};
use crate::sandbox::CONTROL_OPENAPI;

/// Print the contract: OpenAPI 3.0.3 in YAML, with --json in JSON
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The sandbox's control path instead: OpenAPI 3.1.
    #[arg(long)]
    sandbox: bool,
}

pub fn run(args: &Args, globals: &Globals) -> Result<Kind, Failure> {
    match globals.json {
        true if args.sandbox => json_line(&read(CONTROL_OPENAPI, "sandbox-control.yaml")?)?,
        false if args.sandbox => document(CONTROL_OPENAPI)?,
        true => {
            document(flatfile_jobs::contract::OPENAPI_JSON.trim_end())?;
            document("\n")?;
        }
        false => document(flatfile_jobs::OPENAPI)?,
    }
    Ok(Kind::Done)
}
