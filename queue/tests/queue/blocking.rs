//! A handler that blocks its runtime keeps no beat waiting.

use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};

use flatfile_jobs::HandlerResult;
use flatfile_jobs::api::types::JobStatus;

use crate::stage::{LEASE, Stage, on_both, until};

on_both!(who_blocks_for_leases_is_not_dead);

async fn who_blocks_for_leases_is_not_dead(stage: Stage) {
    let id = stage.job().await;
    let (release, blocked) = channel::<()>();
    let blocked = Arc::new(Mutex::new(blocked));
    let worker = stage.queue.worker(stage.client(), move |_, _| {
        let blocked = Arc::clone(&blocked);
        async move {
            // No await: nothing else runs in this runtime.
            let _ = blocked.lock().unwrap().recv();
            HandlerResult::Ok("done")
        }
    });
    let worker = worker.lease(LEASE);
    let ended = stage.client().job(&id).wait();
    let thread = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(worker.run_until(ended))
    });
    let sweeper = stage.queue.sweeper(LEASE * 2).await.unwrap();
    until("it runs", || stage.status(&id) == Some(JobStatus::Executing)).await;
    let first = stage.beat().await;
    // Ten beats in what the sweeper waits for: it has blocked for twice that.
    while stage.beat().await < first + 20 {
        tokio::time::sleep(LEASE / 20).await;
    }
    release.send(()).unwrap();
    let report = thread.join().unwrap().unwrap();
    assert_eq!((report.ended, sweeper.swept(), stage.ends(&id)), (1, 0, 1));
}
