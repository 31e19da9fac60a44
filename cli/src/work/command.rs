//! The handler of a job: the command, from its start to its end.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use flatfile_jobs::{HandlerError, HandlerResult, Outcome, Run};
use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncWriteExt, BufReader};

use super::end::{Left, end};
use super::lines::{Line, Tail};
use super::process::Process;
use crate::output::{note, warn_line};

/// How long a command that was asked to end may take for it.
const TO_END: Duration = Duration::from_secs(10);

/// What the command is, and how far it may go.
#[derive(Debug)]
pub struct Limits {
    pub program: PathBuf,
    pub arguments: Vec<OsString>,
    /// How long it may take.
    pub at_most: Option<Duration>,
    /// How long it may go on when this program stops.
    pub grace: Duration,
    /// Whether its standard error is not passed on.
    pub quiet: bool,
}

/// Runs the command for a job.
pub async fn command(run: Run, limits: &Limits) -> HandlerResult<Outcome> {
    let started = Process::start(&limits.program, &limits.arguments, run.job());
    let (mut process, (mut stdin, stdout, stderr)) = started
        .map_err(|error| HandlerError::new(format!("the command cannot be run: {error}")))?;
    let job = serde_json::to_string(run.job())? + "\n";
    let feed = async move {
        // A command that does not want it closes the pipe.
        drop(stdin.write_all(job.as_bytes()).await);
    };
    // Outside of what reads: a stream that never ends keeps nothing back.
    let (out_tail, err_tail) = (Mutex::new(Tail::default()), Mutex::new(Tail::default()));
    let say = |text: &str| warn_line(&format!("{}: {text}", run.id()));
    let out = lines(stdout, |line, is_begun| {
        if is_begun && line.starts_with('{') {
            say("a line of more than 64 KiB is read in pieces, and is no outcome");
        }
        match Line::read(line) {
            Line::Progress(percent, Some(info)) => run.progress(percent, info),
            Line::Progress(percent, None) => run.progress(percent, ()),
            Line::ProgressOf(done, total) => run.progress_of(done, total),
            Line::Info(info) => run.info(info),
            Line::Text(text) => locked(&out_tail).add(text),
        }
    });
    let err = lines(stderr, |line, _| {
        note(limits.quiet, &format!("{}: {line}", run.id()));
        locked(&err_tail).add(line.to_owned());
    });
    let streams = async { tokio::join!(feed, out, err) };
    let ended = async {
        let status = supervised(&run, &mut process, limits).await?;
        Ok::<_, HandlerError>(status)
    };
    // What it started and left behind may hold the streams for ever.
    let mut streams = std::pin::pin!(streams);
    let mut ended = std::pin::pin!(ended);
    let mut read = false;
    let status = loop {
        tokio::select! {
            status = &mut ended => break status?,
            _ = &mut streams, if !read => read = true,
        }
    };
    if !read {
        // What has come by then counts.
        drop(tokio::time::timeout(Duration::from_secs(1), streams).await);
    }
    let (out, err) =
        (std::mem::take(&mut *locked(&out_tail)), std::mem::take(&mut *locked(&err_tail)));
    if !status.success() {
        // It stopped because it was told to.
        run.check()?;
    }
    end(&Left { status, out, err }, say)
}

/// Waits for the end of the command, which may take its time and no more, and is
/// asked to end where the run has to stop.
async fn supervised(
    run: &Run,
    process: &mut Process,
    limits: &Limits,
) -> Result<std::process::ExitStatus, HandlerError> {
    let at_most = limits.at_most.unwrap_or(Duration::MAX);
    let stopped = tokio::select! {
        status = process.wait() => return Ok(status?),
        () = tokio::time::sleep(at_most) => None,
        reason = run.canceled() => Some(reason),
    };
    // When the program stops the run's own grace counts.
    let patience = if stopped.is_some() { limits.grace } else { TO_END };
    let status = process.end(patience).await?;
    match stopped {
        Some(_) => Ok(status),
        None => {
            let limit = humantime::format_duration(at_most);
            Err(HandlerError::new(format!("the command took longer than {limit}")))
        }
    }
}

/// Reads lines until the stream ends. A line that is too long for any use is
/// taken in pieces, and is said to be begun with the first one.
async fn lines(stream: impl AsyncRead + Unpin, mut take: impl FnMut(&str, bool)) {
    const LONGEST: usize = 64 * 1024;
    let mut reader = BufReader::with_capacity(LONGEST, stream);
    let mut line = Vec::new();
    let mut is_rest = false;
    loop {
        let piece: io::Result<&[u8]> = reader.fill_buf().await;
        let Ok(piece) = piece else { break };
        if piece.is_empty() {
            break;
        }
        let end = piece.iter().position(|byte| *byte == b'\n');
        let used = end.map_or(piece.len(), |end| end + 1);
        line.extend_from_slice(piece.get(..end.unwrap_or(used)).unwrap_or_default());
        reader.consume(used);
        if end.is_some() || line.len() > LONGEST {
            take(&String::from_utf8_lossy(&line), end.is_none() && !is_rest);
            is_rest = end.is_none();
            line.clear();
        }
    }
    if !line.is_empty() {
        take(&String::from_utf8_lossy(&line), false);
    }
}

fn locked(tail: &Mutex<Tail>) -> MutexGuard<'_, Tail> {
    tail.lock().unwrap_or_else(PoisonError::into_inner)
}
