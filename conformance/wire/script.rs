//! The list as TypeScript, so that the compiler sees whether its values fit
//! the SDK's types.

use std::fmt::Write as _;
use std::fs;

use flatfile_jobs::api::OperationId;
use serde_json::{Map, Value};

use super::call::Call;
use crate::tools::Tools;
use crate::world::Failure;

/// Its place, which `wire.ts` imports.
const NAME: &str = "wire-calls.ts";

/// Where a call would not compile, and has to.
const UNFIT: &str = "  // @ts-expect-error: calls.json says that the SDK's types do not have it.\n";

/// Writes it, for the compiler.
pub fn write(tools: &Tools) -> Result<(), Failure> {
    let calls = super::call::read(&tools.sources.join("wire/calls.json"))?;
    let mut script = String::from(
        "// Made from conformance/wire/calls.json.\n\
         import { FlatfileClient } from \"@flatfile/api\";\n\n\
         export const calls: ((client: FlatfileClient) => PromiseLike<unknown>)[] = [\n",
    );
    for call in &calls {
        if !call.fits {
            script.push_str(UNFIT);
        }
        let method = method(call.operation()?)?;
        writeln!(script, "  (client) => client.{method}({}),", arguments(call).join(", "))?;
    }
    script.push_str("];\n");
    let folder = tools.target.join("typescript");
    fs::create_dir_all(&folder)?;
    // Left alone when nothing has changed: the compiler need not look again.
    let path = folder.join(NAME);
    if fs::read_to_string(&path).is_ok_and(|old| old == script) {
        return Ok(());
    }
    Ok(fs::write(path, script)?)
}

fn arguments(call: &Call) -> Vec<String> {
    let id = call.job.as_ref().map(|id| Value::from(id.as_str()).to_string());
    let query = (!call.query.is_empty()).then(|| literal(&Value::Object(call.query.clone())));
    let body = call.body.as_ref().map(literal);
    [id, query, body].into_iter().flatten().collect()
}

/// A body or a query as the SDK wants it: its dates are `Date`s.
fn literal(value: &Value) -> String {
    let member = |(name, value): (&String, &Value)| {
        let date =
            ["estimatedCompletionAt", "outcomeAcknowledgedAt", "since"].contains(&name.as_str());
        let value = if date { format!("new Date({value})") } else { literal(value) };
        format!("{}: {value}", Value::from(name.as_str()))
    };
    let object =
        |members: &Map<String, Value>| members.iter().map(member).collect::<Vec<_>>().join(", ");
    match value {
        Value::Object(members) => format!("{{ {} }}", object(members)),
        Value::Array(items) => {
            format!("[{}]", items.iter().map(literal).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// The SDK's name of an operation.
fn method(operation: OperationId) -> Result<&'static str, Failure> {
    Ok(match operation {
        OperationId::ListEvents => "events.list",
        OperationId::ListJobs => "jobs.list",
        OperationId::CreateJob => "jobs.create",
        OperationId::PreviewMutation => "jobs.previewMutation",
        OperationId::GetJob => "jobs.get",
        OperationId::UpdateJob => "jobs.update",
        OperationId::DeleteJob => "jobs.delete",
        OperationId::ExecuteJob => "jobs.execute",
        OperationId::GetJobPlan => "jobs.getExecutionPlan",
        OperationId::ReplaceJobPlan => "jobs.updateExecutionPlan",
        OperationId::UpdateJobPlan => "jobs.updateExecutionPlanFields",
        OperationId::AckJob => "jobs.ack",
        OperationId::AckJobOutcome => "jobs.ackOutcome",
        OperationId::CompleteJob => "jobs.complete",
        OperationId::FailJob => "jobs.fail",
        OperationId::CancelJob => "jobs.cancel",
        OperationId::RetryJob => "jobs.retry",
        OperationId::SplitJob => "jobs.split",
        other => return Err(format!("no name is known for {}", other.operation().name).into()),
    })
}
