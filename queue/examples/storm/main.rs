//! The queue in bad weather: real processes are killed, frozen and stopped, and
//! the database is restarted, while the sandbox keeps record of every end.
//!
//! ```text
//! queue/run storm          # on a PostgreSQL that it starts and stops
//! queue/run storm sqlite
//! ```
//!
//! It prints a table, and fails where a job was lost, run by two at once, or
//! ended twice. `--short` does less of the same, in about a minute.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "figures are printed")]

mod freezes;
mod herd;
mod measure;
mod phases;
mod record;
mod stage;
mod worker;

use std::error::Error;
use std::process::ExitCode;

use phases::Row;
use stage::{Kind, Size};

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

#[tokio::main]
async fn main() -> Result<ExitCode> {
    let mut arguments = std::env::args().skip(1);
    let kind = match arguments.next().as_deref() {
        Some("worker") => return worker::run().await,
        Some("postgres") => Kind::Postgres,
        Some("sqlite") => Kind::Sqlite,
        _ => return Err("say `postgres` or `sqlite`; see `queue/run`".into()),
    };
    let size = match arguments.next().as_deref() {
        Some("--short") => Size::Short,
        None => Size::Long,
        Some(other) => return Err(format!("`{other}` is not known").into()),
    };
    let mut rows: Vec<Row> = Vec::new();
    rows.extend(phases::kills(kind, size).await?);
    rows.push(phases::frozen(kind, size).await?);
    rows.push(freezes::freezes(kind, size).await?);
    if kind == Kind::Postgres {
        rows.push(phases::restart(size, 0).await?);
        if size == Size::Long {
            // Longer than the lease.
            rows.push(phases::restart(size, 12).await?);
        }
    }
    rows.push(phases::stop(kind).await?);
    rows.push(phases::same_key(kind).await?);
    if size == Size::Long {
        rows.push(phases::long_jobs(kind).await?);
    }
    println!("\n| | riverqueue 0.5.0 + our beat, {kind:?} |\n|---|---|");
    let mut bad = 0;
    for row in rows {
        println!("| {} | {} |", row.what, row.measured);
        if !row.good {
            bad += 1;
            eprintln!("not as it should be: {}", row.what);
        }
    }
    Ok(if bad == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
