//! Kept ends, taken up again.

use std::vec;

use super::JobHandle;
use crate::api::types::{Job, JobCancelDetails, JobCompleteDetails, JobResponse, JobStatus};
use crate::api::{OPERATIONS, Operation, OperationId, glance};
use crate::call::{Response, SettledBy};
use crate::client::Client;
use crate::error::{Error, Unsent};
use crate::outbox::{Delivery, Entry, Fate, KeptEnd, Report, StoreError};
use crate::retry::RunSeen;
use crate::retry::found::ReadSeen;
use crate::retry::retry_after::date;
use crate::retry::run::{Called, Identity, Skew};

impl Client {
    /// Takes up the ends that are left in the [outbox](crate::outbox): those of
    /// this client's base URL and environment that no call of this process is
    /// about.
    ///
    /// One after the other, each job is read first. An end that is there is
    /// settled; an open job in the run that the end is meant for is sent it,
    /// with the bounds of this client. What drops it: another end, another run,
    /// no such job, or that the API itself refuses the end (4xx in the contract's
    /// own shape, but for 401, 403, 407, 408 and 429). Whatever cannot be told now
    /// stays: a refused read, the page of a proxy, dates that do not tell the run.
    ///
    /// Without an outbox there is nothing to do.
    ///
    /// # Errors
    ///
    /// When the outbox itself cannot be read.
    ///
    /// # Cancel safety
    ///
    /// Dropped, it leaves what is not settled in the outbox.
    pub async fn settle_outbox(&self) -> Result<Report, Error> {
        let mut left = self.take_up_outbox().await?;
        let mut report = Report { deliveries: Vec::new(), unreadable: left.take_unreadable() };
        while let Some(delivery) = left.next().await {
            report.deliveries.push(delivery);
        }
        Ok(report)
    }

    /// Takes up what is left, for it to be delivered.
    ///
    /// # Errors
    ///
    /// When the outbox itself cannot be read.
    pub(crate) async fn take_up_outbox(&self) -> Result<Left, Error> {
        let client = self.clone();
        let Some(outbox) = self.outbox() else {
            return Ok(Left { client, taken: Vec::new().into_iter(), unreadable: Vec::new() });
        };
        let base_url = self.shared().base_url.as_str().to_owned();
        let environment_id = self.shared().environment_id.clone();
        let own =
            move |end: &KeptEnd| end.base_url == base_url && end.environment_id == environment_id;
        let (taken, unreadable) = outbox.take_up(own).await.map_err(Error::outbox_unread)?;
        Ok(Left { client, taken: taken.into_iter(), unreadable })
    }
}

/// Kept ends that were taken up. Dropped, it leaves in the outbox what was not
/// delivered.
pub(crate) struct Left {
    client: Client,
    taken: vec::IntoIter<(Entry, KeptEnd)>,
    unreadable: Vec<StoreError>,
}

impl Left {
    /// The jobs of those that are left, one for each end.
    #[cfg(feature = "worker")]
    pub(crate) fn jobs(&self) -> impl Iterator<Item = &str> {
        self.taken.as_slice().iter().map(|(_, end)| end.job())
    }

    /// Why entries of the store are no ends.
    pub(crate) fn take_unreadable(&mut self) -> Vec<StoreError> {
        std::mem::take(&mut self.unreadable)
    }

    /// Delivers the oldest.
    pub(crate) async fn next(&mut self) -> Option<Delivery> {
        let (entry, end) = self.taken.next()?;
        let fate = self.client.job(&end.job).deliver(entry, &end).await;
        Some(Delivery { end, fate })
    }
}

/// What the read of a kept end's job has shown.
enum Looked {
    /// It is in that end.
    Ended,
    /// It is open, in the run that the end is meant for.
    Open(Box<Job>),
}

impl JobHandle {
    async fn deliver(&self, entry: Entry, end: &KeptEnd) -> Fate {
        let mut settled = self.settle_kept(end).await;
        // No setting of this client makes the end of another call impossible.
        self.close(Some(entry), &mut settled, Error::is_final_for_an_end).await;
        match settled {
            Ok(by) => Fate::Settled(by),
            Err(error) if error.is_kept() => Fate::Left(error),
            Err(error) => Fate::Dropped(error),
        }
    }

    async fn settle_kept(&self, end: &KeptEnd) -> Result<SettledBy, Error> {
        let known = |it: &&Operation| it.settles_to.is_some() && it.name == end.operation;
        let Some(operation) = OPERATIONS.iter().find(known) else {
            return Err(self.not_sent(OperationId::GetJob.operation(), end));
        };
        match self.look_for(operation, end).await? {
            Looked::Ended => Ok(SettledBy::Read),
            Looked::Open(job) => self.clone().with_run(&job).send_kept(operation, end).await,
        }
    }

    /// Reads the job of a kept end.
    async fn look_for(
        &self,
        operation: &'static Operation,
        end: &KeptEnd,
    ) -> Result<Looked, Error> {
        let about = |error: Error| Err(error.about(operation, Some(&self.id)));
        let timer = &self.client.shared().timer;
        let asked = timer.date();
        let (api, id) = self.begin(OperationId::GetJob)?;
        let read = api.get_job().job_id(id).send().await;
        let skew = read.as_ref().ok().and_then(|read| date(read.headers()));
        let skew = skew.map(|date| Skew::of(date, asked, timer.date()));
        let (status, job) = match read.map(Response::<JobResponse>::into_inner) {
            Ok(JobResponse { data, .. }) if data.id == *self.id => {
                (data.status.clone(), Some(data))
            }
            Ok(_) => return about(Error::in_doubt_of("the response is about another job")),
            Err(error) => (Some(self.status_in(&error).ok_or(error)?), None),
        };
        let Some(status) = status else { return about(Error::in_doubt_of("it has no status")) };
        match (status.canonical(), job) {
            (end, _) if Some(&end) == operation.settles_to.as_ref() => Ok(Looked::Ended),
            (end, _) if end.is_end() => about(Error::in_other_end(status)),
            (known, Some(job)) if known.is_known() => {
                let called = Called { at: end.called.into(), skew };
                match RunSeen::from(&job).identity(end.run.as_ref(), called) {
                    Identity::Same => Ok(Looked::Open(Box::new(job))),
                    Identity::Another(evidence) => {
                        about(Error::in_another_run(status, evidence, Unsent::Kept))
                    }
                    // The dates of a later read may tell.
                    Identity::Unsure => {
                        about(Error::in_doubt_of(ReadSeen::PerhapsAnotherRun(status)))
                    }
                }
            }
            _ => about(Error::in_doubt_of(format!(
                "its status is `{}`, and the rest of it cannot be read",
                status.as_str().escape_debug()
            ))),
        }
    }

    /// This version cannot send such an end; another one may.
    fn not_sent(&self, operation: &'static Operation, end: &KeptEnd) -> Error {
        let what = format!("this version knows no end `{}`", end.operation.escape_debug());
        Error::in_doubt_of(what).about(operation, Some(&self.id))
    }

    /// The status of this job in a body that could not be read as a whole.
    fn status_in(&self, error: &Error) -> Option<JobStatus> {
        let glance = glance(error.body()).filter(|_| error.is_contract_mismatch())?;
        glance.status.filter(|_| *glance.id == *self.id)
    }

    async fn send_kept(
        &self,
        operation: &'static Operation,
        end: &KeptEnd,
    ) -> Result<SettledBy, Error> {
        let (api, id) = self.begin(operation.id)?;
        let unread = |error: serde_json::Error| {
            Error::invalid_input(format!("the kept end cannot be read: {error}"))
                .about(operation.id.operation(), Some(&self.id))
        };
        let body = end.body.clone();
        let sent = match operation.id {
            OperationId::CancelJob => {
                let body: JobCancelDetails = serde_json::from_value(body).map_err(unread)?;
                api.cancel_job().job_id(id).body(body).send().await?
            }
            OperationId::CompleteJob => {
                let body: JobCompleteDetails = serde_json::from_value(body).map_err(unread)?;
                api.complete_job().job_id(id).body(body).send().await?
            }
            OperationId::FailJob => {
                let body: JobCompleteDetails = serde_json::from_value(body).map_err(unread)?;
                api.fail_job().job_id(id).body(body).send().await?
            }
            _ => return Err(self.not_sent(operation, end)),
        };
        Ok(sent.settled_by())
    }
}
