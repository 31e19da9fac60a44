//! A schedule, carried out, and all that is known of it.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::Poll;
use std::time::Duration;

use chrono::TimeDelta;
use fastrand::Rng;
use flatfile_jobs::api::types::{JobConfig, JobStatus, JobType, Trigger};
use flatfile_jobs::sandbox::{Change, Sandbox};
use flatfile_jobs::{Client, JobHandle, Retries, RunError, RunReport, Settled};
use serde_json::Value;

use super::clock::{Clock, Pace, Simulated};
use super::handler::{Finale, Handled, Script};
use super::line::{CALLER, LATE, Line, MOST, Sent, Wire};
use super::plan::{Plan, When};
use super::watched::{Seen, Watched};

/// What came of a schedule.
#[derive(Debug)]
pub struct Story {
    pub plan: Plan,
    pub told: Told,
    pub handled: Handled,
    /// How many events of the schedule came before it was over.
    pub over: usize,
    pub record: Vec<Sent>,
    /// Of each of the run's own requests: its number in the record, its body,
    /// and how many others of its own were under way.
    pub sent: Vec<(usize, Option<Value>, usize)>,
    pub history: Vec<Change>,
    pub status: Option<JobStatus>,
}

/// What the caller was told.
#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "a schedule has one")]
pub enum Told {
    Dropped,
    Run(Result<RunReport, RunError>),
    /// By hand: begun and ended.
    Hand(Result<Settled, RunError>),
}

/// Who the run is, on the line.
pub const RUNNER: usize = 0;

/// No run takes longer than a day and a bit.
const FOR_EVER: Duration = Duration::from_secs(3 * 24 * 60 * 60);

pub async fn run(plan: Plan) -> Story {
    let clock = Clock::new(TimeDelta::milliseconds(plan.skew));
    let sandbox = Sandbox::builder()
        .clock(move || clock.server_date())
        .rules(plan.rules.clone())
        .faults(plan.faults.clone())
        .in_process();
    let job = match plan.taken {
        true => sandbox.add_executing_job("exportOrders"),
        false => {
            let config = JobConfig::new("exportOrders", "us_wb_1", JobType::Workbook);
            sandbox.add(config.with_trigger(Trigger::Immediate))
        }
    };
    let mut rng = Rng::with_seed(plan.seed ^ 7);
    tokio::time::sleep(Duration::from_millis(rng.choice([1, 1, 200, 60_000]).unwrap())).await;
    let wire = Arc::new(Wire {
        sandbox,
        job,
        clock,
        record: Mutex::default(),
        marks: Mutex::default(),
        beats: Arc::default(),
        dates: plan.dates,
        quiet: Arc::default(),
    });
    let seen = Arc::new(Seen::default());
    let handle =
        client(&plan, &wire, &seen).with_header(CALLER, &RUNNER.to_string()).job(wire.job.as_str());
    let mut others: Vec<_> = plan
        .acts
        .iter()
        .map(|(after, act)| tokio::spawn(act.run(*after, Arc::clone(&wire))))
        .collect();
    if plan.pace == Pace::Instant {
        // Nothing rests beside such a timer: time has to be told to go on.
        others.push(tokio::spawn(async {
            loop {
                tokio::time::advance(Duration::from_millis(5)).await;
            }
        }));
    }
    let handled = Arc::new(Mutex::new(Handled::default()));
    let whole = told(&plan, handle, &wire, Arc::clone(&handled));
    let told = match plan.dropped {
        None => tokio::time::timeout(FOR_EVER, whole).await.expect("it never came to an end"),
        Some(when) => until(whole, when).await.unwrap_or(Told::Dropped),
    };
    let over = wire.mark();
    others.iter().for_each(|other| other.abort());
    // What is still on its way arrives, and nothing else is sent.
    tokio::time::sleep(LATE).await;
    let record = wire.record.lock().unwrap().clone();
    let sent = seen.sent.lock().unwrap().clone();
    let history = wire.sandbox.history(&wire.job);
    let status = wire.sandbox.job(&wire.job).and_then(|job| job.status);
    let handled = *handled.lock().unwrap();
    Story { plan, told, handled, over, record, sent, history, status }
}

async fn told(
    plan: &Plan,
    handle: JobHandle,
    wire: &Arc<Wire>,
    handled: Arc<Mutex<Handled>>,
) -> Told {
    if plan.by_hand {
        return Told::Hand(by_hand(plan, handle, wire, handled).await);
    }
    let (script, wire) = (plan.script.clone(), Arc::clone(wire));
    let run = handle
        .run(move |run| script.play(run, wire, handled))
        .take_over(plan.taken)
        .on_shutdown(plan.on_shutdown.clone())
        .grace(plan.grace)
        .progress_every(plan.progress_every)
        .look_every(plan.look_every);
    let result = match plan.shutdown {
        Some(when) => run.shutdown(until(std::future::pending::<()>(), when)).await,
        None => run.await,
    };
    Told::Run(result)
}

async fn by_hand(
    plan: &Plan,
    handle: JobHandle,
    wire: &Wire,
    handled: Arc<Mutex<Handled>>,
) -> Result<Settled, RunError> {
    use super::handler::Step;

    let running = handle.start().take_over(plan.taken).await?;
    let Script { steps, finale, .. } = &plan.script;
    handled.lock().unwrap().began = Some(wire.mark());
    for step in steps {
        match *step {
            Step::Sleep(wait) => tokio::time::sleep(wait).await,
            Step::Progress(percent) => drop(running.progress(percent, "so far").await),
            Step::Wait(_) => drop(running.look().await),
            Step::Yield | Step::Of(..) | Step::Info => tokio::task::yield_now().await,
        }
    }
    handled.lock().unwrap().finale = Some(*finale);
    match finale {
        Finale::Done => running.complete("done").await,
        _ => running.fail("it broke").await,
    }
}

fn client(plan: &Plan, wire: &Arc<Wire>, seen: &Arc<Seen>) -> Client {
    let retries = Retries::ends()
        .with_attempts(plan.attempts)
        .with_deadline(plan.deadline)
        .with_delays(Duration::from_millis(300), Duration::from_secs(5));
    let line = Line::to(wire, plan.seed.rotate_left(32), plan.shares);
    wire.sandbox
        .client_builder()
        .transport(Watched { line, wire: Arc::clone(wire), seen: Arc::clone(seen) })
        .timer(Simulated::new(wire.clock, plan.pace))
        .timeout(plan.timeout)
        .max_response_bytes(MOST)
        .seed(!plan.seed)
        .end_retries(retries.clone())
        .retries(retries)
        .build()
        .unwrap()
}

/// Goes on until something happens; none then.
async fn until<F: Future>(future: F, when: When) -> Option<F::Output> {
    match when {
        When::After(wait) => tokio::time::timeout(wait, future).await.ok(),
        When::Poll(most) => {
            let mut future = Box::pin(future);
            let mut polls = 0;
            std::future::poll_fn(move |context| {
                if polls >= most {
                    return Poll::Ready(None);
                }
                polls += 1;
                Pin::new(&mut future).poll(context).map(Some)
            })
            .await
        }
    }
}
