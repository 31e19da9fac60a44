//! How fast and how large it is. They are figures, not judgements, so `cargo
//! test` leaves them alone: `cargo test --release -p flatfile-jobs-cli --test
//! cli -- --ignored --nocapture figures`.

use std::fs;
use std::process::{Command, Stdio};
use std::time::Instant;

use flatfile_jobs::api::OperationId;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::{Fault, Faults};

use crate::support::World;

/// Runs a command, and prints its status and the most memory that it had.
const PEAK: &str = "import resource, subprocess, sys\n\
    ran = subprocess.run(sys.argv[1:], stdin=sys.stdin, stdout=subprocess.DEVNULL)\n\
    print(ran.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)";

const JOBS: usize = 10_000;

#[test]
#[ignore = "figures"]
fn ten_thousand_with_faults() {
    for with_faults in [false, true] {
        let world = World::new();
        let ids: Vec<String> =
            (0..JOBS).map(|_| world.sandbox.add_executing_job("exportOrders")).collect();
        let mut faults = Faults::seeded(7);
        if with_faults {
            for fault in [
                Fault::lose_response().reset(),
                Fault::status(503).after_effect(),
                Fault::status(503),
            ] {
                faults = faults.on(OperationId::FailJob, fault).probability(0.02);
            }
        }
        world.sandbox.set_faults(faults);
        let mut input = ids.join("\n");
        for round in 1..=5 {
            let file = world.write("ids.txt", &input);
            let arguments = [
                "fail",
                "-",
                "-m",
                "no",
                "--concurrency",
                "16",
                "--left-over",
                "left.txt",
                "--retries",
                "1",
                "--quiet",
            ];
            let program = world.command(&arguments).into_command();
            let mut wrapped = Command::new("python3");
            wrapped.args(["-c", PEAK]).arg(program.get_program()).args(program.get_args());
            for (name, value) in program.get_envs() {
                wrapped.env(name, value.unwrap());
            }
            wrapped.current_dir(world.file(""));
            let start = Instant::now();
            let output =
                wrapped.stdin(fs::File::open(file).unwrap()).stdout(Stdio::piped()).output();
            let said = String::from_utf8(output.unwrap().stdout).unwrap();
            let (status, kilobytes) = said.trim().split_once(' ').unwrap();
            let failed = ids
                .iter()
                .filter(|id| world.sandbox.job(id).unwrap().status == Some(JobStatus::Failed))
                .count();
            eprintln!(
                "faults {with_faults}, round {round}: status {status}, {failed} of {JOBS} failed, \
                 {:.1?}, {} MB",
                start.elapsed(),
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
}

#[test]
#[ignore = "figures"]
fn a_cold_start_and_the_binary() {
    let world = World::new();
    let mut times = Vec::new();
    for _ in 0..41 {
        let id = world.sandbox.add_executing_job("exportOrders");
        let start = Instant::now();
        world.run(&["fail", &id, "-m", "no"]).done();
        times.push(start.elapsed());
    }
    times.sort();
    let program = env!("CARGO_BIN_EXE_flatfile-jobs");
    let bytes = fs::metadata(program).unwrap().len();
    eprintln!(
        "one fail: median {:.1?}, of {:.1?} to {:.1?}; the binary has {:.1} MB",
        times[20],
        times[0],
        times[40],
        bytes as f64 / 1e6,
    );
}
