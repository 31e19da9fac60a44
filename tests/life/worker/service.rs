//! The worker of the examples, over sockets.

use std::time::Duration;

use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::Sandbox;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::sync::watch;

#[allow(dead_code, reason = "its main is not called")]
#[path = "../../../examples/worker.rs"]
mod example;

use example::in_the_sandbox::{event, ready, send, show};

#[tokio::test]
async fn it_shows_itself_and_comes_to_an_end() {
    let (sender, stop) = watch::channel(false);
    show(sender, stop).await.unwrap();
}

/// A worker of a sandbox, and its address.
struct Service {
    sandbox: Sandbox,
    address: String,
    stop: watch::Sender<bool>,
    served: tokio::task::JoinHandle<()>,
}

impl Service {
    async fn start() -> Self {
        let sandbox = Sandbox::start().await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (stop, stopped) = watch::channel(false);
        let client = sandbox.client().unwrap();
        let served = tokio::spawn(async move {
            example::serve(listener, client, "secret", stopped).await.unwrap();
        });
        Self { sandbox, address, stop, served }
    }

    fn status(&self, id: &str) -> JobStatus {
        self.sandbox.job(id).and_then(|job| job.status).unwrap()
    }
}

#[tokio::test]
async fn what_it_takes() {
    let service = Service::start().await;
    let job = ready(&service.sandbox, json!({ "rows": 1 }));
    let sent = async |secret: &str, body| send(&service.address, secret, &body).await.unwrap();
    assert_eq!(sent("another", event(&job)).await, 401);
    assert_eq!(sent("secret", json!({ "topic": "no event" })).await, 400);
    let mut other = event(&job);
    other["payload"]["operation"] = "importOrders".into();
    assert_eq!(sent("secret", other).await, 204);
    assert_eq!(service.status(job.id.as_str()), JobStatus::Ready, "nothing was begun");
    // As a forwarder wraps it, and twice.
    let wrapped = json!({ "_accessToken": "sk_0123456789", "src": event(&job) });
    assert_eq!(sent("secret", wrapped.clone()).await, 202);
    assert_eq!(sent("secret", wrapped).await, 202);
    let client = service.sandbox.client().unwrap();
    let ended = client
        .job(job.id.as_str())
        .watch()
        .every(Duration::from_millis(5), Duration::from_millis(5));
    assert_eq!(ended.end().await.unwrap().status, Some(JobStatus::Complete));
    service.stop.send_replace(true);
    service.served.await.unwrap();
    let ends = service.sandbox.history(job.id.as_str());
    assert_eq!(ends.iter().filter(|change| change.is_end()).count(), 1);
}

#[tokio::test]
async fn it_stops_cleanly() {
    let service = Service::start().await;
    let jobs: Vec<_> =
        (0..12).map(|_| ready(&service.sandbox, json!({ "rows": 1_000_000 }))).collect();
    for job in &jobs {
        send(&service.address, "secret", &event(job)).await.unwrap();
    }
    let executing =
        || jobs.iter().filter(|job| service.status(job.id.as_str()) == JobStatus::Executing);
    while executing().count() < 8 {
        tokio::task::yield_now().await;
    }
    service.stop.send_replace(true);
    service.served.await.unwrap();
    let statuses: Vec<_> =
        jobs.iter().map(|job| service.sandbox.job(job.id.as_str()).unwrap()).collect();
    let failed: Vec<_> =
        statuses.iter().filter(|job| job.status == Some(JobStatus::Failed)).collect();
    assert_eq!(failed.len(), 8, "what ran is failed, and says why");
    assert!(failed.iter().all(|job| job.info.as_deref().unwrap().contains("was stopped")));
    let ready = statuses.iter().filter(|job| job.status == Some(JobStatus::Ready));
    assert_eq!(ready.count(), 4, "what waited for its turn was not begun");
}
