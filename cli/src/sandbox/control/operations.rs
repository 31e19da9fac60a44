//! The operations of the control path, each a function.

use chrono::{DateTime, TimeDelta, Utc};
use flatfile_jobs::api::OPERATIONS;
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::OPENAPI;
use super::asked::{Asked, number};
use super::call;
use super::reply::{Refusal, Reply, json_of, with_type};
use super::serve::Control;
use crate::sandbox::event_faults::EventFaultSet;
use crate::sandbox::faults::FaultPlan;
use crate::sandbox::job;

/// How many jobs and calls a response has, where nothing else is said.
const USUAL: u64 = 1000;

type Done = Result<Reply, Refusal>;

pub fn about(control: &Control, asked: Asked) -> Done {
    asked.query([])?;
    let operations: Map<String, Value> = OPERATIONS
        .iter()
        .map(|it| (it.name.to_owned(), json!({ "method": it.method, "path": it.path })))
        .collect();
    Ok(json_of(&json!({
        "url": control.url.get(),
        "token": asked.sandbox.token(),
        "version": env!("CARGO_PKG_VERSION"),
        "now": control.clock.now(),
        "operations": operations,
    })))
}

pub fn description(_: &Control, asked: Asked) -> Done {
    asked.query([])?;
    Ok(with_type("application/yaml", OPENAPI.into()))
}

pub fn calls(_: &Control, asked: Asked) -> Done {
    let [from, operation, job, limit] = asked.query(["from", "operation", "job", "limit"])?;
    let from = number("from", from)?.unwrap_or_default();
    let limit = number("limit", limit)?.unwrap_or(USUAL);
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let named = operation.map(|name| OPERATIONS.iter().find(|it| it.name == name));
    let (calls, next) = match named {
        // No call is of an operation that there is not.
        Some(None) => asked.sandbox.calls_from(u64::MAX),
        named => {
            let operation = named.flatten().map(|operation| operation.id);
            asked.sandbox.some_calls_from(from, most, operation, job)
        }
    };
    let shown: Vec<Value> = calls.iter().map(|(number, it)| call::call(*number, it)).collect();
    Ok(json_of(&json!({ "calls": shown, "next": next })))
}

pub fn forget_calls(control: &Control, asked: Asked) -> Done {
    asked.query([])?;
    control.forget_calls(&asked.sandbox);
    Ok(done())
}

pub fn jobs(_: &Control, asked: Asked) -> Done {
    let [limit] = asked.query(["limit"])?;
    let most = number("limit", limit)?.unwrap_or(USUAL);
    let (jobs, total) = asked.sandbox.newest_jobs(usize::try_from(most).unwrap_or(usize::MAX));
    Ok(json_of(&json!({ "jobs": jobs, "total": total })))
}

pub fn add_job(control: &Control, asked: Asked) -> Done {
    asked.query([])?;
    let id = job::add(&asked.sandbox, asked.object()?, control.clock.now())
        .map_err(|error| Refusal::bad(format!("the job does not fit: {error}")))?;
    let mut reply = json_of(&json!({ "job": asked.sandbox.job(&id) }));
    *reply.status_mut() = StatusCode::CREATED;
    Ok(reply)
}

pub fn history(_: &Control, asked: Asked) -> Done {
    asked.query([])?;
    let (id, sandbox) = (&asked.parameter, &asked.sandbox);
    let (history, job) = (sandbox.history(id), sandbox.job(id));
    if history.is_empty() && job.is_none() {
        return Err(Refusal::new(StatusCode::NOT_FOUND, format!("there was no job {id}")));
    }
    let changes: Vec<Value> = history.iter().map(call::change).collect();
    Ok(json_of(&json!({ "id": id, "job": job, "changes": changes })))
}

pub fn faults(control: &Control, asked: Asked) -> Done {
    asked.query([])?;
    Ok(json_of(&json!(control.plan().0)))
}

pub fn set_faults(control: &Control, asked: Asked) -> Done {
    asked.query([])?;
    control.set_plan(&asked.sandbox, asked.body()?)?;
    Ok(json_of(&json!(control.plan().0)))
}

pub fn remove_faults(control: &Control, asked: Asked) -> Done {
    asked.query([])?;
    control.set_plan(&asked.sandbox, FaultPlan::default())?;
    Ok(done())
}

pub fn event_faults(control: &Control, asked: Asked) -> Done {
    asked.query([])?;
    Ok(json_of(&json!(*control.event_faults())))
}

pub fn set_event_faults(control: &Control, asked: Asked) -> Done {
    asked.query([])?;
    control.set_event_faults(&asked.sandbox, asked.body()?)?;
    Ok(json_of(&json!(*control.event_faults())))
}

pub fn remove_event_faults(control: &Control, asked: Asked) -> Done {
    asked.query([])?;
    control.set_event_faults(&asked.sandbox, EventFaultSet::default())?;
    Ok(done())
}

pub fn clock(control: &Control, asked: Asked) -> Done {
    asked.query([])?;
    Ok(hands(control))
}

/// What is said about the clock; what is left out stays.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hands {
    now: Option<DateTime<Utc>>,
    advance_seconds: Option<i64>,
    stopped: Option<bool>,
}

pub fn set_clock(control: &Control, asked: Asked) -> Done {
    asked.query([])?;
    let said: Hands = asked.body()?;
    let clock = &control.clock;
    let from = said.now.unwrap_or_else(|| clock.now());
    let step = said.advance_seconds.map_or(Some(TimeDelta::zero()), TimeDelta::try_seconds);
    let to = step.and_then(|step| from.checked_add_signed(step));
    let to = to.ok_or_else(|| Refusal::bad("there is no such date"))?;
    if let Some(stop) = said.stopped {
        clock.stop(stop);
    }
    if said.now.is_some() || said.advance_seconds.is_some() {
        clock.set(to);
    }
    Ok(hands(control))
}

fn hands(control: &Control) -> Reply {
    json_of(&json!({ "now": control.clock.now(), "stopped": control.clock.is_stopped() }))
}

pub fn state(_: &Control, asked: Asked) -> Done {
    asked.query([])?;
    Ok(json_of(&asked.sandbox.export()))
}

pub fn set_state(_: &Control, asked: Asked) -> Done {
    asked.query([])?;
    let state = asked.body()?;
    asked
        .sandbox
        .restore(state)
        .map_err(|error| Refusal::bad(format!("it is no state: {error}")))?;
    Ok(done())
}

pub fn reset(control: &Control, asked: Asked) -> Done {
    asked.query([])?;
    let Some(start) = control.start.get() else {
        return Err(Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "it is about to start"));
    };
    control.clock.reset();
    control.set_plan(&asked.sandbox, start.setup.faults.clone())?;
    control.set_event_faults(&asked.sandbox, start.setup.event_faults.clone())?;
    let set = start.set(&asked.sandbox, &control.clock, || true);
    set.map_err(|failure| Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, failure.what))?;
    control.forget_calls(&asked.sandbox);
    Ok(done())
}

fn done() -> Reply {
    json_of(&json!({ "done": true }))
}
