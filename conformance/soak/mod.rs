//! A soak: the official SDKs and this crate's client at once against one
//! sandbox with faults. Every job's life is checked, and that memory stays
//! flat.

mod belief;
mod faults;
mod ours;
mod sweep;
mod verdicts;

use std::sync::mpsc::{self, Receiver, Sender, TryRecvError};
use std::thread;
use std::time::{Duration, Instant};

use flatfile_jobs::Retries;

use crate::arguments::Arguments;
use crate::program::Program;
use crate::python::python;
use crate::table::Column;
use crate::tools::Tools;
use crate::typescript::node;
use crate::world::{Failure, World};

use self::belief::Belief;
use self::sweep::Sweeper;

/// How many lives each client lives at once. Python's rows are threads that
/// share one interpreter, so they are fewer.
const ROWS: [(&str, u64); 3] = [("typescript", 8), ("python", 4), ("ours", 8)];

/// A client that shows fewer lives than this did not take part.
const FEWEST_LIVES: usize = 10;

/// How much more memory the process may hold at the end than after a third of
/// the time. It comes to its size within a minute, from 28 MB to 40 MB, and
/// stayed there to the kilobyte for the rest of four, over 40000 jobs.
const MOST_GROWTH: u64 = 8 * 1024 * 1024;

/// Between the attempts of this crate's client.
const FIRST_DELAY: Duration = Duration::from_millis(5);
const LONGEST_DELAY: Duration = Duration::from_millis(50);

/// How long the last lives may take after the time is over.
const LAST_LIVES: Duration = Duration::from_secs(45);

pub fn run(tools: &Tools, arguments: &Arguments, column: &mut Column) -> Result<(), Failure> {
    tools.python_packages()?;
    let (seed, length) = (arguments.seed, arguments.soak);
    println!("soak: {} s, seed {seed}", length.as_secs());
    let world = World::with_faults(faults::plan(seed))?;
    let (begin, end) = (Instant::now(), Instant::now() + length);
    let clients = [
        program(node(tools, &world, "soak.js", length + LAST_LIVES)?, 0, seed, length),
        program(python(tools, &world, "soak.py", length + LAST_LIVES), 1, seed, length),
        own(&world, seed, end)?,
    ];
    let mut sweeper = Sweeper::new(&world)?;
    let mut lives = [(0, 0); ROWS.len()];
    let mut warm = None;
    loop {
        thread::sleep(Duration::from_millis(250));
        let mut open = clients.len();
        for (client, (known, unknown)) in clients.iter().zip(&mut lives) {
            let beliefs = drain(client)?;
            open -= usize::from(beliefs.is_none());
            for belief in beliefs.into_iter().flatten() {
                *(if belief.is_known() { &mut *known } else { &mut *unknown }) += 1;
                sweeper.leave(belief);
            }
        }
        sweeper.sweep()?;
        if warm.is_none() && begin.elapsed() > length / 3 {
            warm = Some(resident()?);
        }
        if open == 0 {
            break;
        }
    }
    let jobs = sweeper.finish(column)?;
    let (warm, last) = (warm.unwrap_or_default(), resident()?);
    for ((name, _), (known, unknown)) in ROWS.iter().zip(lives) {
        println!("soak: {name}: {known} lives, and {unknown} whose end it does not know");
        if known < FEWEST_LIVES {
            column.fail(format!("{name} has shown {known} lives only"));
        }
    }
    let (before, after) = (warm / 1024, last / 1024);
    println!(
        "soak: {jobs} jobs judged; memory {before} kB after a third of the time, {after} kB at the end"
    );
    if last > warm + MOST_GROWTH {
        column.fail(format!("memory grew from {before} kB to {after} kB"));
    }
    Ok(())
}

/// What a client told since it was last asked; none once it has ended.
fn drain(client: &Receiver<Result<Belief, String>>) -> Result<Option<Vec<Belief>>, Failure> {
    let mut beliefs = Vec::new();
    loop {
        match client.try_recv() {
            Ok(belief) => beliefs.push(belief?),
            Err(TryRecvError::Disconnected) if beliefs.is_empty() => return Ok(None),
            Err(_) => return Ok(Some(beliefs)),
        }
    }
}

/// A program that tells its beliefs line by line.
fn program(
    program: Program,
    row: usize,
    seed: u64,
    length: Duration,
) -> Receiver<Result<Belief, String>> {
    let (tell, told) = mpsc::channel();
    let program = program
        .env("CONFORMANCE_ROWS", ROWS[row].1.to_string())
        .env("CONFORMANCE_SEED", seed.to_string())
        .env("CONFORMANCE_SECONDS", length.as_secs().to_string());
    thread::spawn(move || {
        if let Err(error) = follow(program, &tell) {
            // Whoever does not listen any more has failed already.
            let _ = tell.send(Err(format!("{}: {error}", ROWS[row].0)));
        }
    });
    told
}

fn follow(program: Program, tell: &Sender<Result<Belief, String>>) -> Result<(), Failure> {
    let mut running = program.start()?;
    while let Some(line) = running.line()? {
        tell.send(Ok(serde_json::from_str(&line)?))?;
    }
    let (status, complaints) = running.finish()?;
    match status.success() {
        true => Ok(()),
        false => Err(format!("it ended with {status}: {complaints}").into()),
    }
}

/// This crate's own client, over the socket as the others.
fn own(
    world: &World,
    seed: u64,
    end: Instant,
) -> Result<Receiver<Result<Belief, String>>, Failure> {
    let (tell, told) = mpsc::channel();
    // Its own delays are for a server in need; this one has no need.
    let brief = |retries: Retries| retries.with_delays(FIRST_DELAY, LONGEST_DELAY);
    let client = world.sandbox.client_builder();
    let client =
        client.retries(brief(Retries::default())).end_retries(brief(Retries::ends())).build()?;
    for row in 0..ROWS[2].1 {
        let row = ours::row(client.clone(), seed.wrapping_mul(1000) + row, end, tell.clone());
        world.handle().spawn(row);
    }
    world.handle().spawn(ours::operator(client, end));
    Ok(told)
}

/// What the process holds in memory, in bytes.
fn resident() -> Result<u64, Failure> {
    let pages = std::fs::read_to_string("/proc/self/statm")?;
    let pages = pages.split_whitespace().nth(1).ok_or("statm has no resident pages")?;
    Ok(pages.parse::<u64>()? * 4096)
}
