//! A service that takes events, runs jobs and stops cleanly.
//!
//! ```text
//! cargo run --example worker
//! FLATFILE_API_KEY=sk_... EVENTS_SECRET=... cargo run --example worker -- 127.0.0.1:8080
//! ```
//!
//! By itself it starts the sandbox, sends itself the events of a few jobs, and
//! stops when they are done; Ctrl-C stops it earlier. With a key in the
//! environment and an address given, it works for Flatfile until Ctrl-C, and
//! takes events at `POST /events` from whoever knows the secret: Flatfile signs
//! nothing, so it is the forwarder that has to prove itself.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "an example shows what it does")]

use std::error::Error;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use flatfile_jobs::{Client, Event, EventFilter, HandlerResult, Outcome, Run};
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

/// How many jobs run at once.
const AT_ONCE: usize = 8;

/// What was asked of the person who started the job.
#[derive(Deserialize)]
struct Input {
    rows: u64,
    /// One that cannot be exported.
    odd_row: Option<u64>,
}

/// The handler: what it returns is the end of the job.
async fn export(run: Run) -> HandlerResult {
    let Input { rows, odd_row } = run.input()?;
    for row in 0..rows {
        run.check()?; // stops when the job was canceled, or the program stops
        run.progress_of(row, rows);
        if odd_row == Some(row) {
            return Err(format!("row {row} cannot be exported").into());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    Ok(Outcome::new().heading("Exported").message(format!("{rows} rows exported")))
}

/// What the service works with.
struct Worker {
    client: Client,
    secret: String,
    /// Which events it takes.
    meant: EventFilter,
    /// True when the program stops.
    stop: watch::Receiver<bool>,
    turns: Arc<Semaphore>,
    runs: Mutex<JoinSet<()>>,
}

impl Worker {
    fn new(client: Client, secret: &str, stop: watch::Receiver<bool>) -> Arc<Self> {
        Arc::new(Self {
            client,
            secret: secret.to_owned(),
            meant: EventFilter::on("job:ready")
                .filter(serde_json::json!({ "payload.operation": "exportOrders" })),
            stop,
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            runs: Mutex::default(),
        })
    }

    /// Runs the job of an event, in a task of its own.
    fn begin(&self, event: &Event) {
        let Some(job) = self.client.job_of(event) else { return };
        let (turns, mut stop) = (Arc::clone(&self.turns), self.stop.clone());
        let mut runs = self.runs.lock().unwrap_or_else(PoisonError::into_inner);
        while runs.try_join_next().is_some() {}
        runs.spawn(async move {
            let Ok(_turn) = turns.acquire().await else { return };
            if *stop.borrow() {
                return; // it was not begun, and is ready still
            }
            let stopped = async move { drop(stop.wait_for(|stop| *stop).await) };
            match job.run(export).shutdown(stopped).await {
                Ok(report) => println!("{}: {:?}", job.id(), report.end),
                // Somebody else has it, say: an event may come twice.
                Err(error) if error.refusal().is_some() => println!("{error}"),
                Err(error) => eprintln!("{error}"),
            }
        });
    }

    /// Waits for what runs.
    async fn finish(&self) {
        let runs = std::mem::take(&mut *self.runs.lock().unwrap_or_else(PoisonError::into_inner));
        runs.join_all().await;
    }
}

/// `POST /events`.
async fn take(State(worker): State<Arc<Worker>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let secret = headers.get("x-events-secret").map(|secret| secret.as_bytes());
    if secret != Some(worker.secret.as_bytes()) {
        return StatusCode::UNAUTHORIZED;
    }
    match Event::parse(&body) {
        Ok(event) if worker.meant.matches(&event) => {
            worker.begin(&event);
            StatusCode::ACCEPTED
        }
        Ok(_) => StatusCode::NO_CONTENT,
        Err(error) => {
            eprintln!("{error}");
            StatusCode::BAD_REQUEST
        }
    }
}

/// Serves until `stop` says so; then nothing new is begun, and what runs has its
/// grace.
pub async fn serve(
    listener: TcpListener,
    client: Client,
    secret: &str,
    mut stop: watch::Receiver<bool>,
) -> Result<(), Box<dyn Error>> {
    let worker = Worker::new(client, secret, stop.clone());
    let app = Router::new().route("/events", post(take)).with_state(Arc::clone(&worker));
    let stopped = async move { drop(stop.wait_for(|stop| *stop).await) };
    axum::serve(listener, app).with_graceful_shutdown(stopped).await?;
    worker.finish().await;
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let (sender, stop) = watch::channel(false);
    let stopper = sender.clone();
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            println!("stopping: what runs has 30 seconds");
            stopper.send_replace(true);
        }
    });
    match std::env::args().nth(1) {
        Some(address) => {
            let secret = std::env::var("EVENTS_SECRET")?;
            let listener = TcpListener::bind(&address).await?;
            println!("Taking events on http://{}/events", listener.local_addr()?);
            serve(listener, Client::from_env()?, &secret, stop).await
        }
        None => in_the_sandbox::show(sender, stop).await,
    }
}

/// Jobs of a sandbox, and their events, as Flatfile and a forwarder would make
/// them.
pub mod in_the_sandbox {
    use std::error::Error;

    use flatfile_jobs::api::types::{Job, JobConfig, JobType, Trigger};
    use flatfile_jobs::sandbox::Sandbox;
    use serde_json::{Value, json};
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{TcpListener, TcpStream};
    use tokio::sync::watch;

    /// Three jobs, one of which fails, and the event of one comes twice.
    pub async fn show(
        stop: watch::Sender<bool>,
        stopped: watch::Receiver<bool>,
    ) -> Result<(), Box<dyn Error>> {
        let sandbox = Sandbox::start().await?;
        let client = sandbox.client()?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        println!("This is the sandbox on {}; nothing leaves this machine.", sandbox.url());
        println!("Taking events on http://{address}/events\n");
        let secret = "open sesame";
        let ready = [(10, None), (20, Some(13)), (5, None)]
            .map(|(rows, odd_row)| ready(&sandbox, json!({ "rows": rows, "odd_row": odd_row })));
        let forwarder = async {
            for job in ready.iter().chain(&ready[..1]) {
                send(&address.to_string(), secret, &event(job)).await?;
            }
            let mut stopped = stopped.clone();
            for job in &ready {
                tokio::select! {
                    ended = client.job(job.id.as_str()).wait() => drop(ended?),
                    _ = stopped.wait_for(|stop| *stop) => {}
                }
            }
            stop.send_replace(true);
            Ok::<_, Box<dyn Error>>(())
        };
        let service = super::serve(listener, client.clone(), secret, stopped.clone());
        tokio::try_join!(service, forwarder)?;
        println!();
        for job in &ready {
            let job = client.job(job.id.as_str()).get().await?;
            println!(
                "{} is {}: {}",
                job.id,
                job.status.unwrap_or("?".into()),
                job.info.unwrap_or_default()
            );
        }
        Ok(())
    }

    /// A job that waits for a worker.
    pub fn ready(sandbox: &Sandbox, input: Value) -> Job {
        let config = JobConfig::new("exportOrders", "us_wb_7PfLm2Rd", JobType::Workbook)
            .with_input(input)
            .with_trigger(Trigger::Immediate);
        let id = sandbox.add(config);
        sandbox.job(&id).unwrap_or_else(|| unreachable!("it was just added"))
    }

    /// The event that Flatfile makes of it.
    pub fn event(job: &Job) -> Value {
        json!({
            "id": format!("us_evt_{}", job.id),
            "topic": "job:ready",
            "domain": "job",
            "context": { "environmentId": "us_env_1", "workbookId": job.source, "jobId": job.id },
            "payload": {
                "job": format!("{}:{}", job.type_, job.operation),
                "operation": job.operation,
                "status": "ready",
            },
        })
    }

    /// Forwards it, and says the status of the response.
    pub async fn send(address: &str, secret: &str, body: &Value) -> std::io::Result<u16> {
        let body = body.to_string();
        let mut stream = TcpStream::connect(address).await?;
        let head = format!(
            "POST /events HTTP/1.1\r\nhost: {address}\r\nx-events-secret: {secret}\r\n\
             content-length: {}\r\nconnection: close\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(head.as_bytes()).await?;
        let mut response = String::new();
        stream.read_to_string(&mut response).await?;
        let status = response.split(' ').nth(1).and_then(|status| status.parse().ok());
        status.ok_or_else(|| std::io::Error::other("no status"))
    }
}
