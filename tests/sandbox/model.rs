//! Random calls by several clients, and what has to hold whatever they do.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use fastrand::Rng;
use flatfile_jobs::api::types::{Job, JobStatus};
use flatfile_jobs::api::{OPERATIONS, OperationId as Op};
use flatfile_jobs::sandbox::{AckAfterEnd, By, EndTwice, Fault, Faults, Rules, Sandbox};
use serde_json::{Value, json};

use crate::caller::{Caller, Clock, config, plan};

const CLIENTS: usize = 3;
const CALLS: usize = 120;

/// How many runs: about a second.
const SEEDS: u64 = 100;

/// A client: the jobs that it has heard of.
#[derive(Default)]
struct Worker {
    jobs: Vec<String>,
}

fn pick<'a, T>(random: &mut Rng, list: &'a [T]) -> Option<&'a T> {
    (!list.is_empty()).then(|| &list[random.usize(..list.len())])
}

fn some_body(random: &mut Rng, operation: Op, job: &str, known: &[String]) -> Option<Value> {
    let status = JobStatus::KNOWN[random.usize(..JobStatus::KNOWN.len())].clone();
    let progress = random.usize(..130) as i64 - 10;
    match operation {
        Op::CreateJob => Some(match random.usize(..5) {
            0 => config(json!({ "trigger": "immediate" })),
            1 => config(json!({ "status": status, "progress": progress })),
            2 => config(json!({ "trigger": "immediate", "predecessorIds": pick(random, known) })),
            3 => config(json!({
                "trigger": "immediate",
                "predecessorIds": pick(random, known).into_iter().collect::<Vec<_>>(),
            })),
            _ => config(json!({ "parentId": pick(random, known), "trigger": "immediate" })),
        }),
        Op::UpdateJob => Some(match random.usize(..3) {
            0 => json!({ "status": status }),
            1 => json!({ "progress": progress }),
            _ => json!({ "info": "still here" }),
        }),
        Op::AckJob => Some(json!({ "progress": progress })),
        Op::SplitJob => {
            let parts = random.usize(..5);
            Some(json!({ "parts": parts, "runInParallel": random.usize(..2) == 0 }))
        }
        Op::ReplaceJobPlan | Op::UpdateJobPlan => Some(plan(job)),
        Op::PreviewMutation => Some(json!({ "sheetId": "s", "mutateRecord": "r => r" })),
        _ => None,
    }
}

fn check(sandbox: &Sandbox, jobs: &BTreeMap<String, Job>, what: &str) {
    for (id, job) in jobs {
        let progress = job.progress_percent().unwrap();
        assert!((0.0..=100.0).contains(&progress), "{what}: {id}: progress {progress}");
        let status = job.status.as_ref().unwrap();
        assert_eq!(job.finished_at.is_some(), status.is_end(), "{what}: {id}: {status}");
        let dates = [Some(job.created_at), job.started_at, job.finished_at, Some(job.updated_at)];
        let dates: Vec<_> = dates.into_iter().flatten().collect();
        assert!(dates.is_sorted(), "{what}: {id}: {dates:?}");
        if let Some(parent) = &job.parent_id {
            let parent = jobs.get(parent.as_str()).unwrap_or_else(|| panic!("{what}: {id}"));
            assert!(!parent.is_ended() || job.is_ended(), "{what}: {id} outlives its parent");
        }
        let held = job.predecessor_ids.iter().flatten().any(|id| {
            jobs.get(id.as_str()).is_some_and(|job| job.status != Some(JobStatus::Complete))
        });
        let history = sandbox.history(id);
        let by_hand = history.iter().any(|change| change.by == By::Operation(Op::UpdateJob));
        let retried =
            history.iter().any(|change| change.from.as_ref().is_some_and(JobStatus::is_end));
        if *status == JobStatus::Waiting && !by_hand && !retried && job.parent_id.is_none() {
            let given = history[0].to == Some(JobStatus::Waiting);
            assert!(held || given, "{what}: {id} waits for nobody");
        }
        assert_eq!(history.last().unwrap().to.as_ref(), Some(status), "{what}: {id}");
        assert!(history.is_sorted_by_key(|change| change.at), "{what}: {id}: {history:?}");
        assert!(history.windows(2).all(|pair| pair[0].to == pair[1].from), "{what}: {id}");
        let mut open = true;
        for change in &history {
            if change.is_end() {
                assert!(open, "{what}: {id} ended twice: {history:?}");
                open = false;
            }
            let restarts = matches!(change.by, By::Operation(Op::RetryJob | Op::AckJob));
            let ended = change.from.as_ref().is_some_and(JobStatus::is_end);
            if restarts && ended && !change.to.as_ref().is_some_and(JobStatus::is_end) {
                open = true;
            }
        }
        assert_eq!(open, !status.is_end(), "{what}: {id}: {history:?}");
    }
}

/// All jobs by pages, each once.
async fn pages(caller: &Caller, size: usize, what: &str) -> BTreeMap<String, Job> {
    let mut jobs = BTreeMap::new();
    for number in 1.. {
        let path = format!("/jobs?pageSize={size}&pageNumber={number}");
        let (_, page) = caller.send("GET", &path, None).await;
        let data: Vec<Job> = serde_json::from_value(page["data"].clone()).unwrap();
        if data.is_empty() {
            assert_eq!(page["pagination"]["totalCount"], json!(jobs.len()), "{what}");
            break;
        }
        for job in data {
            let id = job.id.to_string();
            assert!(jobs.insert(id.clone(), job).is_none(), "{what}: {id} came twice");
        }
    }
    jobs
}

async fn run(seed: u64) {
    let what = format!("seed {seed}");
    let mut random = Rng::with_seed(seed);
    let rules = Rules::default()
        .with_end_twice([EndTwice::Refuse, EndTwice::Ignore][random.usize(..2)])
        .with_ack_after_end(
            [AckAfterEnd::Refuse, AckAfterEnd::Ignore, AckAfterEnd::Restart][random.usize(..3)],
        );
    let faults = Faults::seeded(seed)
        .on_one_of([Fault::status(503), Fault::status(500).after_effect(), Fault::body("{}")])
        .probability(0.1);
    let clock = Clock::noon();
    let caller = Caller::in_process(clock.sandbox().rules(rules).faults(faults.clone()));
    let mut workers: [Worker; CLIENTS] = Default::default();
    for _ in 0..CALLS {
        clock.pass(TimeDelta::seconds(random.usize(..40) as i64));
        let worker = &mut workers[random.usize(..CLIENTS)];
        let operation = match random.usize(..4) {
            0 => Op::CreateJob,
            _ => OPERATIONS[random.usize(..OPERATIONS.len())].id,
        };
        let job = pick(&mut random, &worker.jobs).cloned().unwrap_or_else(|| "us_jb_0".into());
        let body = some_body(&mut random, operation, &job, &worker.jobs);
        let (_, answer) = caller.call(operation, &job, body).await;
        let listed = answer["data"].as_array().into_iter().flatten();
        let ids = listed.chain([&answer["data"]]).filter_map(|job| job["id"].as_str());
        worker.jobs.extend(ids.map(ToOwned::to_owned));
    }
    caller.sandbox.set_faults(Faults::default());
    let size = 1 + random.usize(..9);
    let jobs = pages(&caller, size, &what).await;
    check(&caller.sandbox, &jobs, &what);
    let seen: BTreeSet<&String> = workers.iter().flat_map(|worker| &worker.jobs).collect();
    let there = seen.into_iter().filter(|id| caller.sandbox.job(id).is_some());
    assert!(there.into_iter().all(|id| jobs.contains_key(id)), "{what}: a list lacks a job");
    assert_eq!(jobs, pages(&caller, 1000, &what).await, "{what}");
}

/// Runs one seed from `SANDBOX_SEED`, or a fixed number of them.
#[tokio::test]
async fn every_invariant_holds() {
    match std::env::var("SANDBOX_SEED").ok().and_then(|seed| seed.parse().ok()) {
        Some(seed) => run(seed).await,
        None => {
            for seed in 0..SEEDS {
                run(seed).await;
            }
        }
    }
}
