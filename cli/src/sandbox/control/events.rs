//! What happens in the sandbox, as server-sent events: for the page.
//!
//! It looks a few times a second. That is what makes time pass too: a job that is
//! due to fail fails when the sandbox is asked.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use bytes::Bytes;
use flatfile_jobs::api::types::Job;
use flatfile_jobs::sandbox::{BesideBody, Sandbox};
use futures_util::{Stream, stream};
use serde_json::{Value, json};
use tokio::sync::watch;

use super::asked::Asked;
use super::call;
use super::reply::{Refusal, Reply, with_type};
use super::serve::{Control, Events};

/// How often it looks: people do not see the difference to at once.
const BETWEEN: Duration = Duration::from_millis(200);

/// How long it may say nothing, in looks: a client that is gone is found out.
const QUIET: u32 = 75;

/// How many jobs and calls are shown: more than anybody reads.
const JOBS: usize = 200;
const CALLS: usize = 100;

pub fn events(control: &Control, asked: Asked) -> Result<Reply, Refusal> {
    asked.query([])?;
    let told = Told {
        sandbox: asked.sandbox,
        events: control.events(),
        jobs: HashMap::new(),
        order: Vec::new(),
        calls: None,
        forgotten: 0,
        plan: None,
        clock: None,
        quiet: 0,
    };
    Ok(with_type("text/event-stream", BesideBody::pieces(pieces(told))))
}

/// What a client was told so far.
struct Told {
    sandbox: Sandbox,
    events: Events,
    /// The last that was told of each job, in short.
    jobs: HashMap<String, u64>,
    order: Vec<String>,
    calls: Option<u64>,
    forgotten: u64,
    plan: Option<u64>,
    clock: Option<bool>,
    quiet: u32,
}

fn pieces(told: Told) -> impl Stream<Item = Bytes> + Send {
    stream::unfold((told, true), async |(mut told, first)| {
        let mut wait = !first;
        loop {
            if wait && closes(&mut told.events.closing).await {
                return None;
            }
            wait = true;
            let news = told.news();
            told.quiet = if news.is_empty() { told.quiet + 1 } else { 0 };
            if !news.is_empty() {
                return Some((Bytes::from(news), (told, false)));
            }
            if told.quiet >= QUIET {
                told.quiet = 0;
                return Some((Bytes::from_static(b":\n\n"), (told, false)));
            }
        }
    })
}

/// Waits until it is time to look again, and says whether it is over.
async fn closes(closing: &mut watch::Receiver<bool>) -> bool {
    tokio::select! {
        over = closing.wait_for(|closing| *closing) => { drop(over); true }
        () = tokio::time::sleep(BETWEEN) => false,
    }
}

impl Told {
    /// What is new, as the text of events.
    fn news(&mut self) -> String {
        let mut text = String::new();
        // A clock that was moved comes first: what follows is shown by it.
        let (now, stopped) = (self.events.clock.now(), self.events.clock.is_stopped());
        let (plan, number) = self.events.plan();
        let jobs = self.new_jobs();
        let calls = self.new_calls();
        let new_plan = self.plan.replace(number) != Some(number);
        let new_clock = self.clock.replace(stopped) != Some(stopped);
        if jobs.is_some() || calls.is_some() || new_plan || new_clock {
            event(&mut text, "clock", &json!({ "now": now, "stopped": stopped }));
        }
        if let Some(jobs) = jobs {
            event(&mut text, "jobs", &jobs);
        }
        if let Some(calls) = calls {
            event(&mut text, "calls", &calls);
        }
        if new_plan {
            event(&mut text, "faults", &json!(plan));
        }
        text
    }

    fn new_jobs(&mut self) -> Option<Value> {
        let first = self.calls.is_none();
        let (jobs, total) = self.sandbox.newest_jobs(JOBS);
        let mut told = HashMap::with_capacity(jobs.len());
        let mut changed = Vec::new();
        let mut order = Vec::with_capacity(jobs.len());
        for job in jobs {
            let (id, mark) = (job.id.to_string(), mark(&job));
            if self.jobs.get(&id) != Some(&mark) {
                changed.push(job);
            }
            told.insert(id.clone(), mark);
            order.push(id);
        }
        self.jobs = told;
        if changed.is_empty() && order == self.order && !first {
            return None;
        }
        self.order.clone_from(&order);
        Some(json!({ "order": order, "changed": changed, "total": total }))
    }

    fn new_calls(&mut self) -> Option<Value> {
        let from = self.calls.unwrap_or_default();
        let (calls, next) = self.sandbox.calls_from(from);
        let first = self.calls.replace(next).is_none();
        let forgotten = self.events.forgotten();
        let anew = std::mem::replace(&mut self.forgotten, forgotten) != forgotten || first;
        if calls.is_empty() && !anew {
            return None;
        }
        let last = calls.iter().skip(calls.len().saturating_sub(CALLS));
        let shown: Vec<Value> = last.map(|(number, it)| call::call(*number, it)).collect();
        Some(json!({ "calls": shown, "total": next, "anew": anew }))
    }
}

/// What tells two sights of a job apart.
fn mark(job: &Job) -> u64 {
    let mut hasher = DefaultHasher::new();
    serde_json::to_string(job).unwrap_or_default().hash(&mut hasher);
    hasher.finish()
}

fn event(text: &mut String, name: &str, data: &Value) {
    // JSON has no line ends of its own.
    text.push_str(&format!("event: {name}\ndata: {data}\n\n"));
}
