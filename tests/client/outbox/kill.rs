//! A process that is killed, at random moments, again and again: each end that
//! was written down is on the server once.
//!
//! ```text
//! KILLS=300 cargo test --test client outbox::kill -- --nocapture
//! ```

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use fastrand::Rng;
use flatfile_jobs::outbox::{Fate, FileStore, KeptEnd, Outbox, OutboxStore, StoreError};
use flatfile_jobs::sandbox::{Fault, Faults, Sandbox};
use flatfile_jobs::{ClientBuilder, Retries};

use super::{Path, ends};

/// How often a plain run kills.
const KILLS: u64 = 8;

#[test]
fn each_end_that_was_kept_is_there_once() {
    let number = |name, default| {
        std::env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(default)
    };
    let (kills, seed) = (number("KILLS", KILLS), number("SEED", 7));
    println!("SEED={seed}");
    let mut random = Rng::with_seed(seed);
    let sandbox = Sandbox::start_blocking().unwrap();
    let path = Path::new();
    let mut kept = BTreeSet::new();
    let mut taken_up = 0;
    for round in 0..kills {
        let faults = Faults::seeded(seed + round)
            .on_any(Fault::cut(10))
            .probability(0.1)
            .on_any(Fault::status(503))
            .probability(0.1);
        sandbox.set_faults(faults);
        kept.extend(one(&sandbox, &path, random.u64(1..40)));
        sandbox.set_faults(Faults::default());
        taken_up += settle(&sandbox, &path);
    }
    for id in &kept {
        assert_eq!(ends(&sandbox, id), 1, "{id}, SEED={seed}: {:#?}", sandbox.history(id));
    }
    println!("{kills} kills, {} ends written down, {taken_up} taken up after a kill", kept.len());
    assert!(kept.len() as u64 > kills, "{} were kept", kept.len());
}

/// A child that ends jobs until it is killed, after it has begun so many; says
/// which it had written down.
fn one(sandbox: &Sandbox, path: &Path, after: u64) -> Vec<String> {
    let ids: Vec<String> = (0..60).map(|_| sandbox.add_executing_job("exportOrders")).collect();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "--nocapture", "outbox::kill::child_ends_jobs"])
        .env("OUTBOX_FILE", &path.0)
        .env("FLATFILE_API_URL", sandbox.url())
        .env("FLATFILE_API_KEY", sandbox.token())
        .env("JOBS", ids.join(","))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let (said, heard) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            let _ = said.send(line);
        }
    });
    let mut kept = Vec::new();
    let mut note = |line: String| {
        kept.extend(line.strip_prefix("kept ").map(str::to_owned));
        kept.len() as u64
    };
    while let Ok(line) = heard.recv_timeout(Duration::from_secs(60)) {
        if note(line) >= after {
            break;
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap();
    for line in heard.try_iter() {
        note(line);
    }
    kept
}

/// What the next process does first.
fn settle(sandbox: &Sandbox, path: &Path) -> usize {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = sandbox.client_builder().outbox(path.outbox()).build().unwrap();
    let report = runtime.block_on(client.settle_outbox()).unwrap();
    for delivery in &report.deliveries {
        assert!(matches!(delivery.fate, Fate::Settled(_)), "{delivery:?}");
    }
    report.deliveries.len()
}

#[test]
#[ignore = "the other half of a test"]
fn child_ends_jobs() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let store = FileStore::open(std::env::var_os("OUTBOX_FILE").unwrap()).unwrap();
        let outbox = Outbox::with_store(Says(store));
        let builder = ClientBuilder::from_env().unwrap();
        let client = builder.outbox(outbox).end_retries(Retries::none()).build().unwrap();
        for id in std::env::var("JOBS").unwrap().split(',') {
            let _ = client.job(id).complete("done").await;
        }
        // Until it is killed.
        std::future::pending::<()>().await;
    });
}

/// Says each end that is written down, at once.
struct Says(FileStore);

impl OutboxStore for Says {
    fn put(&self, text: &[u8]) -> Result<u64, StoreError> {
        let key = self.0.put(text)?;
        let end: KeptEnd = serde_json::from_slice(text)?;
        let mut out = std::io::stdout().lock();
        writeln!(out, "kept {}", end.job())?;
        out.flush()?;
        Ok(key)
    }

    fn remove(&self, key: u64) -> Result<(), StoreError> {
        self.0.remove(key)
    }

    fn all(&self) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        self.0.all()
    }
}
