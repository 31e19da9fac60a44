//! What somebody else does, without trying again.

use std::sync::Arc;
use std::time::Duration;

use flatfile_jobs::Retries;
use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::api::types::{JobStatus, JobUpdate};

use super::line::{Line, Shares, Wire};

#[derive(Clone, Copy, Debug)]
pub enum Act {
    Operation(Op),
    Set(&'static str),
    /// From now on, whatever ends is run again: how often it is looked.
    RunAgain(Duration),
}

impl Act {
    pub async fn run(self, after: Duration, wire: Arc<Wire>) {
        let line = Line::to(&wire, 0, Shares::default());
        let client = wire.sandbox.client_builder().transport(line).retries(Retries::none());
        let client = client.end_retries(Retries::none()).build().unwrap();
        let job = client.job(&wire.job);
        tokio::time::sleep(after).await;
        match self {
            Self::Operation(Op::RetryJob) => drop(job.retry().await),
            Self::Operation(Op::AckJob) => drop(job.ack().await),
            Self::Operation(Op::DeleteJob) => drop(job.delete().await),
            Self::Operation(Op::CompleteJob) => drop(job.complete("theirs").await),
            Self::Operation(Op::FailJob) => drop(job.fail("theirs").await),
            Self::Operation(_) => drop(job.cancel("theirs").await),
            Self::Set(status) => {
                drop(job.update(JobUpdate::default().with_status(status)).await);
            }
            Self::RunAgain(period) => {
                for _ in 0..200 {
                    tokio::time::sleep(period).await;
                    match wire.sandbox.job(&wire.job).and_then(|job| job.status) {
                        Some(JobStatus::Failed) => drop(job.retry().await),
                        Some(JobStatus::Executing | JobStatus::Ready) | None => {}
                        Some(_) => drop(job.ack().await),
                    }
                }
            }
        }
    }
}
