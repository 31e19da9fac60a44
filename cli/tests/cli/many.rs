//! Many jobs at once: what comes in, what is said, and what is left over.

use std::collections::BTreeMap;
use std::fs;

use flatfile_jobs::api::OperationId;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::{Fault, Faults, Sandbox};

use crate::support::{World, assert_session};

fn statuses(world: &World, ids: &[String]) -> BTreeMap<String, usize> {
    let mut statuses = BTreeMap::new();
    for id in ids {
        let status = world.sandbox.job(id).unwrap().status.unwrap().to_string();
        *statuses.entry(status).or_default() += 1;
    }
    statuses
}

fn jobs(world: &World, count: usize) -> Vec<String> {
    (0..count).map(|_| world.sandbox.add_executing_job("exportOrders")).collect()
}

#[test]
fn ids_from_a_file_of_another_system_are_harmless() {
    let world = World::new();
    let ids = jobs(&world, 3);
    let text =
        format!("\u{feff}{}\r\n\r\n# the old ones\r\n{}  # in doubt\r\n{}", ids[0], ids[1], ids[2]);
    let ran = world.command(&["fail", "-", "-m", "no", "--concurrency", "1"]).input(&text).run();
    assert_session("many/windows", &world.plain(&ran));
    assert_eq!(statuses(&world, &ids), BTreeMap::from([("failed".to_owned(), 3)]));
}

#[test]
fn what_is_no_list_of_ids_is_refused_whole() {
    let world = World::new();
    let ids = jobs(&world, 1);
    let table = world.run(&["list"]).stdout;
    let ran = world.command(&["fail", "-", "-m", "no"]).input(&table).run();
    let nothing = world.command(&["fail", "-", "-m", "no"]).input("\n").run();
    let twice = world.command(&["ack", &ids[0], "-", &ids[0]]).input(&ids[0]).run();
    let session: Vec<String> = [ran, nothing, twice].iter().map(|ran| world.plain(ran)).collect();
    assert_session("many/no-ids", &session.join("\n"));
}

#[test]
fn each_job_has_a_line_and_all_have_a_summary() {
    let world = World::new();
    let ids = jobs(&world, 4);
    world.run(&["complete", &ids[1]]).done();
    world.run(&["fail", &ids[2], "-m", "no"]).done();
    // The first response is lost after the job was failed.
    let lost = Faults::seeded(1).on(OperationId::FailJob, Fault::lose_response().reset()).nth(1);
    world.sandbox.set_faults(lost);
    let all = [&ids[0], &ids[1], &ids[2], "us_jb_nobody", &ids[3]];
    let mut arguments = vec!["fail", "-m", "no", "--concurrency", "1"];
    arguments.extend(all);
    let session = world.session(&[&arguments]);
    assert_session("many/summary", &session);
}

#[test]
fn json_has_a_line_for_each() {
    let world = World::new();
    let ids = jobs(&world, 2);
    let ran =
        world.run(&["cancel", &ids[0], "us_jb_nobody", &ids[1], "--json", "--concurrency", "1"]);
    assert_session("many/json", &world.plain(&ran));
}

#[test]
fn what_is_left_over_can_be_fed_back_in() {
    let world = World::new();
    let ids = jobs(&world, 20);
    // Nothing gets through to the end of five, and one is not there.
    let down = Faults::seeded(1).on(OperationId::FailJob, Fault::status(503)).times(5);
    world.sandbox.set_faults(down);
    let file = world.file("left.txt");
    let mut input = ids.join("\n");
    input.push_str("\nus_jb_nobody\n");
    let first =
        ["fail", "-", "-m", "no", "--retries", "0", "--deadline", "2s", "--left-over", "left.txt"];
    let ran = world.command(&first).input(&input).run();
    assert_eq!(ran.status, Some(10), "{ran}");
    let left = fs::read_to_string(&file).unwrap();
    assert!(left.contains("# us_jb_nobody  # refused"), "{left}");
    let open: Vec<&String> = ids
        .iter()
        .filter(|id| world.sandbox.job(id).unwrap().status == Some(JobStatus::Executing))
        .collect();
    assert_eq!(open.len(), 5, "{ran}");
    // Exactly those are there to be done again.
    let again: Vec<&str> = left
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(again.len(), 5, "{left}");
    assert!(open.iter().all(|id| again.contains(&id.as_str())), "{left}");
    let ran = world.command(&["fail", "-", "-m", "no"]).input(&left).run().done();
    assert_eq!(ran.stdout.lines().count(), 5, "{ran}");
    assert_eq!(statuses(&world, &ids), BTreeMap::from([("failed".to_owned(), 20)]));
    // A file that is asked for is the truth, also when nothing is left.
    let ran =
        world.command(&["fail", "-", "-m", "no", "--left-over", "left.txt"]).input(&left).run();
    ran.done();
    let left = fs::read_to_string(&file).unwrap();
    assert!(left.lines().all(|line| line.starts_with('#')), "{left}");
}

#[test]
fn a_file_that_cannot_be_written_loses_nothing() {
    let world = World::new();
    let ran =
        world.run(&["fail", "us_jb_1", "us_jb_2", "-m", "no", "--left-over", "no/such/folder"]);
    assert_eq!(ran.status, Some(10), "{ran}");
    assert!(ran.stderr.contains("no/such/folder cannot be written"), "{ran}");
    let (_, rest) = ran.stderr.split_once("what is left over is in ").unwrap();
    let (file, _) = rest.split_once(';').unwrap();
    assert_eq!(fs::read_to_string(file).unwrap().matches("# refused").count(), 2);
}

#[test]
fn what_must_not_be_done_twice_is_left_as_a_comment() {
    let world = World::new();
    let ids = jobs(&world, 2);
    let faults =
        Faults::seeded(1).on(OperationId::SplitJob, Fault::status(503).after_effect()).nth(1);
    world.sandbox.set_faults(faults);
    let arguments = [
        "split",
        &ids[0],
        &ids[1],
        "--parts",
        "2",
        "--left-over",
        "left.txt",
        "--concurrency",
        "1",
    ];
    let ran = world.run(&arguments);
    assert_eq!(ran.status, Some(10), "{ran}");
    let left = fs::read_to_string(world.file("left.txt")).unwrap();
    assert!(left.contains(&format!("# {}  # in-doubt", ids[0])), "{left}");
}

#[test]
fn hundreds_with_faults_lose_none_and_end_none_twice() {
    let faults = || {
        Faults::seeded(7)
            .on(OperationId::FailJob, Fault::lose_response().reset())
            .probability(0.05)
            .on(OperationId::FailJob, Fault::status(503).after_effect())
            .probability(0.05)
            .on(OperationId::FailJob, Fault::status(503))
            .probability(0.05)
    };
    let world = World::with(Sandbox::builder().faults(faults()));
    let ids = jobs(&world, 400);
    let mut input = ids.join("\n");
    for round in 1.. {
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
        ];
        let ran = world.command(&arguments).input(&input).run();
        if ran.status == Some(0) {
            break;
        }
        assert!(round < 5, "{ran}");
        input = fs::read_to_string(world.file("left.txt")).unwrap();
    }
    assert_eq!(statuses(&world, &ids), BTreeMap::from([("failed".to_owned(), 400)]));
    for id in &ids {
        let ends = world.sandbox.history(id);
        let ends = ends.iter().filter(|change| change.to == Some(JobStatus::Failed)).count();
        assert_eq!(ends, 1, "{id}");
    }
}

#[test]
fn a_key_that_is_not_accepted_is_tried_no_more() {
    let world = World::new();
    let ids = jobs(&world, 30);
    let mut arguments = vec!["fail", "-m", "no", "--concurrency", "2", "--left-over", "left.txt"];
    arguments.extend(ids.iter().map(String::as_str));
    let ran = world.command(&arguments).variable("FLATFILE_API_KEY", "sk_other").run();
    assert_eq!(ran.status, Some(4), "{ran}");
    let calls = world.sandbox.calls().len();
    assert!(calls <= 3, "{calls} calls: {ran}");
    // All of them can be done with another key.
    let left = fs::read_to_string(world.file("left.txt")).unwrap();
    world.command(&["fail", "-", "-m", "no"]).input(&left).run().done();
    assert_eq!(statuses(&world, &ids), BTreeMap::from([("failed".to_owned(), 30)]));
}

#[test]
fn verbose_shows_the_attempts() {
    let faults = Faults::seeded(1)
        .on(OperationId::FailJob, Fault::status(429).retry_after_seconds(0))
        .nth(1);
    let world = World::with(Sandbox::builder().faults(faults));
    let id = world.sandbox.add_executing_job("exportOrders");
    let ran = world.run(&["fail", &id, "-m", "no", "--verbose", "--timeout", "10s"]).done();
    let lines: Vec<&str> = ran.stderr.lines().collect();
    assert!(lines[0].starts_with("POST /jobs/{jobId}/fail: 429 in "), "{ran}");
    assert!(lines[1].starts_with("waiting "), "{ran}");
    assert!(lines[2].starts_with("POST /jobs/{jobId}/fail: 200 in "), "{ran}");
    assert!(!ran.stderr.contains("sk_"), "{ran}");
}

#[test]
fn an_end_that_another_job_has_is_not_that_of_this_one() {
    let world = World::new();
    let id = world.sandbox.add_executing_job("exportOrders");
    let other = world.sandbox.add_executing_job("exportOrders");
    world.run(&["fail", &other, "-m", "no"]).done();
    let other = serde_json::json!({ "data": world.sandbox.job(&other) }).to_string();
    let refused = Faults::seeded(1).on(OperationId::FailJob, Fault::status(409));
    world.sandbox.set_faults(refused.on(OperationId::GetJob, Fault::body(other)));
    let ran = world.run(&["fail", &id, "-m", "no", "--json"]);
    assert_eq!(ran.status, Some(6), "{ran}");
    assert_eq!(ran.json()[0]["result"], "refused", "{ran}");
}

#[test]
fn what_may_have_been_done_is_not_to_be_tried_again() {
    for fault in [Fault::status(503), Fault::status(408), Fault::html(200)] {
        let world = World::new();
        let any = Faults::seeded(1).on(OperationId::RetryJob, fault.clone());
        let any = any.on(OperationId::ExecuteJob, fault.clone());
        let any = any.on(OperationId::SplitJob, fault.clone());
        world.sandbox.set_faults(any.on(OperationId::CreateJob, fault.clone()));
        let id = world.sandbox.add_executing_job("exportOrders");
        let create = ["create", "--operation", "a", "--source", "us_wb_1", "--type", "workbook"];
        let runs: [(&[&str], &str); 4] = [
            (&["retry", &id], "get us_jb_00000001`, it may have been carried out"),
            (&["execute", &id], "get us_jb_00000001`, it may have been carried out"),
            (&["split", &id, "--parts", "2"], "get us_jb_00000001`, it may have been carried out"),
            (&create, "list --newer-than 10m` shows whether it was made"),
        ];
        for (arguments, next) in runs {
            let ran = world.run(arguments);
            let said = "it may have been carried out: look before trying again\n";
            assert!(ran.stderr.contains(said), "{fault:?}: {ran}");
            assert!(ran.stderr.contains(&format!("next: `flatfile-jobs {next}\n")), "{ran}");
        }
    }
}
