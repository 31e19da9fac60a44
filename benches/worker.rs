//! A worker over ten thousand ready jobs: how fast, with how much memory and how
//! many sockets, and the same with everything going wrong.
//!
//! ```text
//! cargo bench --bench worker
//! JOBS=1000 AT_ONCE=8 cargo bench --bench worker -- faults
//! ```
//!
//! The sandbox is a process of its own, over sockets: what is measured is the
//! worker's process alone. Linux tells its memory and its sockets.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a bench prints its result, and says where it fails"
)]

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use flatfile_jobs::api::types::{JobConfig, JobStatus, JobType, Trigger};
use flatfile_jobs::sandbox::{EventFaults, Fault, Faults, Sandbox};
use flatfile_jobs::worker::Counts;
use flatfile_jobs::{Client, EventFilter, HandlerResult, Run};

/// What is run when none is named.
const MODES: [&str; 3] = ["plain", "faults", "arriving"];

/// How long nothing may happen.
const STUCK: Duration = Duration::from_secs(180);

/// A panic that is not printed.
struct Planned;

fn main() {
    if let Ok(mode) = std::env::var("SERVES") {
        return serve(&mode);
    }
    if let Ok(mode) = std::env::var("WORKS") {
        return work(&mode);
    }
    let asked: Vec<String> =
        std::env::args().skip(1).filter(|it| MODES.contains(&it.as_str())).collect();
    let modes = if asked.is_empty() { MODES.map(str::to_owned).to_vec() } else { asked };
    println!("{} jobs, {} at once", number("JOBS", 10_000), number("AT_ONCE", 32));
    for mode in modes {
        let mut server = child("SERVES", &mode);
        let mut said = BufReader::new(server.stdout.take().unwrap()).lines();
        let url = said.next().unwrap().unwrap();
        let worker = Command::new(std::env::current_exe().unwrap())
            .env("WORKS", &mode)
            .env("FLATFILE_API_URL", &url)
            .env("FLATFILE_API_KEY", "sk_sandbox")
            .status();
        assert!(worker.unwrap().success());
        drop(server.stdin.take());
        said.map_while(Result::ok).for_each(|line| println!("  the server: {line}"));
        server.wait().unwrap();
    }
}

fn child(role: &str, mode: &str) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.env(role, mode).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap()
}

fn number(name: &str, default: u64) -> u64 {
    std::env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(default)
}

fn ready(sandbox: &Sandbox, number: u64) -> String {
    let config = JobConfig::new("exportOrders", "us_wb_7PfLm2Rd", JobType::Workbook);
    let config = config.with_trigger(Trigger::Immediate);
    sandbox.add(config.with_input(serde_json::json!({ "number": number })))
}

/// The sandbox, until its standard input is closed.
fn serve(mode: &str) {
    let jobs = number("JOBS", 10_000);
    let mut builder = Sandbox::builder().most_calls(0).most_events(200_000);
    if mode != "plain" {
        let events = EventFaults::seeded(1).with_shuffled(true).with_doubled(1.0).with_missing(0.1);
        let lost = Faults::seeded(1).on_any(Fault::lose_response().reset()).probability(0.1);
        builder = builder.event_faults(events).faults(lost);
    }
    let sandbox = builder.start_blocking().unwrap();
    let mut ids = Vec::new();
    if mode != "arriving" {
        ids.extend((0..jobs).map(|number| ready(&sandbox, number)));
    }
    println!("{}", sandbox.url());
    if mode == "arriving" {
        // So many a second as a worker can do.
        for number in 0..jobs {
            ids.push(ready(&sandbox, number));
            std::thread::sleep(Duration::from_millis(3));
        }
    }
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
    let with = |status: JobStatus| {
        let is = |id: &&String| sandbox.job(id).unwrap().status.as_ref() == Some(&status);
        ids.iter().filter(is).count()
    };
    let ends = |id: &String| sandbox.history(id).iter().filter(|change| change.is_end()).count();
    let twice = ids.iter().filter(|id| ends(id) > 1).count();
    println!(
        "{} complete, {} failed, {} executing, {} ready; {twice} ended more than once",
        with(JobStatus::Complete),
        with(JobStatus::Failed),
        with(JobStatus::Executing),
        with(JobStatus::Ready),
    );
}

#[derive(serde::Deserialize)]
struct Input {
    number: u64,
}

async fn handle(run: Run, panics: bool) -> HandlerResult<String> {
    let Input { number } = run.input()?;
    tokio::task::yield_now().await;
    if panics && number % 20 == 7 {
        std::panic::panic_any(Planned);
    }
    Ok(format!("{number} is exported"))
}

fn over(counts: &Counts) -> u64 {
    let Counts { completed, failed, in_doubt, not_ended, left, .. } = counts;
    completed + failed + in_doubt + not_ended + left
}

/// The worker, and what it took.
fn work(mode: &str) {
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if !info.payload().is::<Planned>() {
            print(info);
        }
    }));
    let (jobs, at_once) = (number("JOBS", 10_000), number("AT_ONCE", 32));
    let panics = mode != "plain";
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let start = Instant::now();
    let mut sockets = 0;
    let report = runtime.block_on(async {
        let client = Client::from_env().unwrap();
        let worker = client
            .worker()
            .concurrency(usize::try_from(at_once).unwrap())
            // Ten minutes of jobs that come would wait for a sweep otherwise.
            .sweep_every(Duration::from_secs(20))
            .on(EventFilter::on("job:ready"), move |run| handle(run, panics));
        let health = worker.health();
        let done = async {
            let (mut last, mut since) = (0, Instant::now());
            while last < jobs && since.elapsed() < STUCK {
                tokio::time::sleep(Duration::from_millis(20)).await;
                sockets = sockets.max(open_sockets());
                let now = over(&health.counts());
                if now > last {
                    (last, since) = (now, Instant::now());
                }
            }
        };
        worker.run_until(done).await.unwrap()
    });
    let took = start.elapsed().as_secs_f64();
    println!(
        "{mode}: {:.0} jobs/s ({took:.1} s), {} MiB at the most, {sockets} sockets at the most",
        jobs as f64 / took,
        peak_kib() / 1024,
    );
    println!("  the worker: {report}");
    println!("  {:?}", report.counts);
}

/// The most memory that this process had, in KiB.
fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}

fn open_sockets() -> usize {
    let open = std::fs::read_dir("/proc/self/fd").into_iter().flatten().flatten();
    let target = |it: std::fs::DirEntry| std::fs::read_link(it.path()).ok();
    open.filter_map(target).filter(|to| to.to_string_lossy().starts_with("socket:")).count()
}
