//! A fault and an answer make a reply.

use std::time::Duration;

use ::http::header::CONTENT_LENGTH;
use ::http::{Response, StatusCode};
use bytes::{Bytes, BytesMut};
use fastrand::Rng;

use super::{Answer, Delivery, Fault};

/// What the core decides: an answer, and how it gets to the client.
#[derive(Debug)]
pub(in crate::sandbox) struct Reply {
    pub(in crate::sandbox) answer: Response<Bytes>,
    pub(in crate::sandbox) delivery: Delivery,
    pub(in crate::sandbox) delay: Duration,
}

impl From<Response<Bytes>> for Reply {
    fn from(answer: Response<Bytes>) -> Self {
        Self { answer, delivery: Delivery::Whole, delay: Duration::ZERO }
    }
}

/// The reply of a fault. `own` is the sandbox's answer, or what it answers
/// where the request is not carried out; `refusal` makes one of a status.
pub(in crate::sandbox) fn apply(
    fault: &Fault,
    own: Option<Response<Bytes>>,
    refusal: impl Fn(StatusCode) -> Response<Bytes>,
    random: &mut Rng,
) -> Reply {
    let own = own.unwrap_or_else(|| refusal(StatusCode::INTERNAL_SERVER_ERROR));
    let mut answer = match &fault.answer {
        Answer::Own => own,
        Answer::Status(status) => refusal(*status),
        Answer::Body(status, body) => {
            let mut answer = own.map(|_| body.clone());
            if let Some(status) = status {
                *answer.status_mut() = *status;
            }
            answer
        }
        Answer::Garbage(bytes) => {
            let mut body = vec![0; *bytes];
            random.fill(&mut body);
            own.map(|_| body.into())
        }
        Answer::Padded(bytes) => own.map(|body| pad(&body, *bytes)),
    };
    for (name, value) in &fault.headers {
        // The length belongs to whoever sends the body.
        if name != CONTENT_LENGTH {
            answer.headers_mut().insert(name, value.clone());
        }
    }
    let delivery = match fault.delivery {
        // Nothing is missing of a body that is no longer than that.
        Delivery::Cut(bytes) if bytes > 0 && bytes >= answer.body().len() => Delivery::Whole,
        delivery => delivery,
    };
    Reply { answer, delivery, delay: fault.delay }
}

fn pad(body: &Bytes, bytes: usize) -> Bytes {
    let mut padded = BytesMut::from(body.as_ref());
    padded.resize(bytes.max(body.len()), b' ');
    padded.freeze()
}
