//! `contract`: the contract beside other descriptions of the API.

use std::collections::BTreeMap;

use clap::{Subcommand, ValueEnum};

use crate::args::Globals;
use crate::diff::{Alone, Compared, Difference, Known, Severity, compare};
use crate::failure::{Failure, Kind};
use crate::input::{document, read, value};
use crate::output::{clean, data_line, json_line, note, style};

/// Compare the contract with other descriptions of the API
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Diff(DiffArgs),
}

/// What an OpenAPI file has that the contract has not, and the other way round
///
/// The file is OpenAPI 3.0, 3.1 or 3.2, in YAML or JSON. Operations are compared
/// by method and path, schemas where they stand. `breaking` is what a client of
/// the contract may stumble over, on a server as the file has it.
#[derive(clap::Args, Debug)]
struct DiffArgs {
    /// The file, or `-`.
    #[arg(value_name = "FILE")]
    file: String,

    /// A list of differences that are known: on each line a place, a kind and the
    /// reason. `*` in a place stands for anything; a kind may name the side that
    /// has it (required:file) or a value (value=paused).
    #[arg(long, value_name = "FILE")]
    known: Option<String>,

    /// Leave out the list that comes with this program, for the file that Flatfile
    /// publishes.
    #[arg(long)]
    no_vendor: bool,

    /// Print the known ones too, each with its reason.
    #[arg(long)]
    all: bool,

    /// Which new differences are a failure (status 15).
    #[arg(long, value_name = "WHICH", default_value = "any")]
    fail_on: FailOn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Any,
    Breaking,
    None,
}

pub fn run(args: &Args, globals: &Globals) -> Result<Kind, Failure> {
    match &args.command {
        Command::Diff(args) => diff(args, globals),
    }
}

fn diff(args: &DiffArgs, globals: &Globals) -> Result<Kind, Failure> {
    let contract = value(flatfile_jobs::contract::OPENAPI_JSON, "the contract")?;
    let file = document(&read(&args.file)?, &args.file)?;
    let Compared { differences, alone } = compare(&contract, &file)
        .map_err(|what| Failure::input(format!("`{}` cannot be compared: {what}", args.file)))?;
    let known = known(args)?;
    let (mut new, mut reasons) = (Vec::new(), BTreeMap::new());
    for difference in &differences {
        let reason = known.reason(difference);
        match reason {
            None => new.push(difference),
            Some(reason) => *reasons.entry(reason).or_insert(0_usize) += 1,
        }
        if reason.is_none() || args.all {
            say(difference, reason, globals.json)?;
        }
    }
    let breaking = new.iter().filter(|it| it.severity == Severity::Breaking).count();
    note(globals.quiet, &summary(&new, breaking, &reasons, alone));
    let fails = match args.fail_on {
        FailOn::Any => !new.is_empty(),
        FailOn::Breaking => breaking > 0,
        FailOn::None => false,
    };
    Ok(if fails { Kind::Differs } else { Kind::Done })
}

fn known(args: &DiffArgs) -> Result<Known, Failure> {
    let own = match &args.known {
        Some(file) => {
            Known::read(&read(file)?).map_err(|what| Failure::input(format!("`{file}`: {what}")))?
        }
        None => Known::default(),
    };
    // One's own reasons go before.
    Ok(if args.no_vendor { own } else { own.and(Known::vendor()) })
}

fn say(difference: &Difference, reason: Option<&str>, json: bool) -> Result<(), Failure> {
    if json {
        return json_line(&difference.to_json(reason));
    }
    let severity = match difference.severity {
        Severity::Breaking => style::bad("breaking"),
        Severity::Additive => style::good("additive"),
    };
    let place = style::strong(clean(&difference.place));
    let found = difference.found.to_string();
    let known = reason.map(|reason| style::faint(format!("  known: {}", clean(reason))));
    data_line(&format!("{severity}  {place}: {}{}", clean(&found), known.unwrap_or_default()))
}

fn summary(
    new: &[&Difference],
    breaking: usize,
    reasons: &BTreeMap<&str, usize>,
    alone: Alone,
) -> String {
    let mut parts = vec![match new.len() {
        0 => "nothing new".to_owned(),
        all => format!("{all} new: {breaking} breaking, {} additive", all - breaking),
    }];
    let lost = new.iter().filter(|it| it.found.kind() == "reference").count();
    if lost > 0 {
        parts.push(format!("{} not followed", counted(lost, "reference")));
    }
    let known: usize = reasons.values().sum();
    if known > 0 {
        let reasons = counted(reasons.len(), "reason");
        parts.push(format!("{known} known, for {reasons} (--all lists them)"));
    }
    for (count, whose) in [(alone.there, "file"), (alone.here, "contract")] {
        if count > 0 {
            let operations = counted(count, "operation");
            parts.push(format!("{operations} of the {whose} below other paths left alone"));
        }
    }
    parts.join("; ")
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
