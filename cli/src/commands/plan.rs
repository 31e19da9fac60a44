//! `plan get`, `plan replace` and `plan update`.

use flatfile_jobs::api::types::{JobExecutionPlanConfigRequest, JobExecutionPlanRequest, JobPlan};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::verbs::client;
use crate::args::Globals;
use crate::failure::{Failure, Kind};
use crate::input::{object, typed};
use crate::job::status_text;
use crate::output::{clean, data, json_line, style};

/// The plan of a job that maps
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Show the plan
    Get {
        /// The job's id.
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Put another plan in its place
    Replace(Change),
    /// Change some members of it
    Update(Change),
}

#[derive(clap::Args, Debug)]
struct Change {
    /// The job's id.
    #[arg(value_name = "ID")]
    id: String,

    /// A file with the plan as JSON, or `-`; the job's id is put there.
    #[arg(long, value_name = "FILE")]
    body: String,
}

pub async fn run(args: Args, globals: &Globals) -> Result<Kind, Failure> {
    let plan = match &args.command {
        Command::Get { id } => client(globals)?.job(id).plan().await?,
        Command::Replace(change) => {
            let body: JobExecutionPlanRequest = change.read("JobExecutionPlanRequest")?;
            client(globals)?.job(&change.id).replace_plan(body).await?
        }
        Command::Update(change) => {
            let body: JobExecutionPlanConfigRequest =
                change.read("JobExecutionPlanConfigRequest")?;
            client(globals)?.job(&change.id).update_plan(body).await?
        }
    };
    match globals.json {
        true => json_line(&plan)?,
        false => data(&lines(&plan))?,
    }
    Ok(Kind::Done)
}

impl Change {
    fn read<T: DeserializeOwned>(&self, component: &str) -> Result<T, Failure> {
        let mut object = object(&self.body)?;
        // The body repeats it, and the handle puts it there; without one the
        // type cannot be read.
        object.entry("jobId").or_insert_with(|| Value::from(self.id.as_str()));
        typed(component, Value::Object(object), &self.body)
    }
}

fn lines(plan: &JobPlan) -> String {
    let JobPlan { job, plan, .. } = plan;
    let id = style::strong(clean(job.id.as_str()));
    let mut lines = format!("{id}  {}\n", status_text(job));
    for edge in &plan.field_mapping {
        let (from, to) = (key(&edge.source_field), key(&edge.destination_field));
        lines.push_str(&format!("  {from} → {to}\n"));
    }
    for field in &plan.unmapped_source_fields {
        lines.push_str(&format!("  {} → {}\n", key(&field.source_field), style::faint("nothing")));
    }
    for field in &plan.unmapped_destination_fields {
        let to = key(&field.destination_field);
        lines.push_str(&format!("  {} → {to}\n", style::faint("nothing")));
    }
    lines
}

/// The key of a field of whatever type, known or not.
fn key(property: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(property).unwrap_or_default();
    clean(value.get("key").and_then(Value::as_str).unwrap_or("?")).into_owned()
}
