//! What cannot work is said before anything is done.

use std::io::Write;
use std::net::TcpListener;
use std::time::Duration;

use flatfile_jobs_queue::Queue;

use crate::stage::Stage;

#[tokio::test]
async fn settings_out_of_bounds_are_refused() {
    let stage = Stage::sqlite().await;
    let worker = || stage.worker().0;
    for worker in [
        worker().concurrency(0),
        worker().lease(Duration::from_millis(999)),
        worker().most_deaths(0),
        worker().grace(Duration::ZERO),
        worker().fetch_cooldown(Duration::from_secs(1)),
    ] {
        let told = format!("{worker:?}");
        let error = worker.run_until(std::future::ready(())).await.unwrap_err();
        assert!(error.is_configuration(), "{told}: {error}");
    }
    let error = stage.queue.sweeper(Duration::ZERO).await.unwrap_err();
    assert!(error.is_configuration(), "{error}");
}

#[tokio::test]
async fn a_database_that_is_not_there_is_said_without_its_password() {
    let error = Queue::open(&no_database("")).await.unwrap_err();
    assert!(error.is_database(), "{error}");
    assert!(!format!("{error} {error:?}").contains("s3cret"), "{error:?}");
    let error = Queue::open("mysql://me:s3cret@localhost/jobs").await.unwrap_err();
    assert!(error.is_configuration() && !format!("{error:?}").contains("s3cret"), "{error:?}");
}

#[cfg(not(feature = "tls"))]
#[tokio::test]
async fn a_url_that_demands_tls_is_refused_without_it() {
    let error = Queue::open(&no_database("?sslmode=require")).await.unwrap_err();
    let told = format!("{:?}", std::error::Error::source(&error));
    assert!(error.is_database() && told.contains("TLS"), "{told}");
}

/// Where nobody listens it is tried for ten seconds; this one talks at once.
fn no_database(query: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        let (mut connection, _) = listener.accept().unwrap();
        let _ = connection.write_all(b"no database");
    });
    format!("postgres://me:s3cret@127.0.0.1:{port}/jobs{query}")
}

#[tokio::test]
async fn what_is_debugged_shows_no_password() {
    let stage = Stage::sqlite().await;
    let told = format!("{:?} {:?}", stage.queue, stage.queue.dispatcher().unwrap());
    assert!(told.contains("jobs.db"), "{told}");
}
