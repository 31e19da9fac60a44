//! What may cross threads, and how large an error is.

use flatfile_jobs::{Client, ClientBuilder, Error, JobHandle, Outcome, Settled};

fn send<T: Send>(_: T) {}

#[test]
fn everything_can_cross_threads() {
    fn holds<T: Send + Sync + 'static>() {}
    holds::<Client>();
    holds::<ClientBuilder>();
    holds::<Error>();
    holds::<JobHandle>();
    holds::<Outcome>();
    holds::<Settled>();
    holds::<flatfile_jobs::api::Client>();
    let job = Client::new("t").unwrap().job("us_jb_1");
    send(job.fail("x"));
    send(job.get());
}

#[test]
fn an_error_is_one_pointer() {
    assert_eq!(size_of::<Error>(), size_of::<usize>());
}
