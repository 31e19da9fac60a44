//! schemathesis: calls made of the contract, values that fit it and values that
//! do not, and rows of calls along its links.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::Duration;

use flatfile_jobs::api::{OPERATIONS, OperationId};
use serde_json::Value;

use crate::program::Program;
use crate::table::Column;
use crate::tools::Tools;
use crate::world::{Failure, World};

/// The count of its calls is bounded by its settings; this is for a machine
/// that is busy with other things, where one minute may become several.
const LIMIT: Duration = Duration::from_secs(300);

/// Stands in the calls that its hooks make.
const MADE: &str = "madeForACase";

pub fn run(tools: &Tools, column: &mut Column) -> Result<(), Failure> {
    tools.python_packages()?;
    let world = World::new()?;
    let own = tools.sources.join("schemathesis");
    let used = tools.target.join("rules-used.json");
    let program = Program::new(tools.python("schemathesis"), world.sandbox.token(), LIMIT)
        .arg("--no-color")
        .arg("--config-file")
        .arg(own.join("schemathesis.toml"))
        .arg("run")
        .arg(tools.sources.join("../openapi/flatfile-jobs.yaml"))
        .arg("--url")
        .arg(world.sandbox.url())
        .env("CONFORMANCE_URL", world.sandbox.url())
        .env("CONFORMANCE_TOKEN", world.sandbox.token())
        .env("CONFORMANCE_HOOKS", own.join("hooks.py"))
        .env("CONFORMANCE_USED", &used)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("PYTHONUTF8", "1");
    let (lines, complaints, status) = program.run()?;
    if !status.success() {
        column.fail(format!("it ended with {status}\n{}\n{complaints}", lines.join("\n")));
    }
    if links(&lines) == 0 {
        column.fail("it followed no link of the contract");
    }
    count(&world, column);
    rules(&own.join("rules.json"), &used, column)
}

/// How many links it followed, by its own count (`API Links: 24 covered / …`).
fn links(lines: &[String]) -> usize {
    let count = |line: &String| {
        line.trim().strip_prefix("API Links:")?.trim().split(' ').next()?.parse().ok()
    };
    lines.iter().find_map(count).unwrap_or_default()
}

/// A rule that was not used is out of date.
fn rules(rules: &Path, used: &Path, column: &mut Column) -> Result<(), Failure> {
    let rules: Vec<Value> = serde_json::from_str(&fs::read_to_string(rules)?)?;
    let used: Vec<usize> = serde_json::from_str(&fs::read_to_string(used)?)?;
    for (number, rule) in rules.iter().enumerate() {
        if !used.contains(&number) {
            column.fail(format!("rules.json: nothing was refused by {}", rule["message"]));
        }
    }
    Ok(())
}

/// What the record has of each operation: successes, refusals, and nothing
/// that is the server's fault.
fn count(world: &World, column: &mut Column) {
    let mut statuses: BTreeMap<OperationId, BTreeMap<u16, usize>> = BTreeMap::new();
    for call in world.sandbox.calls() {
        // hooks.py made a job for a case.
        if call.body.is_some_and(|body| body.to_string().contains(MADE)) {
            continue;
        }
        if let (Some(operation), Some(status)) = (call.operation, call.status) {
            *statuses.entry(operation).or_default().entry(status).or_default() += 1;
        }
    }
    for operation in OPERATIONS {
        let cell = column.cell(operation.id);
        for (status, count) in statuses.remove(&operation.id).unwrap_or_default() {
            match status {
                200..300 => cell.done += count,
                400..500 => cell.refused += count,
                _ => cell.failures.push(format!("{count} answers have the status {status}")),
            }
        }
    }
    column.demand_refusals();
}
