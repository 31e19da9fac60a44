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
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
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
    /// # Ok::<(), flatfile_jobs::Error>(())
    /// # })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// What an outcome leaves open is filled in: `acknowledge` is true, and
    /// `info` is the message. The raw [`JobCompleteDetails`] goes as it is.
    ///
    /// Any 2xx response that is about the job means that it was failed,
    /// whatever status the job in it shows. After any other that leaves it open
    /// whether it was (a time-out, a lost connection, a 5xx), the job is read:
    /// in the wanted status it is settled [by reading](crate::SettledBy::Read),
    /// and an open one of the same run is sent the same end again, within the
    /// bounds of [`Retries::ends`](crate::Retries::ends).
    /// [`Retries`](crate::Retries) has what each read means.
    ///
    /// # Errors
    ///
    /// - [`is_already_finished`](Error::is_already_finished): the reading
    ///   found another end.
    /// - [`is_another_run`](Error::is_another_run): the job was run again since
    ///   the call began; nothing was sent into that run.
    /// - [`is_in_doubt`](Error::is_in_doubt): the bounds ran out before it was
    ///   settled. It is the only error after which the job may have ended by
    ///   this call.
    /// - Whatever else [`Error`] can be: the job was not ended by this call.
    ///
    /// # Cancel safety
    ///
    /// After the future was dropped the job may have ended or not. Get it to
    /// know.
    ///
    /// [`JobCompleteDetails`]: crate::api::types::JobCompleteDetails
    pub async fn fail(&self, outcome: impl Into<Outcome>) -> Result<Settled, Error> {
        let details = outcome.into().for_failure();
        let (api, id) = self.begin(OperationId::FailJob)?;
        Ok(Settled::of(api.fail_job().job_id(id).body(details).send().await?))
    }
}
