//! Without a tokio runtime around it a call fails with a reason.

use std::pin::{Pin, pin};
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

use flatfile_jobs::sandbox::Sandbox;
use flatfile_jobs::{Client, Error, Timer};

use crate::support::canned::Canned;

/// What comes of a future that need not wait, with no runtime.
pub fn at_once<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits"),
    }
}

fn assert_says_so(error: &Error) {
    assert!(error.is_invalid_input() && !error.is_in_doubt(), "{error:?}");
    assert!(error.to_string().contains("there is no tokio runtime around the call"), "{error}");
    assert_eq!(error.job(), Some("us_jb_1"));
}

#[test]
fn each_way_to_connect_says_so() {
    let connecting = Client::builder().token("t").base_url("localhost:1").build().unwrap();
    let own_timer = Client::builder().token("t").base_url("localhost:1").timer(Still).build();
    let in_process = Sandbox::in_process().client().unwrap();
    for client in [connecting, own_timer.unwrap(), in_process] {
        let job = client.job("us_jb_1");
        assert_says_so(&at_once(job.get()).unwrap_err());
        assert_says_so(&at_once(job.execute()).unwrap_err());
        assert_says_so(&at_once(job.fail("x")).unwrap_err());
    }
}

#[test]
fn a_transport_and_a_timer_of_ones_own_need_none() {
    let client = Canned::new(404, "").builder().timer(Still).build().unwrap();
    assert!(at_once(client.job("us_jb_1").get()).unwrap_err().is_not_found());
}

/// Time that never goes on.
#[derive(Debug)]
struct Still;

impl Timer for Still {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep(&self, _: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(std::future::pending())
    }
}
