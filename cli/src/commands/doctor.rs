//! `doctor`: key, URL, network, clock and contract, one after the other.

use chrono::Utc;

use crate::args::Globals;
use crate::doctor::{self, Check, State};
use crate::failure::{Failure, Kind};
use crate::output::{data_line, json_line};
use crate::settings::resolve;

/// Check key, URL, network and clock, and what the jobs have that the contract does not know
#[derive(clap::Args, Debug)]
pub struct Args {
    /// How many jobs are compared with the contract.
    #[arg(long, value_name = "N", default_value_t = 100,
        value_parser = clap::value_parser!(u32).range(1..=1000))]
    jobs: u32,
}

pub async fn run(args: Args, globals: &Globals) -> Result<Kind, Failure> {
    let settings = resolve(globals)?;
    let client = settings.client();
    let mut report = Report { json: globals.json, kind: Kind::Done };
    report.all(doctor::settings(&settings, &client))?;
    let Ok(client) = client else { return Ok(report.kind) };
    report.all([doctor::proxy(client.base_url())])?;
    let reached = doctor::knock(&client).await;
    report.all([doctor::reach(&reached)])?;
    report.all(doctor::key(&reached))?;
    report.all(doctor::clock(&reached, Utc::now()))?;
    if reached.failure.is_none() {
        report.all(doctor::drift(&client, args.jobs).await?)?;
    }
    Ok(report.kind)
}

struct Report {
    json: bool,
    /// The first thing that does not work.
    kind: Kind,
}

impl Report {
    fn all(&mut self, checks: impl IntoIterator<Item = Check>) -> Result<(), Failure> {
        for check in checks {
            if let (State::Bad(kind), Kind::Done) = (check.state, self.kind) {
                self.kind = kind;
            }
            match self.json {
                true => json_line(&check.to_json())?,
                false => data_line(&check.to_line())?,
            }
        }
        Ok(())
    }
}
