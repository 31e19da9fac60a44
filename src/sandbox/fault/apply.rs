//! A fault and a response make a reply.

use std::time::Duration;

use ::http::header::CONTENT_LENGTH;
use ::http::{Response, StatusCode};
use bytes::{Bytes, BytesMut};
use fastrand::Rng;

use super::{Delivery, Fault, Payload};

/// What the core decides: a response, and how it gets to the client.
#[derive(Debug)]
pub(in crate::sandbox) struct Reply {
    pub(in crate::sandbox) response: Response<Bytes>,
    pub(in crate::sandbox) delivery: Delivery,
    pub(in crate::sandbox) delay: Duration,
}

impl From<Response<Bytes>> for Reply {
    fn from(response: Response<Bytes>) -> Self {
        Self { response, delivery: Delivery::Whole, delay: Duration::ZERO }
    }
}

/// The reply of a fault. `own` is the sandbox's own response, where the request
/// is carried out; `refusal` makes one of a status.
pub(in crate::sandbox) fn apply(
    fault: &Fault,
    own: Option<Response<Bytes>>,
    refusal: impl Fn(StatusCode) -> Response<Bytes>,
    random: &mut Rng,
) -> Reply {
    let own = own.unwrap_or_else(|| refusal(StatusCode::INTERNAL_SERVER_ERROR));
    let mut response = match &fault.payload {
        Payload::Own => own,
        Payload::Status(status) => refusal(*status),
        Payload::Body(status, body) => {
            let mut response = own.map(|_| body.clone());
            if let Some(status) = status {
                *response.status_mut() = *status;
            }
            response
        }
        Payload::Garbage(bytes) => {
            let mut body = vec![0; *bytes];
            random.fill(&mut body);
            own.map(|_| body.into())
        }
        Payload::Padded(bytes) => own.map(|body| pad(&body, *bytes)),
    };
    for (name, value) in &fault.headers {
        // The length belongs to whoever sends the body.
        if name != CONTENT_LENGTH {
            response.headers_mut().insert(name, value.clone());
        }
    }
    let delivery = match fault.delivery {
        // Nothing is missing of a body that is no longer than that.
        Delivery::Cut(bytes) if bytes > 0 && bytes >= response.body().len() => Delivery::Whole,
        delivery => delivery,
    };
    Reply { response, delivery, delay: fault.delay }
}

fn pad(body: &Bytes, bytes: usize) -> Bytes {
    let mut padded = BytesMut::from(body.as_ref());
    padded.resize(bytes.max(body.len()), b' ');
    padded.freeze()
}
