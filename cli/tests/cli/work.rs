//! `work`: a command as a handler of jobs.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use flatfile_jobs::api::OperationId;
use flatfile_jobs::api::types::{Job, JobConfig, JobStatus, JobType, Trigger};
use flatfile_jobs::sandbox::{By, Fault, Faults};
use serde_json::{Value, json};

use crate::support::{World, assert_session};

/// Adds a job that is ready.
fn ready(world: &World, operation: &str) -> String {
    let config = JobConfig::new(operation, "us_wb_1", JobType::Workbook);
    world.sandbox.add(config.with_trigger(Trigger::Immediate).with_input(json!({ "rows": 3 })))
}

fn job(world: &World, id: &str) -> Job {
    world.sandbox.job(id).unwrap()
}

fn message(world: &World, id: &str) -> String {
    let outcome = job(world, id).typed_outcome().expect("an outcome");
    outcome.message.unwrap_or_default()
}

/// Works through all ready jobs with a script for the shell.
fn work(world: &World, options: &[&str], script: &str) -> crate::support::Ran {
    let mut arguments = vec!["work", "--once", "--interval", "10ms"];
    arguments.extend(options);
    arguments.extend(["--", "sh", "-c", script]);
    world.command(&arguments).variable("PATH", "/usr/bin:/bin").run()
}

#[test]
fn the_job_comes_in_and_the_last_lines_go_out() {
    let world = World::new();
    let id = ready(&world, "exportOrders");
    let ran = work(
        &world,
        &[],
        "cat > job.json; echo $FLATFILE_JOB_ID $FLATFILE_JOB_OPERATION > name; echo '40% half of it'; \
         echo; echo 42 rows; echo in 3 files",
    );
    assert_eq!(ran.done().stdout, format!("{id}  complete\n"));
    let came: Value =
        serde_json::from_str(&fs::read_to_string(world.file("job.json")).unwrap()).unwrap();
    assert_eq!((&came["id"], &came["input"]["rows"]), (&json!(id), &json!(3)));
    assert_eq!(fs::read_to_string(world.file("name")).unwrap(), format!("{id} exportOrders\n"));
    assert_eq!(message(&world, &id), "42 rows\nin 3 files");
    let told = world.sandbox.calls().into_iter().filter_map(|call| call.body);
    assert!(
        told.clone().any(|body| body["progress"] == 40 && body["info"] == "half of it"),
        "{:?}",
        told.collect::<Vec<_>>()
    );
}

#[test]
fn each_end_has_its_line() {
    let world = World::new();
    let session = [
        "echo done",
        "echo out; echo 'order 351 was refused' >&2; exit 3",
        r#"echo '{"outcome":{"heading":"Stopped","message":"no","acknowledge":true},"info":"351"}'; exit 1"#,
        "kill -9 $$",
        "exit 7",
    ]
    .map(|script| {
        let id = ready(&world, "exportOrders");
        let ran = work(&world, &[], script);
        let job = job(&world, &id);
        let shown = json!({ "outcome": job.outcome, "info": job.info });
        format!("{}{shown}\n", world.plain(&ran))
    });
    assert_session("work", &session.join("\n"));
}

#[test]
fn a_line_of_json_for_each_job() {
    let world = World::new();
    let (good, bad) = (ready(&world, "a"), ready(&world, "b"));
    let ran = work(&world, &["--json"], r#"test "$FLATFILE_JOB_OPERATION" = a"#);
    let lines = ran.done().json();
    let why = "the command ended with status 1";
    assert_eq!(
        lines,
        [
            json!({ "id": good, "command": "work", "result": "complete", "why": null, "error": null }),
            json!({ "id": bad, "command": "work", "result": "failed", "why": why, "error": null }),
        ]
    );
}

#[test]
fn many_are_worked_on_each_once_and_others_are_left_alone() {
    let world = World::new();
    let ids: Vec<String> = (0..12).map(|_| ready(&world, "exportOrders")).collect();
    let other = ready(&world, "sendMail");
    let taken = world.sandbox.add_executing_job("exportOrders");
    let ran = work(
        &world,
        &["--concurrency", "4", "--operation", "exportOrders"],
        "echo $FLATFILE_JOB_ID >> ran; echo done",
    );
    assert_eq!(ran.done().stdout.lines().count(), 12);
    let mut ran: Vec<String> =
        fs::read_to_string(world.file("ran")).unwrap().lines().map(str::to_owned).collect();
    ran.sort();
    assert_eq!(ran, ids);
    for id in &ids {
        let ends = world.sandbox.history(id);
        let by = By::Operation(OperationId::CompleteJob);
        assert_eq!(ends.iter().filter(|change| change.by == by).count(), 1, "{id}");
    }
    assert_eq!(job(&world, &other).status, Some(JobStatus::Ready));
    assert_eq!(job(&world, &taken).status, Some(JobStatus::Executing));
}

#[cfg(target_os = "linux")]
#[test]
fn a_word_of_the_command_may_be_no_text() {
    use std::os::unix::ffi::OsStrExt;

    let world = World::new();
    ready(&world, "exportOrders");
    let mut command =
        world.command(&["work", "--once", "--", "/bin/sh", "-c", ": > \"$0\""]).into_command();
    let word = std::ffi::OsStr::from_bytes(b"\xff.txt");
    let output = command.arg(word).stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(world.file("").join(word).exists());
}

#[test]
fn so_many_and_no_more() {
    let world = World::new();
    let ids: Vec<String> = (0..3).map(|_| ready(&world, "exportOrders")).collect();
    let ran = work(&world, &["--max", "2"], "true").done();
    assert_eq!(ran.stdout.lines().count(), 2, "{ran}");
    assert_eq!(job(&world, &ids[2]).status, Some(JobStatus::Ready));
}

#[test]
fn a_command_that_takes_too_long_is_ended_with_all_that_it_started() {
    let world = World::new();
    let id = ready(&world, "exportOrders");
    let ran = work(&world, &["--at-most", "200ms"], "sleep 60 & echo $! > pid; wait").done();
    assert_eq!(ran.stdout, format!("{id}  failed  the command took longer than 200ms\n"));
    assert_eq!(job(&world, &id).status, Some(JobStatus::Failed));
    assert_is_gone(&fs::read_to_string(world.file("pid")).unwrap());
}

#[test]
fn what_it_leaves_behind_does_not_hold_it_up() {
    let world = World::new();
    let id = ready(&world, "exportOrders");
    // It holds the streams for longer than the test may take.
    let ran = work(&world, &[], "sleep 60 & echo $! > pid; echo done").done();
    assert_eq!(ran.stdout, format!("{id}  complete\n"));
    let pid = fs::read_to_string(world.file("pid")).unwrap();
    drop(Command::new("kill").arg(pid.trim()).status());
}

#[test]
fn what_it_said_counts_although_its_child_holds_the_pipe() {
    let world = World::new();
    let id = ready(&world, "exportOrders");
    let ran = work(&world, &[], "cat >/dev/null; sleep 30 & echo 42 rows");
    assert_eq!(ran.done().stdout, format!("{id}  complete\n"));
    assert_eq!(message(&world, &id), "42 rows");
}

#[test]
fn a_body_is_read_whole_however_long_it_is() {
    let world = World::new();
    let id = ready(&world, "exportOrders");
    let script = "cat >/dev/null; long=$(head -c 9000 /dev/zero | tr '\\0' x); \
                  echo \"{\\\"outcome\\\":{\\\"message\\\":\\\"$long\\\"}}\"";
    work(&world, &[], script).done();
    assert_eq!(message(&world, &id), "x".repeat(9_000));
}

#[test]
fn a_body_that_would_be_refused_is_no_body() {
    let odd = r#"{"outcome":{"message":"42 rows","next":{"type":"nope"}}}"#;
    for (end, status) in [("exit 0", JobStatus::Complete), ("exit 1", JobStatus::Failed)] {
        let world = World::new();
        let id = ready(&world, "exportOrders");
        let ran = work(&world, &[], &format!("echo '{odd}'; {end}")).done();
        let what = format!(
            "{id}: the last line is no outcome, the contract does not know the variant at \
             /outcome/next: its text counts\n"
        );
        assert_eq!(ran.stderr, what);
        assert_eq!(job(&world, &id).status, Some(status));
        assert_eq!(message(&world, &id), "42 rows");
    }
}

#[test]
fn a_body_that_is_too_long_is_said_to_be_none() {
    let world = World::new();
    let id = ready(&world, "exportOrders");
    let script = "long=$(head -c 300000 /dev/zero | tr '\\0' x); \
                  echo \"{\\\"outcome\\\":{\\\"message\\\":\\\"$long\\\"}}\"";
    let ran = work(&world, &[], script).done();
    let what = "a line of more than 64 KiB is read in pieces, and is no outcome";
    assert_eq!(ran.stderr, format!("{id}: {what}\n"));
    assert_eq!(job(&world, &id).status, Some(JobStatus::Complete));
}

#[test]
fn who_stops_reading_cuts_off_no_job() {
    let world = World::new();
    let ids = ["a", "b", "c"].map(|operation| ready(&world, operation));
    // The first is over, and its line cannot be written, while the others go on.
    let script = "cat >/dev/null; echo begun >&2; [ $FLATFILE_JOB_OPERATION = a ] || \
                  while [ ! -e go ]; do sleep 0.02; done; echo done";
    let mut child = begin(&world, &["--concurrency", "3"], script);
    drop(child.stdout.take());
    while job(&world, &ids[0]).status != Some(JobStatus::Complete) {
        std::thread::yield_now();
    }
    fs::write(world.file("go"), "").unwrap();
    assert!(child.wait().unwrap().success());
    for id in ids {
        assert_eq!(job(&world, &id).status, Some(JobStatus::Complete), "{id}");
    }
}

/// Neither does it hide that one of them is in doubt.
#[test]
fn who_stops_reading_hides_no_job_in_doubt() {
    let world = World::new();
    let ids = ["a", "b"].map(|operation| ready(&world, operation));
    let script = "cat >/dev/null; echo begun >&2; [ $FLATFILE_JOB_OPERATION = a ] || \
                  while [ ! -e go ]; do sleep 0.02; done; echo done";
    let mut child = begin(&world, &["--concurrency", "2", "--retries", "0"], script);
    drop(child.stdout.take());
    while job(&world, &ids[0]).status != Some(JobStatus::Complete) {
        std::thread::yield_now();
    }
    // The end of the second gets lost, and so does what says whether it came.
    let lost = Faults::seeded(1).on(OperationId::CompleteJob, Fault::status(503).after_effect());
    world.sandbox.set_faults(lost.on(OperationId::GetJob, Fault::status(503)));
    fs::write(world.file("go"), "").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(7), "{output:?}");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains(&format!("{}  in-doubt", ids[1])), "{said}");
}

#[test]
fn hostile_lines_are_harmless() {
    let world = World::new();
    let id = ready(&world, "exportOrders");
    let ran = work(&world, &[], r"printf '\033[2J\n\377\n' >&2; head -c 300000 /dev/zero; exit 1");
    assert!(!ran.done().stderr.contains('\u{1b}'));
    assert_eq!(message(&world, &id).lines().count(), 2);
}

#[test]
fn what_cannot_work_is_said_before_a_job_is_taken() {
    let world = World::new();
    let id = ready(&world, "exportOrders");
    world.write("no-program", "");
    let session = world.session(&[
        &["work", "--once", "--", "no-such-program"],
        &["work", "--once", "--", "./no-program"],
        &["work", "--once", "--interval", "0s", "--", "sh"],
        &["work", "--once", "--status", "failed", "--", "/bin/sh"],
        &["work", "--once"],
    ]);
    assert_session("work-refused", &session);
    assert_eq!(job(&world, &id).status, Some(JobStatus::Ready));
}

/// Works on one job, for as long as it takes to find it.
fn work_on_one(world: &World, options: &[&str]) -> crate::support::Ran {
    let mut arguments = vec!["work", "--max", "1", "--interval", "10ms"];
    arguments.extend(options);
    arguments.extend(["--", "true"]);
    world.command(&arguments).variable("PATH", "/usr/bin:/bin").run()
}

#[test]
fn a_server_that_is_away_is_asked_again() {
    let world = World::new();
    let id = ready(&world, "exportOrders");
    let away = Faults::seeded(1).on(OperationId::ListJobs, Fault::status(503));
    world.sandbox.set_faults(away.on(OperationId::ListEvents, Fault::status(503)).times(2));
    let ran = work_on_one(&world, &["--retries", "0"]).done();
    assert!(ran.stderr.matches("looking again: ").count() > 2, "{ran}");
    assert_eq!(ran.stdout, format!("{id}  complete\n"));
}

#[test]
fn once_ends_where_the_list_cannot_be_had() {
    let world = World::new();
    let id = ready(&world, "exportOrders");
    let away = Faults::seeded(1).on(OperationId::ListEvents, Fault::status(503));
    world.sandbox.set_faults(away.on(OperationId::ListJobs, Fault::status(503)));
    let ran = work(&world, &["--retries", "0", "--json"], "true");
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(8), ""), "{ran}");
    assert_eq!(ran.stderr.matches("\"operation\":\"listJobs\"").count(), 1, "{ran}");
    assert_eq!(job(&world, &id).status, Some(JobStatus::Ready));
}

#[test]
fn what_events_bring_does_not_wait_for_the_list() {
    let world = World::new();
    let id = ready(&world, "exportOrders");
    world.sandbox.set_faults(Faults::seeded(1).on(OperationId::ListJobs, Fault::status(503)));
    let ran = work_on_one(&world, &["--retries", "0"]).done();
    assert_eq!(ran.stdout, format!("{id}  complete\n"));
}

#[test]
fn without_events_the_list_is_enough() {
    let world = World::new();
    let ids = [ready(&world, "a"), ready(&world, "b")];
    world.sandbox.set_faults(Faults::seeded(1).on(OperationId::ListEvents, Fault::status(403)));
    let ran = work(&world, &[], "sleep 0.1").done();
    assert_eq!(ran.stdout.lines().count(), 2, "{ran}");
    assert!(ids.iter().all(|id| job(&world, id).status == Some(JobStatus::Complete)));
    assert_eq!(ran.stderr.matches("jobs are found each --sweep: ").count(), 1, "{ran}");
}

#[test]
fn a_key_that_is_not_accepted_for_events_is_said_once() {
    let world = World::new();
    let id = ready(&world, "a");
    world.sandbox.set_faults(Faults::seeded(1).on(OperationId::ListEvents, Fault::status(401)));
    let ran = work(&world, &[], "sleep 0.5").done();
    assert_eq!(ran.stdout, format!("{id}  complete\n"));
    assert_eq!(ran.stderr.matches("jobs are found each --sweep: ").count(), 1, "{ran}");
}

#[test]
fn a_key_that_is_not_accepted_ends_it() {
    let world = World::new();
    let id = ready(&world, "exportOrders");
    let arguments = ["work", "--", "/bin/sh", "-c", "true"];
    let ran = world.command(&arguments).variable("FLATFILE_API_KEY", "sk_wrong").run();
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(4), ""), "{ran}");
    assert_eq!(ran.stderr.lines().filter(|line| line.starts_with("error: ")).count(), 1, "{ran}");
    assert_eq!(job(&world, &id).status, Some(JobStatus::Ready));
}

#[test]
fn what_cannot_be_begun_is_said_once_and_left() {
    for (fault, word, status) in [(409, "not-begun", 0), (403, "not-begun", 4)] {
        let world = World::new();
        let id = ready(&world, "exportOrders");
        world.sandbox.set_faults(Faults::seeded(1).on(OperationId::AckJob, Fault::status(fault)));
        let ran = work(&world, &["--json"], "true");
        assert_eq!(ran.status, Some(status), "{ran}");
        let lines = ran.json();
        assert_eq!(lines.len(), 1, "{ran}");
        assert_eq!((&lines[0]["id"], &lines[0]["result"]), (&json!(id), &json!(word)), "{ran}");
        assert_eq!(job(&world, &id).status, Some(JobStatus::Ready));
    }
}

/// Starts it, and waits until the command has written this file.
fn begin(world: &World, options: &[&str], script: &str) -> Child {
    let mut arguments = vec!["work", "--interval", "10ms"];
    arguments.extend(options);
    arguments.extend(["--", "sh", "-c", script]);
    let mut command = world.command(&arguments).variable("PATH", "/usr/bin:/bin").into_command();
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // The command says on its standard error that it has begun.
    let mut reader = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    assert!(line.contains("begun"), "{line}");
    child.stderr = Some(reader.into_inner());
    child
}

fn interrupt(child: &Child) {
    signal(child, "-INT");
}

fn signal(child: &Child, signal: &str) {
    let status = Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap();
    assert!(status.success());
}

/// Waits for a file that the command writes.
fn until_there(world: &World, file: &str) {
    while !world.file(file).exists() {
        std::thread::yield_now();
    }
}

#[track_caller]
fn assert_is_gone(pid: &str) {
    let mut command = Command::new("kill");
    let status = command.args(["-0", pid.trim()]).stderr(Stdio::null()).status().unwrap();
    // A process that nobody waits for is there for a moment as a zombie.
    let state = fs::read_to_string(format!("/proc/{}/stat", pid.trim())).unwrap_or_default();
    assert!(!status.success() || state.contains(") Z "), "{pid} goes on: {state}");
}

#[test]
fn an_interrupt_is_passed_on_and_the_command_may_finish() {
    let world = World::new();
    let (id, other) = (ready(&world, "exportOrders"), ready(&world, "exportOrders"));
    let child = begin(
        &world,
        &[],
        "trap 'echo stopped early; exit 0' TERM; echo begun >&2; while :; do sleep 0.02; done",
    );
    interrupt(&child);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    assert_eq!(message(&world, &id), "stopped early");
    assert_eq!(job(&world, &other).status, Some(JobStatus::Ready));
}

#[test]
fn a_terminal_that_is_closed_and_a_quit_count_as_an_interrupt() {
    // Under `nohup` the program would inherit that it outlives its terminal.
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let even = |digit: char| digit.to_digit(16).is_some_and(|it| it % 2 == 0);
    let hears = ignored.is_some_and(|mask| mask.trim().ends_with(even));
    for name in ["-HUP", "-QUIT", "-TERM"].into_iter().skip(usize::from(!hears)) {
        let world = World::new();
        let id = ready(&world, "exportOrders");
        let script = "trap 'echo stopped early; exit 0' TERM; echo begun >&2; \
                      while :; do sleep 0.02; done";
        let child = begin(&world, &[], script);
        signal(&child, name);
        if name == "-HUP" {
            // The shell says so, and the system: it is no second word.
            signal(&child, name);
        }
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{name}: {output:?}");
        assert_eq!(message(&world, &id), "stopped early", "{name}");
    }
}

#[test]
fn what_is_to_outlive_its_terminal_does() {
    let world = World::new();
    let id = ready(&world, "exportOrders");
    let script = "echo begun >&2; while [ ! -e go ]; do sleep 0.02; done; echo done";
    let work = ["work", "--interval", "10ms", "--max", "1", "--", "sh", "-c", script];
    let program = world.command(&work).variable("PATH", "/usr/bin:/bin").into_command();
    let mut command = Command::new("sh");
    command.args(["-c", r#"trap '' HUP; exec "$0" "$@""#]).arg(program.get_program());
    command.args(program.get_args()).current_dir(world.file("")).env_clear();
    for (name, value) in program.get_envs() {
        command.env(name, value.unwrap());
    }
    command.stdin(Stdio::null()).stdout(Stdio::null());
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let mut reader = BufReader::new(child.stderr.take().unwrap());
    reader.read_line(&mut String::new()).unwrap();
    signal(&child, "-HUP");
    fs::write(world.file("go"), "").unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(message(&world, &id), "done");
    let mut rest = String::new();
    std::io::Read::read_to_string(&mut reader, &mut rest).unwrap();
    assert!(!rest.contains("under way"), "{rest}");
}

#[test]
fn what_a_command_has_started_ends_with_it() {
    // By the program's end, and by the job's.
    for cancels in [false, true] {
        let world = World::new();
        let id = ready(&world, "exportOrders");
        let script = "(trap '' TERM; echo there > there; exec sleep 60) & echo $! > pid; \
                      echo begun >&2; wait";
        let options = ["--grace", "300ms", "--look-every", "1s", "--max", "1"];
        let child = begin(&world, &options, script);
        until_there(&world, "there");
        if cancels {
            world.run(&["cancel", &id]).done();
        } else {
            interrupt(&child);
        }
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        assert_is_gone(&fs::read_to_string(world.file("pid")).unwrap());
    }
}

#[test]
fn no_command_outlives_a_program_that_is_stuck() {
    let world = World::new();
    let id = ready(&world, "exportOrders");
    // Nobody reads what is passed on, which is more than a pipe holds.
    let script = "echo $$ > pid; echo begun >&2; yes x | head -c 60000 >&2; \
                  echo there > there; exec sleep 60";
    let mut child = begin(&world, &[], script);
    until_there(&world, "there");
    let output = loop {
        interrupt(&child);
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    };
    assert_eq!(output.code(), Some(130), "{output:?}");
    assert_eq!(job(&world, &id).status, Some(JobStatus::Executing));
    assert_is_gone(&fs::read_to_string(world.file("pid")).unwrap());
}

#[test]
fn a_command_that_gives_up_has_its_job_end_as_was_said() {
    for (option, status) in [
        ("fail", JobStatus::Failed),
        ("cancel", JobStatus::Canceled),
        ("leave", JobStatus::Executing),
    ] {
        let world = World::new();
        let id = ready(&world, "exportOrders");
        let script = "echo begun >&2; while :; do sleep 0.02; done";
        let child = begin(&world, &["--on-stop", option], script);
        interrupt(&child);
        assert_eq!(child.wait_with_output().unwrap().status.code(), Some(0));
        assert_eq!(job(&world, &id).status, Some(status));
    }
}

#[test]
fn a_second_interrupt_ends_the_commands_at_once() {
    let world = World::new();
    let id = ready(&world, "exportOrders");
    let script = "trap '' TERM; echo $$ > pid; echo begun >&2; while :; do sleep 0.02; done";
    let mut child = begin(&world, &[], script);
    interrupt(&child);
    // Two at once may count as one.
    let mut reader = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    assert_eq!(line, "1 under way, asked to end; Ctrl-C again ends them at once\n");
    interrupt(&child);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(130), "{output:?}");
    assert_eq!(job(&world, &id).status, Some(JobStatus::Executing));
    assert_is_gone(&fs::read_to_string(world.file("pid")).unwrap());
}

#[test]
fn a_job_that_is_canceled_stops_its_command() {
    let world = World::new();
    let id = ready(&world, "exportOrders");
    let script =
        "trap 'echo stopped > stopped; exit 1' TERM; echo begun >&2; while :; do sleep 0.02; done";
    let child = begin(&world, &["--max", "1", "--look-every", "20ms"], script);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = world.sandbox.client().unwrap();
    runtime.block_on(client.job(&id).cancel("no longer wanted")).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(
        String::from_utf8_lossy(&output.stdout).starts_with(&format!("{id}  left")),
        "{output:?}"
    );
    assert_eq!(job(&world, &id).status, Some(JobStatus::Canceled));
    assert!(world.file("stopped").exists());
}
