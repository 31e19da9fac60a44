//! The one function that every call passes, raw or not.

use http::StatusCode;

use super::decode::{Decode, Reading};
use crate::api::Operation;
use crate::call::{self, Concluded, Request, Response};
use crate::client::Client;
use crate::error::Error;

/// A generated operation with its arguments; the build makes one of each.
pub(crate) trait Prepare: Sized {
    /// How what the contract promises is read.
    type Reads: Decode;

    fn operation() -> &'static Operation;

    /// The request.
    ///
    /// # Errors
    ///
    /// Says which argument does not fit.
    fn prepare(self) -> Result<Request, String>;
}

/// Sends what the generated client prepared.
pub(crate) async fn send<P: Prepare>(
    client: &Client,
    prepared: P,
) -> Result<Response<<P::Reads as Decode>::Value>, Error> {
    call::<P, P::Reads>(client, prepared).await
}

/// The same, with the body read in another way.
pub(crate) async fn call<P: Prepare, D: Decode>(
    client: &Client,
    prepared: P,
) -> Result<Response<D::Value>, Error> {
    let (value, concluded) = conclude::<P, D>(client, prepared).await?;
    let Concluded { headers, settled_by, attempts, absent, status, .. } = concluded;
    let status = if absent { StatusCode::OK } else { status };
    Ok(Response { value, status, headers, settled_by, attempts })
}

/// The same, for a caller that finds a part of the value odd, and needs what
/// came with it to say so.
pub(crate) async fn conclude<P: Prepare, D: Decode>(
    client: &Client,
    prepared: P,
) -> Result<(D::Value, Concluded), Error> {
    let request = request(prepared)?;
    let mut reading = Reading::<D>::new();
    // On the heap: callers hold thousands of these.
    let concluded = Box::pin(call::run(client.shared(), client.options(), request, &mut reading));
    finish::<D>(concluded.await?, reading)
}

fn request<P: Prepare>(prepared: P) -> Result<Request, Error> {
    let refused = |reason| Error::invalid_input(reason).about(P::operation(), None);
    prepared.prepare().map_err(refused)
}

fn finish<D: Decode>(
    concluded: Concluded,
    reading: Reading<D>,
) -> Result<(D::Value, Concluded), Error> {
    let read = match concluded.absent {
        true => D::absent().map(Ok),
        false => reading.read,
    };
    match read.unwrap_or_else(|| D::decode(&concluded.body)) {
        Ok(value) => Ok((value, concluded)),
        Err(mismatch) => Err(concluded.mismatch(&mismatch)),
    }
}
