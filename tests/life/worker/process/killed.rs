//! kill -9, at random moments, again and again: each end that was written down is
//! on the server once, and what was never begun is done by the next process.
//!
//! ```text
//! KILLS=200 cargo test --test life worker::process::killed -- --nocapture
//! ```

use std::collections::BTreeSet;

use fastrand::Rng;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::outbox::Outbox;
use flatfile_jobs::sandbox::{EventFaults, Fault, Faults, Sandbox};

use super::{Process, count, ends, example};

/// How often a plain run kills.
const KILLS: u64 = 5;

#[test]
fn each_end_that_was_kept_is_there_once() {
    let number = |name, default| {
        std::env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(default)
    };
    let (kills, seed) = (number("KILLS", KILLS), number("SEED", 7));
    println!("SEED={seed}");
    let mut random = Rng::with_seed(seed);
    let events = EventFaults::seeded(seed).with_doubled(0.5).with_shuffled(true);
    let sandbox = Sandbox::builder().event_faults(events).start_blocking().unwrap();
    let name = format!("flatfile-jobs-killed-{}.redb", std::process::id());
    let path = std::env::temp_dir().join(name);
    let (mut kept, mut added) = (BTreeSet::new(), 0);
    for round in 0..kills {
        let faults = Faults::seeded(seed + round).on_any(Fault::lose_response().reset());
        sandbox.set_faults(faults.probability(0.1));
        (0..30).for_each(|rows| example::add(&sandbox, rows % 4));
        added += 30;
        let mut process = Process::start(&sandbox, &path);
        let after = random.u64(1..25);
        kept.extend(process.until_kept(after));
        process.child.kill().unwrap();
        let lines = process.end();
        kept.extend(lines.iter().filter_map(|line| line.strip_prefix("kept ").map(str::to_owned)));
    }
    sandbox.set_faults(Faults::default());
    // What the next process does first, and then.
    let outbox = Outbox::open(&path).unwrap();
    let client = sandbox.client_builder().outbox(outbox.clone()).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let all = flatfile_jobs::EventFilter::on("job:ready");
        let worker = client.worker().on(all, async |_| Ok("done"));
        let done = async {
            while count(&sandbox, JobStatus::Ready) > 0 {
                tokio::task::yield_now().await;
            }
        };
        let report = worker.run_until(done).await.unwrap();
        println!("the last one: {report}");
    });
    assert!(outbox.ends().unwrap().is_empty());
    drop((client, outbox));
    std::fs::remove_file(path).unwrap();
    for id in &kept {
        assert_eq!(ends(&sandbox, id), 1, "{id}, SEED={seed}: {:#?}", sandbox.history(id));
    }
    let (complete, executing) =
        (count(&sandbox, JobStatus::Complete), count(&sandbox, JobStatus::Executing));
    println!(
        "{kills} kills, {} ends written down, {complete} of {added} jobs complete, {executing} \
         begun and neither ended nor written down",
        kept.len()
    );
    assert_eq!(complete + executing, added);
    // Those that were in hand at each kill.
    assert!(executing <= kills * 8, "{executing}");
}
