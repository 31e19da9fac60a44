//! Lists: filters of both sides, pages, ids for the other commands.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use flatfile_jobs::api::OperationId;
use flatfile_jobs::api::types::{JobConfig, JobStatus, JobType};
use flatfile_jobs::sandbox::{Fault, Faults, Rules, Sandbox};

use crate::support::{World, assert_session};

fn filled() -> World {
    let world = World::new();
    let sandbox = &world.sandbox;
    for (operation, space, kind, status) in [
        ("exportOrders", "us_sp_1", JobType::Workbook, JobStatus::Executing),
        ("exportOrders", "us_sp_2", JobType::Workbook, JobStatus::Complete),
        ("map", "us_sp_1", JobType::File, JobStatus::Failed),
        ("map", "us_sp_2", JobType::File, JobStatus::Executing),
    ] {
        let id = sandbox.add(JobConfig::new(operation, "us_wb_1", kind));
        let job = sandbox.job(&id).unwrap().with_status(status).with_space_id(space);
        sandbox.put_job(job);
    }
    world
}

#[test]
fn filters() {
    let world = filled();
    let session = world.session(&[
        &["list"],
        &["list", "--space", "us_sp_1"],
        &["list", "--status", "executing", "--operation", "map"],
        &["list", "--type", "file", "--ids"],
        &["list", "--older-than", "2h", "--limit", "1"],
        &["list", "--newer-than", "2h"],
        &["list", "--status", "exectuing", "--type", "wrokbook"],
        &["list", "--status", "cancelled"],
        &["list", "--silent-for", "3h"],
        &["list", "--silent-for", "2h", "--status", "failed", "--json"],
        &["list", "--sort", "asc", "--ids", "--limit", "2"],
    ]);
    assert_session("list", &session);
}

#[test]
fn ids_go_into_other_commands() {
    let world = filled();
    let ids = world.run(&["list", "--status", "executing", "--ids"]).done().stdout;
    let ran = world.command(&["cancel", "-"]).input(&ids).run().done();
    assert_eq!(ran.stdout.lines().count(), 2, "{ran}");
    assert!(world.run(&["list", "--status", "executing", "--ids"]).done().stdout.is_empty());
}

#[test]
fn pages_are_as_large_as_the_server_takes_them() {
    let world = World::with(Sandbox::builder().rules(Rules::default().with_largest_page(300)));
    for _ in 0..700 {
        world.sandbox.add_executing_job("exportOrders");
    }
    let ran = world.run(&["list", "--ids"]).done();
    assert_eq!(ran.stdout.lines().count(), 700);
    let pages = world.sandbox.calls();
    assert!(pages.len() <= 4, "{} calls", pages.len());
    // A server that refuses a large page is asked for its own.
    world.sandbox.forget_calls();
    let fussy = Faults::seeded(1).on(OperationId::ListJobs, Fault::status(400)).nth(1);
    world.sandbox.set_faults(fussy);
    let ran = world.run(&["list", "--ids"]).done();
    assert_eq!(ran.stdout.lines().count(), 700);
    world.sandbox.forget_calls();
    world.run(&["list", "--ids", "--limit", "3"]).done();
    assert!(world.sandbox.calls()[0].path.contains("pageSize=3"));
}

#[test]
fn jobs_come_before_the_list_is_whole() {
    let world = filled();
    // The second page never comes.
    world
        .sandbox
        .set_faults(Faults::seeded(1).on(OperationId::ListJobs, Fault::lose_request()).nth(2));
    let mut command = world.command(&["list", "--ids", "--page-size", "2"]).into_command();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert_eq!(lines.next().unwrap().unwrap(), "us_jb_00000004");
    assert_eq!(lines.next().unwrap().unwrap(), "us_jb_00000003");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn one_that_cannot_be_read_does_not_cost_the_others() {
    let world = World::new();
    let id = world.sandbox.add_executing_job("exportOrders");
    let whole = serde_json::to_value(world.sandbox.job(&id).unwrap()).unwrap();
    let mut odd = whole.clone();
    odd["id"] = "us_jb_odd".into();
    odd["createdAt"] = "yesterday".into();
    let body = serde_json::json!({ "data": [odd, whole] }).to_string();
    let faults = Faults::seeded(1).on(OperationId::ListJobs, Fault::body(body)).nth(1);
    world.sandbox.set_faults(faults);
    let session = world.session(&[&["list"]]);
    assert_session("list-unreadable", &session);
}

#[test]
fn no_jobs_is_said_only_where_there_are_none() {
    let world = World::new();
    assert_eq!(world.run(&["list"]).done().stderr, "no jobs\n");
    world.sandbox.add_executing_job("exportOrders");
    assert_eq!(world.run(&["list", "--limit", "0"]).done().stderr, "");
    let odd = serde_json::json!({ "data": [{ "id": 1 }] }).to_string();
    world.sandbox.set_faults(Faults::seeded(1).on(OperationId::ListJobs, Fault::body(odd)));
    let ran = world.run(&["list"]);
    assert_eq!(ran.status, Some(9), "{ran}");
    assert!(!ran.stderr.contains("no jobs"), "{ran}");
}
