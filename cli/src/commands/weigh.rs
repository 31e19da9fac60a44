//! What a command makes of its options before it reads a file, or anything is
//! sent: for hostile input.

use std::sync::Arc;

use chrono::Utc;
use flatfile_jobs::Client;
use flatfile_jobs::api::types::JobCompleteDetails;

use super::{Cli, Command, ack, create, reap, sandbox, split, update};
use crate::args::OutcomeArgs;
use crate::failure::Failure;
use crate::outcome::{build, picture};
use crate::sandbox::{Clock, Start};

impl Cli {
    /// What people would be shown of it. Nothing where it begins with a file.
    pub fn weigh(&self, client: &Client) -> Result<String, Failure> {
        let now = Utc::now();
        match &self.command {
            Command::Complete(args) => outcome(&args.outcome),
            Command::Fail(args) => outcome(&args.outcome),
            Command::Reap(args) => {
                drop(args.filters.jobs(client, now));
                let shown = outcome(&args.outcome)?;
                let prepared = args.outcome.outcome.is_none().then(|| reap::prepare(args));
                prepared.transpose().map(|_| shown)
            }
            Command::List(args) => Ok(format!("{:?}", args.filters.jobs(client, now))),
            Command::Work(args) => Ok(format!("{:?}", args.filters.jobs(client, now))),
            Command::Ack(args) => ack::details(args, now).map(nothing),
            Command::Create(args) if args.body.is_none() => create::config(args).map(nothing),
            Command::Update(args) if args.body.is_none() => update::update(args).map(nothing),
            Command::Split(args) if args.part_data.is_none() => split::details(args).map(nothing),
            Command::Sandbox(args) if args.setup.is_none() => {
                let (setup, clock) = (sandbox::setup(args)?, Arc::new(Clock::default()));
                // A number of jobs is a wish, not a mistake.
                if setup.executing.max(setup.ready) > 100 {
                    return Ok(String::new());
                }
                let sandbox = setup.builder(&clock)?.in_process();
                Start { setup, state: None }.set(&sandbox, &clock, || true).map(nothing)
            }
            _ => Ok(String::new()),
        }
    }
}

fn outcome(args: &OutcomeArgs) -> Result<String, Failure> {
    match args.outcome {
        Some(_) => Ok(String::new()),
        None => Ok(picture(&JobCompleteDetails::from(build(args, false)?))),
    }
}

fn nothing<T>(_: T) -> String {
    String::new()
}
