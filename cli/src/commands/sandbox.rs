//! `sandbox`.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use flatfile_jobs::sandbox::Sandbox;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};
use tokio::sync::watch;

use crate::args::Globals;
use crate::failure::{Failure, Kind};
use crate::interrupt::Interrupts;
use crate::output::{data_line, flush, json_line, note};
use crate::sandbox::{
    Clock, Control, EventFaultSet, RuleSet, Setup, Shows, Start, load, pairs, save, try_out,
};

/// How long requests may take that are still open when it ends. A fault may
/// hold one for ever.
const PATIENCE: Duration = Duration::from_secs(2);

/// How many jobs it makes of each kind: more than that no memory holds.
const MOST_JOBS: i64 = 1_000_000;

const SETUP: &str = "Setup";

/// Serve a sandbox: a Jobs server of your own, for any client in any language
///
/// It listens on 127.0.0.1 alone. Its page, `/`, shows the jobs as people in
/// Flatfile meet them, and its control path, `/_sandbox`, is for tests: calls,
/// histories, jobs, faults, clock, state, reset (`flatfile-jobs openapi --sandbox`).
#[derive(clap::Args, Debug)]
pub struct Args {
    /// The port; a free one by default.
    #[arg(long, value_name = "PORT", default_value_t = 0, hide_default_value = true)]
    port: u16,

    /// A file with jobs, rules, faults and token, in YAML or JSON.
    #[arg(long, value_name = "FILE", help_heading = SETUP)]
    pub(super) setup: Option<PathBuf>,

    /// The token that it accepts; sk_sandbox by default. It opens nothing else.
    #[arg(long, value_name = "TEXT", help_heading = SETUP)]
    token: Option<String>,

    /// Begin with so many jobs that are being executed, a million at the most.
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, help_heading = SETUP,
        value_parser = clap::value_parser!(u32).range(..=MOST_JOBS))]
    executing: u32,

    /// Begin with so many jobs that are ready for a worker, a million at the most.
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, help_heading = SETUP,
        value_parser = clap::value_parser!(u32).range(..=MOST_JOBS))]
    ready: u32,

    /// The operation of these jobs; exportOrders by default.
    #[arg(long, value_name = "NAME", help_heading = SETUP)]
    operation: Option<String>,

    /// A job to begin with, as members: operation=NAME,status=ready,…
    #[arg(long = "job", value_name = "MEMBERS", value_parser = pairs, help_heading = SETUP)]
    jobs: Vec<Map<String, Value>>,

    /// What goes wrong, as members: operation=failJob,status=503,nth=1. Kinds are
    /// status, html, delay, lose-request, lose-response, cut, stall, drip, body,
    /// garbage and oversized; the README has all members.
    #[arg(long = "fault", value_name = "MEMBERS", value_parser = pairs, help_heading = SETUP)]
    faults: Vec<Map<String, Value>>,

    /// The number that all chance of the faults comes from; 0 by default.
    #[arg(long, value_name = "N", help_heading = SETUP)]
    seed: Option<u64>,

    /// What goes wrong with events, as members: shuffled, doubled=0.5, missing=0.1,
    /// late=0.2 with late_ms=9000; and a seed of their own.
    #[arg(long, value_name = "MEMBERS", value_parser = pairs, help_heading = SETUP)]
    event_faults: Option<Map<String, Value>>,

    /// How it reads what nobody publishes, as members: end_twice=ignore,… They go
    /// over those of the file, one by one.
    #[arg(long = "rules", value_name = "MEMBERS", value_parser = pairs, help_heading = SETUP)]
    rules: Option<Map<String, Value>>,

    /// Keep the jobs in this file: read at the start, written at the end. Jobs
    /// of other options are added only where there is no such file yet.
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,

    /// Let pages of any origin call the API (CORS); the control path never.
    #[arg(long)]
    cors: bool,

    /// Serve no page.
    #[arg(long)]
    no_page: bool,

    /// Serve neither control path nor page.
    #[arg(long)]
    no_control: bool,

    /// How many calls are kept on record, the last ones; 100000 by default.
    #[arg(long, value_name = "N", help_heading = SETUP)]
    calls: Option<usize>,

    /// How many bytes of them; 256 MiB by default.
    #[arg(long, value_name = "N", help_heading = SETUP)]
    call_bytes: Option<usize>,
}

pub async fn run(args: Args, globals: &Globals) -> Result<Kind, Failure> {
    let setup = setup(&args)?;
    args.state.as_deref().map_or(Ok(()), try_out)?;
    let state = args.state.as_deref().map(load).transpose()?.flatten();
    let clock = Arc::new(Clock::default());
    let (close, closing) = watch::channel(false);
    let shows = Shows { control: !args.no_control, page: !args.no_page && !args.no_control };
    let control = Arc::new(Control::new(shows, Arc::clone(&clock), &setup, closing));
    let serve = Arc::clone(&control);
    let mut interrupts = Interrupts::listen();
    let sandbox = setup
        .builder(&clock)?
        .port(args.port)
        .cors(args.cors)
        .beside(move |sandbox, request| serve.serve(sandbox, &request))
        .start()
        .await
        .map_err(|error| cannot_listen(args.port, &error))?;
    // There is one thread: whoever waits at the port is served after this.
    let start = Start { setup, state };
    start.set(&sandbox, &clock, || interrupts.count() == 0)?;
    if interrupts.count() > 0 {
        // It was not ready, and its jobs are not all there: nothing is kept.
        return Ok(Kind::Interrupted);
    }
    control.began(sandbox.url(), start);
    announce(&sandbox, shows, globals)?;
    interrupts.reached(1).await;
    note(globals.quiet, "stopping");
    // The page's stream would not end by itself.
    let _ = close.send(true);
    let state = sandbox.export();
    let saved = args.state.as_deref().map_or(Ok(()), |file| save(file, &state));
    tokio::select! {
        result = tokio::time::timeout(PATIENCE, sandbox.shutdown()) => drop(result),
        () = interrupts.reached(2) => {}
    }
    saved.map(|()| Kind::Done)
}

pub(super) fn setup(args: &Args) -> Result<Setup, Failure> {
    let mut setup = args.setup.as_deref().map(Setup::from_file).transpose()?.unwrap_or_default();
    if args.token.is_some() {
        setup.token.clone_from(&args.token);
    }
    if let Some(token) = &setup.token {
        if token.is_empty() {
            return Err(Failure::input("an empty token cannot be sent"));
        }
        if !token.chars().all(|c| c.is_ascii_graphic()) {
            return Err(Failure::input("a token must be printable ASCII without spaces"));
        }
    }
    setup.jobs.extend(args.jobs.iter().cloned());
    for (fault, number) in args.faults.iter().zip(1..) {
        let rule = serde_json::from_value(Value::Object(fault.clone()));
        let wrong = |error| Failure::input(format!("--fault number {number}: {error}"));
        setup.faults.rules.push(rule.map_err(wrong)?);
    }
    setup.faults.seed = args.seed.unwrap_or(setup.faults.seed);
    let rules: RuleSet = members("--rules", args.rules.as_ref())?;
    setup.rules = rules.over(setup.rules);
    let event_faults: EventFaultSet = members("--event-faults", args.event_faults.as_ref())?;
    setup.event_faults = event_faults.over(setup.event_faults).or_seed(setup.faults.seed);
    setup.calls = args.calls.or(setup.calls);
    setup.call_bytes = args.call_bytes.or(setup.call_bytes);
    (setup.executing, setup.ready) = (args.executing, args.ready);
    setup.operation.clone_from(&args.operation);
    Ok(setup)
}

/// What the members of an option say; nothing where it is not there.
fn members<T: DeserializeOwned + Default>(
    option: &str,
    written: Option<&Map<String, Value>>,
) -> Result<T, Failure> {
    let Some(written) = written else { return Ok(T::default()) };
    let read = serde_json::from_value(Value::Object(written.clone()));
    read.map_err(|error| Failure::input(format!("{option}: {error}")))
}

fn cannot_listen(port: u16, error: &std::io::Error) -> Failure {
    let failure = Failure::new(Kind::Other, format!("it cannot listen on port {port}: {error}"));
    match error.kind() {
        std::io::ErrorKind::AddrInUse => failure.next("without --port it takes a free one"),
        _ => failure,
    }
}

/// Says where it is, once it can be called.
fn announce(sandbox: &Sandbox, shows: Shows, globals: &Globals) -> Result<(), Failure> {
    let url = sandbox.url();
    let root = url.strip_suffix("/v1").unwrap_or(&url);
    let control = shows.control.then(|| format!("{root}/_sandbox"));
    let page = shows.page.then(|| format!("{root}/"));
    if globals.json {
        json_line(&json!({
            "url": url, "token": sandbox.token(), "control": control, "page": page,
        }))?;
        return flush();
    }
    let lines = [
        ("url", Some(url.clone())),
        ("token", Some(sandbox.token().to_owned())),
        ("control", control),
        ("page", page),
    ];
    for (name, value) in lines {
        if let Some(value) = value {
            data_line(&format!("{name:<9}{value}"))?;
        }
    }
    note(globals.quiet, "the sandbox is ready; Ctrl-C stops it");
    flush()
}
