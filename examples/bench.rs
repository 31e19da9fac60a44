//! How fast are calls from here?
//!
//! ```text
//! cargo run --release --example bench                      # 10000 calls, 64 in flight
//! cargo run --release --example bench -- 50000 256
//! FLATFILE_API_KEY=sk_... cargo run --release --example bench -- 100 4 us_jb_YOUR_ID
//! ```
//!
//! By itself it starts the sandbox on a socket and fails that many jobs there;
//! the sandbox runs in the same process and takes its share of the time. With a
//! job's id and a key in the environment it reads that job on Flatfile, or on
//! the server of `FLATFILE_API_URL`, and changes nothing.

#![allow(clippy::print_stdout, reason = "an example shows its result")]

use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use flatfile_jobs::Client;
use flatfile_jobs::sandbox::Sandbox;
use tokio::task::JoinSet;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let calls = arguments.next().map_or(Ok(10_000), |text| text.parse())?;
    let in_flight = arguments.next().map_or(Ok(64), |text| text.parse())?;
    match arguments.next() {
        Some(id) => {
            let client = Client::from_env()?;
            println!("reading {id} on {}", client.base_url());
            run(client, vec![id; calls], in_flight, Call::Get).await
        }
        None => {
            let sandbox = Sandbox::start().await?;
            let ids = (0..calls).map(|_| sandbox.add_executing_job("submitAction")).collect();
            println!("failing jobs in the sandbox on {}", sandbox.url());
            run(sandbox.client()?, ids, in_flight, Call::Fail).await
        }
    }
}

#[derive(Clone, Copy)]
enum Call {
    Get,
    Fail,
}

async fn run(
    client: Client,
    ids: Vec<String>,
    in_flight: usize,
    call: Call,
) -> Result<(), Box<dyn Error>> {
    let (ids, next) = (Arc::new(ids), Arc::new(AtomicUsize::new(0)));
    let mut tasks = JoinSet::new();
    let begun = Instant::now();
    for _ in 0..in_flight {
        let (client, ids, next) = (client.clone(), Arc::clone(&ids), Arc::clone(&next));
        tasks.spawn(async move {
            let mut times = Vec::new();
            while let Some(id) = ids.get(next.fetch_add(1, Ordering::Relaxed)) {
                let sent = Instant::now();
                match call {
                    Call::Get => drop(client.job(id).get().await?),
                    Call::Fail => drop(client.job(id).fail("Job failed").await?),
                }
                times.push(sent.elapsed());
            }
            Ok::<_, flatfile_jobs::Error>(times)
        });
    }
    let mut times: Vec<Duration> = Vec::with_capacity(ids.len());
    while let Some(task) = tasks.join_next().await {
        times.extend(task??);
    }
    let whole = begun.elapsed();
    times.sort_unstable();
    let at = |part: usize| times.get(times.len() * part / 100).or(times.last()).copied();
    println!(
        "{} calls, {in_flight} in flight: {:.0} a second; half within {:.1?}, 99 % within {:.1?}",
        times.len(),
        times.len() as f64 / whole.as_secs_f64(),
        at(50).unwrap_or_default(),
        at(99).unwrap_or_default(),
    );
    Ok(())
}
