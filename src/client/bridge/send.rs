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
// Nothing here is an `async fn`: its future would hold the arguments for as
// long as it lasts, and programs hold thousands of these.
pub(crate) fn send<P: Prepare>(
    client: &Client,
    prepared: P,
) -> impl Future<Output = Result<Response<<P::Reads as Decode>::Value>, Error>> + Send {
    call::<P, P::Reads>(client, prepared)
}

/// The same, with the body read in another way.
pub(crate) fn call<P: Prepare, D: Decode>(
    client: &Client,
    prepared: P,
) -> impl Future<Output = Result<Response<D::Value>, Error>> + Send {
    let concluded = conclude::<P, D>(client, prepared);
    async {
        let (value, concluded) = concluded.await?;
        let Concluded { headers, settled_by, attempts, absent, status, .. } = concluded;
        let status = if absent { StatusCode::OK } else { status };
        Ok(Response { value, status, headers, settled_by, attempts })
    }
}

/// The same, for a caller that finds a part of the value odd, and needs what
/// came with it to say so.
pub(crate) fn conclude<P: Prepare, D: Decode>(
    client: &Client,
    prepared: P,
) -> impl Future<Output = Result<(D::Value, Concluded), Error>> + Send {
    let (shared, options) = (client.shared(), client.options());
    // On the heap for the same reason.
    let run = request(prepared).map(|request| {
        Box::pin(async move {
            let mut reading = Reading::<D>::new();
            let concluded = call::run(shared, options, request, &mut reading).await?;
            finish::<D>(concluded, reading)
        })
    });
    async { run?.await }
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

#[cfg(test)]
mod tests {
    use std::mem::size_of_val;

    use bytes::Bytes;
    use http::Response;

    use super::*;
    use crate::api::OperationId;
    use crate::api::types::JobResponse;
    use crate::client::bridge::Json;
    use crate::transport::{Transport, TransportFuture};

    struct Nothing;

    impl Transport for Nothing {
        fn send(&self, _: http::Request<Bytes>) -> TransportFuture<'_> {
            Box::pin(async { Ok(Response::default()) })
        }
    }

    /// Of it there is one for each call under way, whatever its kind.
    #[test]
    fn the_loop_of_a_call_is_small() {
        let client = Client::builder().token("t").transport(Nothing).build().unwrap();
        let request = Request::new(OperationId::ListJobs.operation(), "/jobs".to_owned());
        let mut reading = Reading::<Json<JobResponse>>::new();
        let run = call::run(client.shared(), client.options(), request, &mut reading);
        assert!(size_of_val(&run) <= 3 * 1024, "{} bytes", size_of_val(&run));
    }
}
