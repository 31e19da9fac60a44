//! `create`.

use flatfile_jobs::api::types::{Job, JobConfig, JobMode, JobStatus, JobType, Trigger};
use serde_json::Value;

use super::verbs::client;
use crate::args::Globals;
use crate::failure::{Failure, Kind, WHETHER_MADE};
use crate::input::{body, value};
use crate::interrupt::Interrupts;
use crate::output::{clean, data_line, json_line, style, warn_line};

/// Make a job
#[derive(clap::Args, Debug)]
pub struct Args {
    /// A file with the job as JSON, or `-`. Options go over what it says.
    #[arg(long, value_name = "FILE")]
    pub(super) body: Option<String>,

    /// What it does: the name that listeners match.
    #[arg(long, value_name = "NAME", required_unless_present = "body")]
    operation: Option<String>,

    /// The id of the file, workbook, sheet or space that it works on.
    #[arg(long, value_name = "ID", required_unless_present = "body")]
    source: Option<String>,

    /// What kind of object the source is: workbook, file, sheet, space, …
    #[arg(long = "type", value_name = "TYPE", required_unless_present = "body")]
    job_type: Option<JobType>,

    /// The id of what it writes to.
    #[arg(long, value_name = "ID")]
    destination: Option<String>,

    /// Whether it starts by itself: immediate or manual.
    #[arg(long, value_name = "TRIGGER")]
    trigger: Option<Trigger>,

    /// How people see it: foreground, background, toolbarBlocking or hidden.
    #[arg(long, value_name = "MODE")]
    mode: Option<JobMode>,

    /// The status to begin with.
    #[arg(long, value_name = "STATUS")]
    status: Option<JobStatus>,

    /// A line about the job's state.
    #[arg(long, value_name = "TEXT")]
    info: Option<String>,

    /// Its input, as JSON.
    #[arg(long, value_name = "JSON")]
    input: Option<String>,

    /// Its config, as JSON.
    #[arg(long, value_name = "JSON")]
    config: Option<String>,

    /// Its metadata, as JSON.
    #[arg(long, value_name = "JSON")]
    metadata: Option<String>,

    /// The job that it is a part of.
    #[arg(long, value_name = "ID")]
    parent: Option<String>,

    /// Print the id alone.
    #[arg(long, conflicts_with = "json")]
    id: bool,
}

pub async fn run(args: Args, globals: &Globals) -> Result<Kind, Failure> {
    let config = config(&args)?;
    let client = client(globals)?;
    let mut interrupts = Interrupts::listen();
    let jobs = client.jobs();
    let job = tokio::select! {
        job = jobs.create(config) => job?,
        () = interrupts.reached(1) => {
            let what = "interrupted while the job was being created; it may exist";
            return Err(Failure::new(Kind::Interrupted, what).next(WHETHER_MADE));
        }
    };
    // A job that was made is not lost where its line is.
    say(&job, &args, globals).inspect_err(|_| warn_line(&format!("created: {}", job.id)))?;
    Ok(Kind::Done)
}

fn say(job: &Job, args: &Args, globals: &Globals) -> Result<(), Failure> {
    if globals.json {
        return json_line(job);
    }
    let id = clean(job.id.as_str());
    if args.id {
        return data_line(&id);
    }
    let status = job.status.as_ref().map(|status| format!("  status {}", clean(status.as_str())));
    data_line(&format!("{id}  {}{}", style::good("created"), status.unwrap_or_default()))
}

pub(super) fn config(args: &Args) -> Result<JobConfig, Failure> {
    let mut config = match (&args.body, &args.operation, &args.source, &args.job_type) {
        (Some(file), ..) => body::<JobConfig>("JobConfig", file)?,
        (None, Some(operation), Some(source), Some(kind)) => {
            JobConfig::new(operation.as_str(), source.as_str(), kind.clone())
        }
        _ => return Err(Failure::input("a job needs --operation, --source and --type")),
    };
    if let Some(operation) = &args.operation {
        config.operation.clone_from(operation);
    }
    if let Some(source) = &args.source {
        config.source.clone_from(source);
    }
    if let Some(kind) = &args.job_type {
        config.type_.clone_from(kind);
    }
    macro_rules! over {
        ($($option:ident => $member:ident),* $(,)?) => {
            $(if let Some(value) = &args.$option {
                config.$member = Some(value.clone().into());
            })*
        };
    }
    over!(destination => destination, trigger => trigger, mode => mode, status => status,
        info => info, parent => parent_id);
    config.input = json(args.input.as_ref(), "--input")?.or(config.input);
    config.config = json(args.config.as_ref(), "--config")?.or(config.config);
    config.metadata = json(args.metadata.as_ref(), "--metadata")?.or(config.metadata);
    Ok(config)
}

fn json(text: Option<&String>, name: &str) -> Result<Option<Value>, Failure> {
    match text.map(|text| value(text, name)).transpose()? {
        None => Ok(None),
        Some(Value::Object(object)) => Ok(Some(Value::Object(object))),
        Some(_) => Err(Failure::input(format!("`{name}` is no JSON object"))),
    }
}
