//! A call and a change of a job, as the control path writes them.

use flatfile_jobs::api::OperationId;
use flatfile_jobs::sandbox::{By, Call, Change};
use serde_json::{Value, json};

pub fn call(number: u64, call: &Call) -> Value {
    json!({
        "number": number,
        "at": call.at,
        "method": call.method,
        "path": call.path,
        "operation": call.operation.map(name),
        "job": call.job,
        "body": call.body,
        "status": call.status,
        "carried_out": call.carried_out,
        "fault": call.fault.as_ref().map(ToString::to_string),
    })
}

pub fn change(change: &Change) -> Value {
    let by = match change.by {
        By::Operation(operation) => name(operation),
        By::Owner => "owner",
        By::Release => "release",
        By::Parent => "parent",
        By::Deadline => "deadline",
        _ => "other",
    };
    json!({ "at": change.at, "by": by, "from": change.from, "to": change.to })
}

fn name(operation: OperationId) -> &'static str {
    operation.operation().name
}
