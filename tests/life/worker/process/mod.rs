//! A worker in a process of its own: stopped by SIGTERM in the middle, and
//! killed. The example `poller` is what works there.

mod killed;
mod stopped;

#[allow(dead_code, reason = "its main is not called")]
#[path = "../../../../examples/poller.rs"]
mod example;

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::outbox::{FileStore, KeptEnd, Outbox, OutboxStore, StoreError};
use flatfile_jobs::sandbox::Sandbox;
use flatfile_jobs::{ClientBuilder, Retries};

/// How long the child may say nothing.
const LIMIT: Duration = Duration::from_secs(60);

/// A child with a worker, and what it says.
struct Process {
    child: Child,
    lines: mpsc::Receiver<String>,
    reader: JoinHandle<()>,
}

impl Process {
    /// One that works on a sandbox, and keeps ends in a file.
    fn start(sandbox: &Sandbox, outbox: &std::path::Path) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "--nocapture", "worker::process::child_works"])
            .env("OUTBOX_FILE", outbox)
            .env("FLATFILE_API_URL", sandbox.url())
            .env("FLATFILE_API_KEY", sandbox.token())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let read = BufReader::new(child.stdout.take().unwrap()).lines();
        let (said, lines) = mpsc::channel();
        let reader = std::thread::spawn(move || {
            for line in read.map_while(Result::ok) {
                let _ = said.send(line);
            }
        });
        Self { child, lines, reader }
    }

    /// What it says until it has kept so many ends.
    fn until_kept(&self, count: u64) -> Vec<String> {
        let mut kept = Vec::new();
        while (kept.len() as u64) < count {
            let line = self.lines.recv_timeout(LIMIT).expect("the child says something");
            kept.extend(line.strip_prefix("kept ").map(str::to_owned));
        }
        kept
    }

    /// Waits until it has ended, and says the rest of its lines.
    fn end(mut self) -> Vec<String> {
        self.child.wait().unwrap();
        self.reader.join().unwrap();
        self.lines.try_iter().collect()
    }
}

/// How many jobs are in a status.
fn count(sandbox: &Sandbox, status: JobStatus) -> u64 {
    ids(sandbox).filter(|id| sandbox.job(id).unwrap().status == Some(status.clone())).count() as u64
}

/// The jobs of a sandbox, in their order.
fn ids(sandbox: &Sandbox) -> impl Iterator<Item = String> {
    let id = |number| format!("us_jb_{number:08}");
    (1..).map(id).take_while(|id| sandbox.job(id).is_some())
}

/// How many times a job ended.
fn ends(sandbox: &Sandbox, id: &str) -> usize {
    sandbox.history(id).iter().filter(|change| change.is_end()).count()
}

/// A store that says which end was written down, when it was.
struct Says(FileStore);

impl OutboxStore for Says {
    fn put(&self, text: &[u8]) -> Result<u64, StoreError> {
        let key = self.0.put(text)?;
        let end: KeptEnd = serde_json::from_slice(text)?;
        println!("\nkept {}", end.job());
        Ok(key)
    }

    fn remove(&self, key: u64) -> Result<(), StoreError> {
        self.0.remove(key)
    }

    fn all(&self) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        self.0.all()
    }
}

#[tokio::test]
#[ignore = "the other half of a test"]
async fn child_works() {
    let store = FileStore::open(std::env::var_os("OUTBOX_FILE").unwrap()).unwrap();
    let outbox = Outbox::with_store(Says(store));
    let builder = ClientBuilder::from_env().unwrap();
    let client = builder.outbox(outbox).end_retries(Retries::ends()).build().unwrap();
    let report = example::serve(&client).await.unwrap();
    println!("\nreport {:?} {}", report.counts, report.waiting);
    println!("report {report}");
}
