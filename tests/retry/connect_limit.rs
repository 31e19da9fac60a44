//! A peer that takes no connection: surely nothing was sent.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use flatfile_jobs::{Client, Retries, Timer};
use tokio::net::TcpListener;

use crate::secure::trusting;

/// The limit of a connection is over at once, that of an attempt never, and
/// the short waits before retries take no time.
#[derive(Clone, Debug, Default)]
struct Impatient(Arc<Mutex<usize>>);

impl Timer for Impatient {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep(&self, duration: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        let connecting = duration == Duration::from_secs(10);
        *self.0.lock().unwrap() += usize::from(connecting);
        match connecting || duration < Duration::from_secs(1) {
            true => Box::pin(std::future::ready(())),
            false => Box::pin(std::future::pending()),
        }
    }
}

#[tokio::test]
async fn no_connection_in_time_is_no_doubt_and_tried_again() {
    // The socket is there, and nobody speaks TLS on it.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let short = Duration::from_millis(2);
    let timer = Impatient::default();
    let client = Client::builder()
        .token("t")
        .base_url(format!("https://{}", listener.local_addr().unwrap()))
        .tls_config(trusting(&[]))
        .timer(timer.clone())
        .retries(Retries::default().with_delays(short, short))
        .end_retries(Retries::ends().with_attempts(3).with_delays(short, short))
        .build()
        .unwrap();
    let job = client.job("us_jb_1");
    let errors = [
        job.get().await.unwrap_err(),
        job.execute().await.unwrap_err(),
        job.fail("x").await.unwrap_err(),
    ];
    for error in errors {
        assert!(error.is_connect() && !error.is_in_doubt() && !error.is_timeout(), "{error}");
        assert_eq!(error.attempts().len(), 3, "{error:?}");
        assert!(error.to_string().contains("no connection within 10 s"), "{error}");
    }
    assert_eq!(*timer.0.lock().unwrap(), 9, "the client's own timer measures it");
}
