//! Where the output cannot go: a reader that is gone, a full disk, a home that
//! cannot be written.

use std::fs::OpenOptions;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

use flatfile_jobs::api::OperationId;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::{Fault, Faults};

use crate::support::World;

#[test]
fn a_reader_that_is_gone_is_no_error() {
    let world = World::new();
    for _ in 0..3000 {
        world.sandbox.add_executing_job("exportOrders");
    }
    let ids: Vec<String> = (1..=3000).map(|number| format!("us_jb_{number:08}")).collect();
    let get: Vec<&str> = ["get"].into_iter().chain(ids.iter().map(String::as_str)).collect();
    for arguments in [&["list"][..], &["list", "--json"], &["openapi"], &get] {
        let mut command = world.command(arguments).into_command();
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // One line, as `head -1` reads it.
        let mut reader = BufReader::new(child.stdout.take().unwrap());
        reader.read_line(&mut String::new()).unwrap();
        drop(reader);
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
        assert!(output.status.success(), "{arguments:?}: {}", output.status);
    }
    // Nobody wants the rest of the jobs.
    let reads = world.sandbox.calls().iter().filter(|call| call.path.contains("us_jb")).count();
    assert!(reads < 2000, "{reads}");
}

#[test]
fn jobs_are_ended_although_nobody_reads() {
    let world = World::new();
    let ids: Vec<String> =
        (0..50).map(|_| world.sandbox.add_executing_job("exportOrders")).collect();
    let mut arguments = vec!["fail", "-m", "no"];
    arguments.extend(ids.iter().map(String::as_str));
    let mut command = world.command(&arguments).into_command();
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("50 jobs: 50 failed"), "{output:?}");
    for id in ids {
        assert_eq!(world.sandbox.job(&id).unwrap().status, Some(JobStatus::Failed));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_that_says_so() {
    let world = World::new();
    let id = world.sandbox.add_executing_job("exportOrders");
    for arguments in [&["list"][..], &["get", &id, "--json"], &["openapi"], &["--help"], &["man"]] {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = world.command(arguments).into_command();
        let output = command.stdin(Stdio::null()).stdout(full).output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(14), "{arguments:?}: {stderr}");
        assert!(stderr.contains("the output cannot be written"), "{arguments:?}: {stderr}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn on_a_full_disk_no_more_jobs_are_begun_than_can_be_told() {
    let world = World::new();
    let ids: Vec<String> =
        (0..40).map(|_| world.sandbox.add_executing_job("exportOrders")).collect();
    let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut arguments = vec!["fail", "-m", "no", "--concurrency", "2", "--left-over", "left.txt"];
    arguments.extend(ids.iter().map(String::as_str));
    let mut command = world.command(&arguments).into_command();
    let output = command.stdin(Stdio::null()).stdout(full).output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(14), "{stderr}");
    let failed = ids.iter().filter(|id| world.sandbox.job(id).unwrap().is_ended()).count();
    assert!(failed <= 3, "{failed} were failed: {stderr}");
    // All others are in the file.
    let left = std::fs::read_to_string(world.file("left.txt")).unwrap();
    assert_eq!(
        left.lines().filter(|line| line.starts_with("us_jb")).count(),
        40 - failed,
        "{left}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_hides_no_job_in_doubt() {
    for alone in [true, false] {
        let world = World::new();
        let ids = [(); 2].map(|()| world.sandbox.add_executing_job("exportOrders"));
        let lost = Faults::seeded(1).on(OperationId::FailJob, Fault::status(503).after_effect());
        world.sandbox.set_faults(lost.on(OperationId::GetJob, Fault::status(503)));
        let mut arguments = vec!["fail", "-m", "no", "--json", "--retries", "0"];
        arguments.extend(ids.iter().map(String::as_str).take(if alone { 1 } else { 2 }));
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = world.command(&arguments).into_command();
        let output = command.stdin(Stdio::null()).stdout(full).output().unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(if alone { 7 } else { 14 }), "{stderr}");
        let lines: Vec<serde_json::Value> =
            stderr.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        let said =
            |id: &String| lines.iter().any(|it| it["id"] == *id && it["result"] == "in-doubt");
        assert!(said(&ids[0]) && (alone || said(&ids[1])), "{stderr}");
        let errors = lines.iter().filter(|line| line["error"]["kind"] == "output").count();
        assert_eq!(errors, 1, "{stderr}");
        let file = lines.iter().find_map(|line| line["left_over"]["file"].as_str()).unwrap();
        assert!(std::fs::read_to_string(file).unwrap().contains(&ids[0]), "{stderr}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_hides_no_job_that_was_made() {
    let world = World::new();
    let create = ["create", "--operation", "a", "--source", "us_wb_1", "--type", "workbook"];
    let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = world.command(&create).into_command().stdout(full).output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(14), "{stderr}");
    assert!(stderr.contains("created: us_jb_00000001\n"), "{stderr}");
}

#[cfg(unix)]
#[test]
fn a_home_that_cannot_be_written_is_harmless() {
    let world = World::new();
    let id = world.sandbox.add_executing_job("exportOrders");
    // A file in the place of the folder: also for a user who may write anywhere.
    let home = world.write("home", "");
    let ran = world
        .command(&["fail", &id, "us_jb_nobody", "-m", "no", "--concurrency", "1"])
        .variable("HOME", &home)
        .run();
    assert_eq!(ran.status, Some(10), "{ran}");
    assert!(ran.stderr.contains("what is left over is in"), "{ran}");
    // A journal has to be kept: without one nothing is done.
    let other = world.sandbox.add_executing_job("exportOrders");
    let reap = ["reap", "--silent-for", "1h", "-m", "no", "--yes"];
    let ran = world.command(&reap).variable("HOME", &home).run();
    assert_eq!(ran.status, Some(14), "{ran}");
    assert!(ran.stderr.contains("next: name another file with --journal"), "{ran}");
    assert!(!world.sandbox.job(&other).unwrap().is_ended());
}

#[test]
fn colours_come_only_where_they_are_wanted() {
    let world = World::new();
    let id = world.sandbox.add_executing_job("exportOrders");
    let escape = '\u{1b}';
    let plain = world.run(&["get", &id]);
    assert!(!plain.stdout.contains(escape), "{plain}");
    let always = world.run(&["get", &id, "--color", "always"]);
    assert!(always.stdout.contains(escape), "{always}");
    let never = world
        .command(&["get", &id, "nobody", "--color", "never"])
        .variable("CLICOLOR_FORCE", "1")
        .run();
    assert!(!never.to_string().contains(escape), "{never}");
    let refused = world.command(&["get", &id]).variable("NO_COLOR", "1").run();
    assert!(!refused.stdout.contains(escape), "{refused}");
}
