//! Saying how far a job is.

use std::fmt::Display;
use std::ops::RangeInclusive;

use super::JobHandle;
use crate::api::OperationId;
use crate::api::types::{Job, JobAckDetails, Progress};
use crate::error::Error;

/// What the contract takes for progress.
const PERCENT: RangeInclusive<i64> = 0..=100;

impl JobHandle {
    /// Says how far the job is, in whole percent, and what is done of it.
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// # let id = sandbox.add_executing_job("exportOrders");
    /// # let (written, orders) = (350_usize, 1000_usize);
    /// let job = client.job(&id);
    /// job.progress(10, "the orders are read").await?;
    /// job.progress(100 * written / orders, format!("{written} of {orders} orders written")).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// Details instead of a text say when it will be done, which the interface
    /// counts down to:
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// # let id = sandbox.add_executing_job("exportOrders");
    /// use flatfile_jobs::api::types::JobAckDetails;
    ///
    /// let eta = chrono::Utc::now() + chrono::TimeDelta::minutes(2);
    /// let half = JobAckDetails::from("half of it").with_estimated_completion_at(eta);
    /// client.job(&id).progress(50, half).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// The number may be of any of Rust's integer types. It is sent at once, each
    /// time, lower than before or not; what a handler says by
    /// [`Run::progress`](crate::Run::progress) is held to 0 to 100 and sent now and
    /// then.
    ///
    /// It is an [acknowledgement](Self::ack_with) (`ackJob` in the contract):
    /// Flatfile has no other way to report progress. `JobAckDetails::default()`
    /// sends the number alone; a progress in the details gives way to it.
    ///
    /// # Errors
    ///
    /// - [`is_invalid_input`](Error::is_invalid_input): the number is not from
    ///   0 to 100; the message names it, and nothing was sent.
    /// - [`is_overtaken`](Error::is_overtaken): the job is being ended, by this
    ///   client or a clone; nothing was sent that might reopen it.
    ///
    /// A report that is lost does no harm: the next one says more.
    pub async fn progress(
        &self,
        percent: impl TryInto<i64> + Display,
        details: impl Into<JobAckDetails>,
    ) -> Result<Job, Error> {
        // Taken first: a number that does not fit is gone, and has to be named.
        let said = percent.to_string();
        let Ok(percent) = percent.try_into() else {
            return Err(refused(&said, OperationId::AckJob, Some(self.id())));
        };
        self.ack_with(details.into().with_progress(percent)).await
    }
}

/// Refuses a progress that the contract does not take, before it is sent.
pub(crate) fn check(
    progress: Option<&Progress>,
    operation: OperationId,
    job: Option<&str>,
) -> Result<(), Error> {
    match progress {
        Some(Progress(percent)) if !PERCENT.contains(percent) => {
            Err(refused(percent, operation, job))
        }
        _ => Ok(()),
    }
}

fn refused(percent: impl Display, operation: OperationId, job: Option<&str>) -> Error {
    let (least, most) = PERCENT.into_inner();
    let reason = format!("the progress is {percent}, and must be from {least} to {most}");
    Error::invalid_input(reason).about(operation.operation(), job)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bounds_are_those_of_the_contract() {
        let contract: serde_json::Value =
            serde_json::from_str(crate::contract::OPENAPI_JSON).unwrap();
        let schema = &contract["components"]["schemas"]["Progress"];
        assert_eq!(schema["type"], "integer");
        assert_eq!(schema["minimum"], *PERCENT.start());
        assert_eq!(schema["maximum"], *PERCENT.end());
        assert!(schema.get("exclusiveMinimum").is_none());
        assert!(schema.get("exclusiveMaximum").is_none());
    }
}
