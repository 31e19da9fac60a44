//! Lives of jobs by this crate's own client, by its public face only.

use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use fastrand::Rng;
use flatfile_jobs::api::types::{
    Job, JobAckDetails, JobConfig, JobExecutionPlanConfigRequest, JobExecutionPlanRequest,
    JobStatus, JobType, JobUpdate, MutateJobConfig, SortDirection, Trigger,
};
use flatfile_jobs::{Client, Error, JobHandle};
use serde_json::json;

use super::belief::Belief;

/// How long one attempt may take; some calls are never answered.
const LIMIT: Duration = Duration::from_secs(1);

/// How often a row tries to end a job before it gives up.
const ATTEMPTS: usize = 8;

/// One row of lives, until the time is over or nobody listens.
pub async fn row(client: Client, seed: u64, until: Instant, tell: Sender<Result<Belief, String>>) {
    let mut chance = Rng::with_seed(seed);
    while Instant::now() < until {
        if let Some(belief) = life(&client, &mut chance).await
            && tell.send(Ok(belief)).is_err()
        {
            return;
        }
    }
}

/// Somebody who cancels what others are at, now and then.
pub async fn operator(client: Client, until: Instant) {
    let mut chance = Rng::with_seed(1);
    while Instant::now() < until {
        let executing = client.jobs().with_timeout(LIMIT).status(JobStatus::Executing);
        if let Ok(page) = executing.sort(SortDirection::Desc).page().await
            && let Some(job) = chance.choice(page.jobs)
        {
            let _ = handle(&client, job.id.as_str()).cancel("the operator wants it").await;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

fn handle(client: &Client, id: &str) -> JobHandle {
    client.job(id).with_timeout(LIMIT)
}

async fn life(client: &Client, chance: &mut Rng) -> Option<Belief> {
    let config = JobConfig::new("soak", "us_wb_1", JobType::Workbook);
    let (config, manual) = match chance.u8(..10) {
        0..2 => (config.with_status(JobStatus::Planning), false),
        2..6 => (config.with_trigger(Trigger::Manual), true),
        _ => (config.with_trigger(Trigger::Immediate), false),
    };
    let planned = config.status.is_some();
    let id = client.jobs().with_timeout(LIMIT).create(config).await.ok()?.id.to_string();
    let job = handle(client, &id);
    if planned {
        plan(&job).await;
    }
    if manual {
        let _ = job.execute().await;
    }
    for progress in [0, 40, 99] {
        let _ = job.ack_with(JobAckDetails::default().with_progress(progress)).await;
    }
    let _ = job.update(JobUpdate::default().with_metadata(json!({ "soak": true }))).await;
    if chance.u8(..10) == 0 {
        let mutation = MutateJobConfig::new("(record) => record", "us_sh_1");
        let _ = client.preview_mutation(mutation).await;
    }
    if chance.u8(..10) == 0 {
        let _ = client.events().with_timeout(LIMIT).page_size(5).page().await;
    }
    let end = match chance.u8(..10) {
        0..6 => JobStatus::Complete,
        6..9 => JobStatus::Failed,
        _ => JobStatus::Canceled,
    };
    if chance.u8(..20) < 3 {
        parts(client, &job, chance, end != JobStatus::Complete).await;
    }
    let mut believes = settle(&job, &end).await;
    let _ = job.ack_outcome().await;
    if believes == Some(JobStatus::Failed) && chance.bool() {
        believes = again(&job).await;
    }
    if chance.u8(..10) == 0 {
        return Some(match job.delete().await {
            Ok(()) => Belief::gone(id),
            Err(_) => Belief::unknown(id),
        });
    }
    Some(Belief::of(id, believes))
}

/// Ends a job, and says what it believes of it.
async fn settle(job: &JobHandle, end: &JobStatus) -> Option<JobStatus> {
    for _ in 0..ATTEMPTS {
        let done = match end {
            JobStatus::Complete => job.complete("done").await,
            JobStatus::Failed => job.fail("no").await,
            _ => job.cancel("withdrawn").await,
        };
        if done.is_ok() {
            return Some(end.clone());
        }
        match read(job).await.as_ref().and_then(|job| job.status.clone()) {
            Some(status) if status.is_end() => return Some(status),
            Some(JobStatus::Ready) => drop(job.ack().await),
            _ => {}
        }
    }
    None
}

/// Runs a failed job again, and completes it. A retry that was given up may
/// still be on its way, and start the job later.
async fn again(job: &JobHandle) -> Option<JobStatus> {
    job.retry().await.ok()?;
    let _ = job.ack().await;
    settle(job, &JobStatus::Complete).await
}

async fn read(job: &JobHandle) -> Option<Job> {
    for _ in 0..ATTEMPTS {
        match job.get().await {
            Ok(job) => return Some(job),
            Err(error) if error.is_not_found() => return None,
            Err(_) => {}
        }
    }
    None
}

async fn plan(job: &JobHandle) {
    let whole = JobExecutionPlanRequest::new([], "us_fl_1", job.id(), [], []);
    let _ = job.replace_plan(whole).await;
    let _ = job.plan().await;
    let _ = job.update_plan(JobExecutionPlanConfigRequest::new("us_fl_1", job.id())).await;
}

/// Splits a job; the parts are worked on, or left for its end to take along.
async fn parts(client: &Client, job: &JobHandle, chance: &mut Rng, leave: bool) {
    let _ = job.split(chance.u32(2..4)).await;
    if leave {
        return;
    }
    for _ in 0..6 {
        let parts: Result<_, Error> = client
            .jobs()
            .with_timeout(LIMIT)
            .parent(job.id())
            .sort(SortDirection::Asc)
            .page()
            .await;
        let Ok(parts) = parts else { continue };
        let open: Vec<_> = parts.jobs.iter().filter(|part| !part.is_ended()).collect();
        if open.is_empty() {
            return;
        }
        for part in open {
            let part = handle(client, part.id.as_str());
            let _ = part.ack().await;
            settle(&part, &JobStatus::Complete).await;
        }
    }
}
