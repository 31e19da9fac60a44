//! Ctrl-C: the first one stops cleanly, a second one at once.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use flatfile_jobs::api::OperationId;
use flatfile_jobs::sandbox::{Fault, Faults};

use crate::support::World;

fn interrupt(child: &Child) {
    let status = Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(status.success());
}

/// Fails many jobs, two at a time; the first is done at once, and from the
/// fourth on each takes `stall`.
fn begin(world: &World, fault: Fault) -> (Child, Vec<String>) {
    let ids: Vec<String> =
        (0..20).map(|_| world.sandbox.add_executing_job("exportOrders")).collect();
    let mut faults = Faults::seeded(1);
    for call in 4..=20 {
        faults = faults.on(OperationId::FailJob, fault.clone()).nth(call);
    }
    world.sandbox.set_faults(faults);
    let mut arguments = vec!["fail", "-m", "no", "--concurrency", "2", "--left-over", "left.txt"];
    arguments.extend(ids.iter().map(String::as_str));
    let mut command = world.command(&arguments).into_command();
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    (command.spawn().unwrap(), ids)
}

/// Waits until so many results were said.
fn results(child: &mut Child, count: usize) -> BufReader<std::process::ChildStdout> {
    let mut reader = BufReader::new(child.stdout.take().unwrap());
    for _ in 0..count {
        reader.read_line(&mut String::new()).unwrap();
    }
    reader
}

fn left(world: &World) -> Vec<String> {
    let text = fs::read_to_string(world.file("left.txt")).unwrap();
    let lines = text.lines().filter(|line| line.starts_with("us_jb"));
    lines.map(|line| line.split_whitespace().next().unwrap().to_owned()).collect()
}

fn open(world: &World, ids: Vec<String>) -> Vec<String> {
    ids.into_iter().filter(|id| !world.sandbox.job(id).unwrap().is_ended()).collect()
}

#[test]
fn the_first_lets_finish_what_is_under_way() {
    let world = World::new();
    let (mut child, ids) = begin(&world, Fault::delay(Duration::from_millis(400)));
    let _reader = results(&mut child, 3);
    interrupt(&child);
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{stderr}");
    assert!(stderr.contains("under way; Ctrl-C again stops at once"), "{stderr}");
    assert!(stderr.contains("not begun"), "{stderr}");
    // What was under way is done, and what is left over is all the rest.
    let open = open(&world, ids);
    assert!(open.len() >= 10, "{stderr}");
    assert_eq!(left(&world), open, "{stderr}");
}

#[test]
fn a_second_one_stops_at_once_and_says_what_was_under_way() {
    let world = World::new();
    let (mut child, ids) = begin(&world, Fault::lose_request());
    let mut reader = results(&mut child, 3);
    interrupt(&child);
    // It says so before it waits.
    let mut stderr = BufReader::new(child.stderr.take().unwrap());
    let mut said = String::new();
    stderr.read_line(&mut said).unwrap();
    assert!(said.contains("stopping: 2 under way"), "{said}");
    interrupt(&child);
    let mut rest = String::new();
    stderr.read_to_string(&mut rest).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130), "{rest}");
    assert!(rest.contains("2 abandoned, 15 not begun"), "{rest}");
    let mut lines = String::new();
    reader.read_to_string(&mut lines).unwrap();
    assert_eq!(lines.matches("abandoned  it was under way").count(), 2, "{lines}");
    // What was under way comes first there.
    let (mut left, mut open) = (left(&world), open(&world, ids));
    left.sort();
    open.sort();
    assert_eq!((left.len(), left), (17, open));
}

#[test]
fn a_watch_names_what_goes_on() {
    let world = World::new();
    let id = world.sandbox.add_executing_job("exportOrders");
    let mut command = world.command(&["watch", &id]).into_command();
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let _reader = results(&mut child, 1);
    interrupt(&child);
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{stderr}");
    assert_eq!(stderr, format!("not ended: {id}\n"));
}

#[test]
fn a_job_that_may_have_been_made_is_not_passed_over() {
    let world = World::new();
    world.sandbox.set_faults(Faults::seeded(1).on(OperationId::CreateJob, Fault::lose_response()));
    let create = ["create", "--operation", "a", "--source", "us_wb_1", "--type", "workbook"];
    let mut command = world.command(&create).into_command();
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    while world.sandbox.calls().is_empty() {
        std::thread::yield_now();
    }
    interrupt(&child);
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(130), "{stderr}");
    assert!(stderr.contains("list --newer-than 10m` shows whether it was made"), "{stderr}");
}
