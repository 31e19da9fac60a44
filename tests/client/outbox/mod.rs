//! Ends that are written down before they are sent.

mod crash;
mod disk;
mod elsewhere;
mod fates;
mod kept;
mod keys;
mod kill;
mod unclear;

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use flatfile_jobs::outbox::{Delivery, Outbox};
use flatfile_jobs::sandbox::Sandbox;
use flatfile_jobs::{Client, Retries};

/// What the API says when it refuses something.
const REFUSAL: &str = r#"{"errors":[{"key":"jobId","message":"there is no such job"}]}"#;

/// What a router says that does not know a path.
const NO_ROUTE: &str = r#"{"errors":[{"message":"Cannot GET /v1/jobs/us_jb_1"}]}"#;

/// A file that goes with this.
struct Path(PathBuf);

impl Path {
    fn new() -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("flatfile-jobs-{}-{number}.redb", std::process::id());
        Self(std::env::temp_dir().join(name))
    }

    fn outbox(&self) -> Outbox {
        Outbox::open(&self.0).unwrap()
    }
}

impl Drop for Path {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// A client of a sandbox that tries once.
fn client(sandbox: &Sandbox, outbox: &Outbox) -> Client {
    sandbox
        .client_builder()
        .outbox(outbox.clone())
        .retries(Retries::none())
        .end_retries(Retries::none())
        .build()
        .unwrap()
}

/// Takes up what is left, which is one end.
async fn settle(client: &Client) -> Delivery {
    let mut report = client.settle_outbox().await.unwrap();
    assert_eq!((report.deliveries.len(), report.unreadable.len()), (1, 0), "{report:?}");
    report.deliveries.remove(0)
}

/// How often each end was reached.
fn ends(sandbox: &Sandbox, job: &str) -> usize {
    let is_end = |change: &flatfile_jobs::sandbox::Change| {
        change.to.as_ref().is_some_and(flatfile_jobs::api::types::JobStatus::is_end)
            && change.from != change.to
    };
    sandbox.history(job).into_iter().filter(is_end).count()
}
