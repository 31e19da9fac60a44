//! Ending a job as failed.

use super::{JobHandle, Settled};
use crate::api::OperationId;
use crate::error::Error;
use crate::outcome::Outcome;

impl JobHandle {
    /// Ends the job as failed (`failJob` in the contract).
    ///
    /// A `&str` is enough: it is shown as a dialog to confirm, and is the
    /// job's info too. An [`Outcome`] says more:
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
    /// # let client = sandbox.client()?;
    /// # let (id, other) = (sandbox.add_executing_job("exportOrders"), sandbox.add_executing_job("exportOrders"));
    /// use flatfile_jobs::{Next, Outcome};
    ///
    /// client.job(&id).fail("the warehouse did not answer").await?;
    ///
    /// let outcome = Outcome::new().message("The warehouse refused order 351")
    ///     .heading("Export stopped")
    ///     .next(Next::url("https://status.example.test/351").label("What happened"));
    /// let settled = client.job(&other).fail(outcome).await?;
    /// println!("failed at {:?}", settled.job.finished_at);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// What an outcome leaves open is filled in: `acknowledge` is true, and
    /// `info` is the message. The raw [`JobCompleteDetails`] goes as it is.
    ///
    /// A success that is recognisably about this job means that it was failed,
    /// whatever status the job in it shows. What is ambiguous is
    /// [settled](JobHandle#settling-an-end).
    ///
    /// # Errors
    ///
    /// - [`is_already_finished`](Error::is_already_finished): a read found
    ///   another end.
    /// - [`is_another_run`](Error::is_another_run): the job was run again since
    ///   the call began; nothing was sent into that run.
    /// - [`is_in_doubt`](Error::is_in_doubt): the bounds ran out before it was
    ///   settled.
    /// - [`known_end`](Error::known_end): the job has ended, but the response
    ///   cannot be read.
    /// - Any other error: the job was not ended by this call.
    ///
    /// [`JobCompleteDetails`]: crate::api::types::JobCompleteDetails
    #[doc(alias = "error")]
    pub async fn fail(&self, outcome: impl Into<Outcome>) -> Result<Settled, Error> {
        let details = outcome.into().for_failure();
        let (api, id) = self.begin(OperationId::FailJob)?;
        let kept = self.keep(OperationId::FailJob, &details).await?;
        let sent = api.fail_job().job_id(id).body(details).send().await;
        self.over(kept, sent.map(Settled::of)).await
    }
}
