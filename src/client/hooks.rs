//! The one hook that every call passes, raw or not.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::Response;
use http::header::AUTHORIZATION;
use progenitor_client::{ClientHooks, Error, OperationInfo};
use reqwest::Request;

use super::limit::{Expired, Limit};
use super::request;
use super::shared::Shared;
use super::state::{Carried, State};
use super::transport::{self, TransportError, TransportErrorKind, Wire};
use crate::api::{Client, Operation};
use crate::error::Exchange;

impl ClientHooks<State> for Client {
    async fn pre<E>(&self, request: &mut Request, info: &OperationInfo) -> Result<(), Error<E>> {
        let operation = Operation::by_function(info.operation_id)
            .ok_or_else(|| Error::Custom(format!("`{}` is not an operation", info.operation_id)))?;
        request::prepare(request, operation, &self.inner.shared).map_err(Error::InvalidRequest)
    }

    async fn exec(
        &self,
        request: Request,
        info: &OperationInfo,
    ) -> reqwest::Result<reqwest::Response> {
        let State { shared, options, .. } = &self.inner;
        let operation = Operation::by_function(info.operation_id);
        let job = operation.and_then(|operation| request::job_of(&request, operation, shared));
        let timeout = options.timeout.unwrap_or(shared.timeout);
        let outcome = attempt(shared, request, timeout).await;
        let exchange = Exchange { operation, job, outcome, token: shared.token.clone() };
        let carried = Carried(Arc::new(exchange));
        self.inner.leave(&carried);
        match &carried.0.outcome {
            Ok(answer) => Ok(with_exchange(answer, carried.clone())),
            Err(_) => failed(carried).await,
        }
    }
}

/// Sends a request once.
async fn attempt(
    shared: &Shared,
    mut request: Request,
    timeout: Duration,
) -> Result<Response<Bytes>, TransportError> {
    let token =
        shared.token.header().ok_or_else(|| TransportError::new(TransportErrorKind::Request))?;
    request.headers_mut().insert(AUTHORIZATION, token);
    let mut limit = Limit::new(shared.timer.as_ref(), timeout);
    let expired = |Expired| TransportError::new(TransportErrorKind::Timeout);
    let most = shared.max_answer_bytes;
    match &shared.wire {
        Wire::Http(client) => {
            let head = limit.run(transport::send(client, request)).await.map_err(expired)??;
            let (status, headers) = (head.status(), head.headers().clone());
            let body = limit.run(transport::read(head, most)).await;
            body.map_err(|error| expired(error).with_head(status, headers))?
        }
        Wire::Custom(transport) => {
            let request = transport::convert(request)?;
            let answer = limit.run(transport.send(request)).await.map_err(expired)??;
            if answer.body().len() > most {
                let (head, _) = answer.into_parts();
                let error = TransportError::new(TransportErrorKind::TooLarge);
                return Err(error.with_head(head.status, head.headers));
            }
            Ok(answer)
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
