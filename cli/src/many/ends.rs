//! An end, and what a refusal of it means: a job that is in that end already
//! needs nothing, so that a list of left-overs can be fed in as often as it takes.

use flatfile_jobs::{Error, JobHandle, Settled};

use super::call::{Done, How};
use super::verb::Verb;

/// What came of an end.
pub async fn ended(
    job: &JobHandle,
    verb: Verb,
    result: Result<Settled, Error>,
) -> Result<Done, Error> {
    let error = match result {
        Ok(settled) => return Ok(settled.into()),
        Err(error) => error,
    };
    // The job has ended as wanted, whatever else the response says.
    if error.known_end().is_some() {
        let known = Done { status: error.known_end().cloned(), ..Done::plain() };
        return Ok(known.detail("the job in the response cannot be read"));
    }
    if error.is_conflict()
        && let Ok(found) = job.get().await
        && found.id.as_str() == job.id()
        && found.status.as_ref().map(|status| status.canonical()).as_ref() == verb.end()
    {
        return Ok(Done { how: How::Already, ..Done::with_job(&found) });
    }
    Err(error)
}
