//! Every future can be dropped at any await, and leaves nothing behind.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::api::types::{
    JobConfig, JobExecutionPlanConfigRequest, JobExecutionPlanRequest, JobType, MutateJobConfig,
};
use flatfile_jobs::sandbox::{Call, Fault, Faults, Sandbox};
use flatfile_jobs::{Client, Retries};

/// Polls a future so many times, and drops it; whether it was done.
async fn poll_times(future: impl Future, times: usize) -> bool {
    let mut future = pin!(future);
    let mut left = times;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(false);
        }
        left -= 1;
        match future.as_mut().poll(context) {
            Poll::Ready(_) => Poll::Ready(true),
            Poll::Pending if left == 0 => Poll::Ready(false),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

/// Every operation, with a fault on the way.
async fn call(client: &Client, operation: Op, id: &str) {
    let job = client.job(id);
    let config = || JobConfig::new("exportOrders", "us_wb_7PfLm2Rd", JobType::Workbook);
    match operation {
        Op::ListJobs => drop(client.jobs().page().await),
        Op::CreateJob => drop(client.jobs().create(config()).await),
        Op::GetJob => drop(job.get().await),
        Op::UpdateJob => drop(job.update(flatfile_jobs::api::types::JobUpdate::default()).await),
        Op::DeleteJob => drop(job.delete().await),
        Op::AckJob => drop(job.ack().await),
        Op::AckJobOutcome => drop(job.ack_outcome().await),
        Op::CompleteJob => drop(job.complete("x").await),
        Op::FailJob => drop(job.fail("x").await),
        Op::CancelJob => drop(job.cancel("x").await),
        Op::ExecuteJob => drop(job.execute().await),
        Op::RetryJob => drop(job.retry().await),
        Op::SplitJob => drop(job.split(2).await),
        Op::GetJobPlan => drop(job.plan().await),
        Op::ReplaceJobPlan => {
            let plan = JobExecutionPlanRequest::new([], "us_fl_1", id, [], []);
            drop(job.replace_plan(plan).await);
        }
        Op::UpdateJobPlan => {
            let plan = JobExecutionPlanConfigRequest::new("us_fl_1", id);
            drop(job.update_plan(plan).await);
        }
        Op::PreviewMutation => {
            drop(client.preview_mutation(MutateJobConfig::new("x", "us_sh_1")).await);
        }
        // One that has no verb: it is called raw, and passes the same loop.
        _ => {}
    }
}

/// Answers are late, and every other one is lost.
fn sandbox() -> Sandbox {
    let late = Fault::delay(Duration::from_millis(5));
    let faults = Faults::seeded(3).on_one_of([late.clone(), Fault::status(503), late]);
    Sandbox::builder().faults(faults).in_process()
}

#[tokio::test(start_paused = true)]
async fn at_any_await_without_budget_or_lock() {
    let operations = flatfile_jobs::api::OPERATIONS.iter().map(|operation| operation.id);
    for operation in operations {
        let ends = operation.operation().settles_to.is_some();
        for times in 0..1000 {
            let sandbox = sandbox();
            let at_once = Retries::default().with_delays(Duration::ZERO, Duration::ZERO);
            let client = sandbox.client_builder().retries(at_once.with_attempts(1000));
            let client = client.seed(1).build().unwrap();
            let id = sandbox.add_executing_job("exportOrders");
            let done = poll_times(call(&client, operation, &id), times).await;
            // The same client goes on, and of the budget is gone what was sent
            // again, and nothing else.
            let sent = sandbox.calls().len();
            let reads = |call: &&Call| ends && call.operation == Some(Op::GetJob);
            let reads = sandbox.calls().iter().filter(reads).count();
            let spent = (sent - reads).saturating_sub(1);
            sandbox.set_faults(Faults::seeded(1).on(Op::GetJob, Fault::status(429)));
            let error = client.job(&id).get().await.unwrap_err();
            assert!(error.is_retry_budget_spent());
            let left = error.attempts().len() - 1;
            assert_eq!(left, 200 - spent, "{operation:?} dropped after {times} polls");
            if done {
                break;
            }
            assert!(times < 999, "{operation:?} does not end");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_is_dropped_is_not_paid_for() {
    let faults = Faults::seeded(1).on(Op::GetJob, Fault::status(429));
    let sandbox = Sandbox::builder().faults(faults).in_process();
    let client = sandbox.client().unwrap();
    let id = sandbox.add_executing_job("exportOrders");
    let long = Duration::from_secs(3600);
    let patient = Retries::default().with_delays(long, long).with_deadline(long * 1000);
    for _ in 0..300 {
        let call = client.job(&id).with_retries(patient.clone());
        let wait = tokio::time::timeout(Duration::from_nanos(1), call.get()).await;
        assert!(wait.is_err(), "it waits for its first retry");
    }
    let at_once = Retries::default().with_delays(Duration::ZERO, Duration::ZERO);
    let call = client.job(&id).with_retries(at_once.with_attempts(150));
    assert_eq!(call.get().await.unwrap_err().attempts().len(), 150);
}

#[tokio::test(start_paused = true)]
async fn a_dropped_end_does_not_hold_an_ack_back() {
    let faults = Faults::seeded(1)
        .on(Op::CompleteJob, Fault::lose_request())
        .on(Op::AckJob, Fault::status(503))
        .nth(1);
    let sandbox = Sandbox::builder().faults(faults).in_process();
    let client = sandbox.client().unwrap();
    let id = sandbox.add_executing_job("exportOrders");
    let end = tokio::time::timeout(Duration::from_secs(1), client.job(&id).complete("x")).await;
    assert!(end.is_err());
    client.job(&id).ack().await.unwrap();
    let acks = sandbox.calls().iter().filter(|call| call.operation == Some(Op::AckJob)).count();
    assert_eq!(acks, 2, "a new call is a new wish");
}
