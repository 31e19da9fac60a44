//! Disks and files that are not as they should be: an error, and nothing lost.

use std::process::Command;

use flatfile_jobs::outbox::{Outbox, OutboxStore, StoreError};
use flatfile_jobs::sandbox::Sandbox;

use super::{Path, client, ends};
use crate::support::canned::Canned;

struct Broken {
    puts: bool,
}

impl OutboxStore for Broken {
    fn put(&self, _: &[u8]) -> Result<u64, StoreError> {
        if self.puts { Ok(1) } else { Err("no space left on device".into()) }
    }

    fn remove(&self, _: u64) -> Result<(), StoreError> {
        Err("read-only file system".into())
    }

    fn all(&self) -> Result<Vec<(u64, Vec<u8>)>, StoreError> {
        Err("input/output error".into())
    }
}

#[tokio::test]
async fn what_cannot_be_written_down_is_not_sent() {
    let canned = Canned::new(200, "{}");
    let outbox = Outbox::with_store(Broken { puts: false });
    let client = canned.builder().outbox(outbox).build().unwrap();
    let error = client.job("us_jb_1").fail("x").await.unwrap_err();
    assert!(error.is_outbox() && !error.is_in_doubt() && !error.is_kept(), "{error:?}");
    assert_eq!(
        error.to_string(),
        "fail a job `us_jb_1`: the end could not be written to the outbox, and was not sent; \
         see what its store says"
    );
    let source = std::error::Error::source(&error).unwrap();
    assert_eq!(source.to_string(), "no space left on device");
    assert!(canned.requests().is_empty());
    let error = client.settle_outbox().await.unwrap_err();
    assert!(error.is_outbox(), "{error:?}");
}

#[tokio::test]
async fn what_cannot_be_taken_out_does_not_spoil_a_success() {
    let sandbox = Sandbox::in_process();
    let id = sandbox.add_executing_job("exportOrders");
    let outbox = Outbox::with_store(Broken { puts: true });
    client(&sandbox, &outbox).job(&id).complete("done").await.unwrap();
    assert_eq!(ends(&sandbox, &id), 1);
}

#[test]
fn a_file_is_open_once() {
    let path = Path::new();
    let first = path.outbox();
    let error = Outbox::open(&path.0).unwrap_err().to_string();
    assert!(error.contains(&path.0.display().to_string()), "{error}");
    drop(first);
    path.outbox();
}

#[test]
fn files_that_are_none_are_refused() {
    let path = Path::new();
    for text in ["", "short", &"no outbox".repeat(1000)] {
        std::fs::write(&path.0, text).unwrap();
        let opened = Outbox::open(&path.0);
        // An empty file is a new one.
        assert_eq!(opened.is_ok(), text.is_empty(), "{text:.20}");
        drop(opened);
        let _ = std::fs::remove_file(&path.0);
    }
    assert!(Outbox::open(std::env::temp_dir()).is_err(), "a folder");
    assert!(Outbox::open("/nowhere/at/all.redb").is_err(), "no folder");
}

/// Bytes that changed, and a file that was cut off: an error, or what is left,
/// and no panic.
#[test]
fn a_damaged_file() {
    let seed = std::env::var("SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(7);
    println!("SEED={seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let path = Path::new();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let outbox = path.outbox();
    let client = Canned::new(503, "{}").builder().outbox(outbox.clone()).build().unwrap();
    for _ in 0..10 {
        runtime.block_on(client.job("us_jb_1").fail("x")).unwrap_err();
    }
    drop((client, outbox));
    let whole = std::fs::read(&path.0).unwrap();
    let mut refused = 0;
    for _ in 0..100 {
        let mut damaged = whole.clone();
        match random.bool() {
            true => damaged.truncate(random.usize(..whole.len())),
            false => (0..random.usize(1..50)).for_each(|_| {
                // Where something stands, and anywhere.
                let end = if random.bool() { 8192 } else { damaged.len() };
                damaged[random.usize(..end)] = random.u8(..);
            }),
        }
        std::fs::write(&path.0, &damaged).unwrap();
        refused += usize::from(Outbox::open(&path.0).and_then(|outbox| outbox.ends()).is_err());
    }
    assert!(refused > 10, "{refused} of 100");
}

/// Of a real disk: the child may write no further than some bytes.
#[cfg(unix)]
#[test]
fn a_full_disk() {
    let path = Path::new();
    let this = std::env::current_exe().unwrap();
    // In blocks of 512 bytes; the signal for it is ignored, so that a write fails.
    let limited = "trap '' XFSZ; ulimit -f 4200; exec \"$0\" --ignored --exact --nocapture \
                   outbox::disk::child_fills_its_disk";
    let child = Command::new("sh")
        .args(["-c", limited])
        .arg(this)
        .env("OUTBOX_FILE", &path.0)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success(), "{said} {}", String::from_utf8_lossy(&child.stderr));
    let kept: usize = said
        .lines()
        .find_map(|line| line.split_once("kept ")?.1.parse().ok())
        .expect("it says how many it kept");
    assert!(kept > 0, "none fitted");
    assert_eq!(path.outbox().ends().unwrap().len(), kept, "each that was kept is there");
}

#[tokio::test]
#[ignore = "the other half of a test"]
async fn child_fills_its_disk() {
    let outbox = Outbox::open(std::env::var_os("OUTBOX_FILE").unwrap()).unwrap();
    let client = Canned::new(503, "{}").builder().outbox(outbox).build().unwrap();
    let long = "x".repeat(100_000);
    let mut kept = 0;
    for _ in 0..100 {
        let error = client.job("us_jb_1").fail(long.as_str()).await.unwrap_err();
        match error.is_kept() {
            true => kept += 1,
            false => {
                assert!(error.is_outbox(), "{error:?}");
                println!("\nkept {kept}");
                return;
            }
        }
    }
    panic!("the disk was never full");
}
