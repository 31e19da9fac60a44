//! The line of a run, with the bodies of what went over it, and how many
//! requests were under way.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use flatfile_jobs::transport::{Transport, TransportFuture};
use http::Request;
use serde_json::Value;

use super::line::{Line, Wire};

/// What is seen of a run's requests besides the record.
#[derive(Debug, Default)]
pub struct Seen {
    /// The number in the record, the body, and how many others of the run were
    /// under way.
    pub sent: Mutex<Vec<(usize, Option<Value>, usize)>>,
    under_way: AtomicUsize,
}

pub struct Watched {
    pub line: Line,
    pub wire: Arc<Wire>,
    pub seen: Arc<Seen>,
}

/// Counts down when it is dropped.
struct UnderWay(Arc<Seen>);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.under_way.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Transport for Watched {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        let number = self.wire.record.lock().unwrap().len();
        let body = serde_json::from_slice(request.body()).ok();
        let others = self.seen.under_way.fetch_add(1, Ordering::Relaxed);
        self.seen.sent.lock().unwrap().push((number, body, others));
        let under_way = UnderWay(Arc::clone(&self.seen));
        let sent = self.line.send(request);
        Box::pin(async move {
            let _under_way = under_way;
            sent.await
        })
    }
}
