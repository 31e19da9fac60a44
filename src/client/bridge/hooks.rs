//! The one hook that every call passes, raw or not.

use std::sync::Arc;

use bytes::Bytes;
use http::Response;
use progenitor_client::{ClientHooks, Error, OperationInfo};
use reqwest::Request;

use super::state::{Carried, State};
use crate::api::{Client, Operation};
use crate::call::{job_of, prepare, run};
use crate::error::Ending;

impl ClientHooks<State> for Client {
    async fn pre<E>(&self, request: &mut Request, info: &OperationInfo) -> Result<(), Error<E>> {
        let operation = Operation::by_function(info.operation_id)
            .ok_or_else(|| Error::Custom(format!("`{}` is not an operation", info.operation_id)))?;
        prepare(request, operation, &self.inner.shared).map_err(Error::InvalidRequest)
    }

    async fn exec(
        &self,
        request: Request,
        info: &OperationInfo,
    ) -> reqwest::Result<reqwest::Response> {
        let State { shared, options, .. } = &self.inner;
        let Some(operation) = Operation::by_function(info.operation_id) else {
            // `pre` refuses it before it comes here.
            return shared.requests.execute(request).await;
        };
        let job = job_of(&request, operation, shared);
        let exchange = run(shared, options, operation, job, request).await;
        let carried = Carried(Arc::new(exchange));
        self.inner.leave(&carried);
        match (&carried.0.outcome, &carried.0.ending) {
            (Ok(answer), Ending::Plain | Ending::ByReading) => {
                Ok(with_exchange(answer, carried.clone()))
            }
            _ => failed(carried).await,
        }
    }
}

/// The answer for the generated client, with the exchange beside it.
fn with_exchange(answer: &Response<Bytes>, carried: Carried) -> reqwest::Response {
    let mut copy = Response::new(answer.body().clone());
    *copy.status_mut() = answer.status();
    *copy.headers_mut() = answer.headers().clone();
    copy.extensions_mut().insert(carried);
    copy.into()
}

/// A `reqwest::Error` with the exchange below it. reqwest has no constructor
/// for one, but it makes one of a body that cannot be read.
async fn failed(carried: Carried) -> reqwest::Result<reqwest::Response> {
    let body = reqwest::Body::wrap(Unreadable(Some(carried)));
    let answer = reqwest::Response::from(Response::new(body));
    answer.bytes().await.map_err(reqwest::Error::without_url).map(|_| Response::new("").into())
}

/// A body that has nothing but an error.
struct Unreadable(Option<Carried>);

impl http_body::Body for Unreadable {
    type Data = Bytes;
    type Error = Carried;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Bytes>, Carried>>> {
        std::task::Poll::Ready(self.0.take().map(Err))
    }
}
