//! How fast and how large it is, beside the official SDK for TypeScript. They
//! are figures, not judgements, so `cargo test` leaves them alone:
//! `cli/tests/figures/run` installs the SDK, and prints them.

use std::fs;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use flatfile_jobs::api::OperationId;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::{Fault, Faults};

use crate::support::World;

/// Runs a command, and prints its status and the most memory that it had.
const PEAK: &str = "import resource, subprocess, sys\n\
    ran = subprocess.run(sys.argv[1:], stdin=sys.stdin, stdout=subprocess.DEVNULL)\n\
    print(ran.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)";

const LOOP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/figures/fail.cjs");

const JOBS: usize = 10_000;
const STARTS: usize = 21;

#[derive(Clone, Copy, Debug)]
enum Who {
    Program,
    Sdk,
}

impl Who {
    fn name(self) -> &'static str {
        match self {
            Self::Program => "flatfile-jobs",
            Self::Sdk => "official SDK",
        }
    }

    /// Fails the jobs of standard input, and writes down who is left over.
    fn many(self, world: &World) -> Command {
        match self {
            Self::Program => {
                let arguments =
                    "fail - -m no --concurrency 16 --left-over left.txt --retries 1 --quiet";
                let arguments: Vec<&str> = arguments.split(' ').collect();
                world.command(&arguments).into_command()
            }
            Self::Sdk => sdk(world, &["left.txt"]),
        }
    }

    /// Fails one job.
    fn one(self, world: &World, id: &str) -> Command {
        match self {
            Self::Program => world.command(&["fail", id, "-m", "no"]).into_command(),
            Self::Sdk => sdk(world, &["", id]),
        }
    }
}

fn sdk(world: &World, arguments: &[&str]) -> Command {
    let sdk = std::env::var("SDK").expect("SDK says where the SDK is: cli/tests/figures/run does");
    let mut command = Command::new("node");
    command
        .arg(LOOP)
        .args(arguments)
        .current_dir(world.file(""))
        .env("SDK", sdk)
        .env("FLATFILE_BEARER_TOKEN", world.sandbox.token())
        // It adds the `/v1` by itself.
        .env("FLATFILE_API_URL", world.sandbox.url().strip_suffix("/v1").unwrap());
    command
}

fn faults() -> Faults {
    let mut faults = Faults::seeded(7);
    for fault in
        [Fault::lose_response().reset(), Fault::status(503).after_effect(), Fault::status(503)]
    {
        faults = faults.on(OperationId::FailJob, fault).probability(0.02);
    }
    faults
}

#[test]
#[ignore = "figures"]
fn ten_thousand_with_faults() {
    for with_faults in [false, true] {
        for who in [Who::Program, Who::Sdk] {
            ten_thousand(who, with_faults);
        }
    }
}

fn ten_thousand(who: Who, with_faults: bool) {
    let world = World::new();
    let ids: Vec<String> =
        (0..JOBS).map(|_| world.sandbox.add_executing_job("exportOrders")).collect();
    if with_faults {
        world.sandbox.set_faults(faults());
    }
    let mut input = ids.join("\n");
    for round in 1..=3 {
        let file = world.write("ids.txt", &input);
        let command = who.many(&world);
        let mut wrapped = Command::new("python3");
        wrapped.args(["-c", PEAK]).arg(command.get_program()).args(command.get_args());
        for (name, value) in command.get_envs() {
            wrapped.env(name, value.unwrap());
        }
        wrapped.current_dir(world.file(""));
        let start = Instant::now();
        let output = wrapped.stdin(fs::File::open(file).unwrap()).stdout(Stdio::piped()).output();
        let took = start.elapsed();
        let said = String::from_utf8(output.unwrap().stdout).unwrap();
        let (status, kilobytes) = said.trim().split_once(' ').unwrap();
        let is_failed = |id: &&String| {
            world.sandbox.job(id).and_then(|job| job.status) == Some(JobStatus::Failed)
        };
        let failed = ids.iter().filter(is_failed).count();
        let left = match status {
            "0" => 0,
            _ => fs::read_to_string(world.file("left.txt")).unwrap().lines().count(),
        };
        eprintln!(
            "{:14} faults {with_faults:5} round {round}: {took:6.1?}, {} MB, {failed} of {JOBS} \
             failed, {left} left over by its own word",
            who.name(),
            kilobytes.parse::<u64>().unwrap() / 1024,
        );
        if status == "0" {
            break;
        }
        input = fs::read_to_string(world.file("left.txt")).unwrap();
    }
    for id in &ids {
        let history = world.sandbox.history(id);
        let ends = history.iter().filter(|it| it.to == Some(JobStatus::Failed)).count();
        assert_eq!(ends, 1, "{id}");
    }
}

#[test]
#[ignore = "figures"]
fn a_cold_start_and_the_binary() {
    let world = World::new();
    for who in [Who::Program, Who::Sdk] {
        let mut times: Vec<Duration> = Vec::new();
        for _ in 0..STARTS {
            let id = world.sandbox.add_executing_job("exportOrders");
            let mut command = who.one(&world, &id);
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
            let start = Instant::now();
            assert!(command.status().unwrap().success());
            times.push(start.elapsed());
        }
        times.sort();
        eprintln!(
            "{:14} one fail from a cold start: median {:.1?}, of {:.1?} to {:.1?}",
            who.name(),
            times[STARTS / 2],
            times[0],
            times[STARTS - 1],
        );
    }
    let bytes = fs::metadata(env!("CARGO_BIN_EXE_flatfile-jobs")).unwrap().len();
    eprintln!("the binary has {:.1} MB", bytes as f64 / 1e6);
}
