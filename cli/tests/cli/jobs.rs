//! The verbs, one job each.

use flatfile_jobs::api::types::{JobConfig, JobType, Trigger};

use crate::support::{World, assert_session};

const NOBODY: &str = "us_jb_nobody";

#[test]
fn get() {
    let world = World::new();
    let id = world.sandbox.add_executing_job("exportOrders");
    let session = world.session(&[
        &["get", &id],
        &["get", &id, "--json"],
        &["get", NOBODY],
        &["get", NOBODY, "--json"],
        &["get", "a/b"],
        &["get"],
    ]);
    assert_session("get", &session);
}

#[test]
fn ends() {
    let world = World::new();
    let id = || world.sandbox.add_executing_job("exportOrders");
    let (one, two, three) = (id(), id(), id());
    let session = world.session(&[
        &["fail", &one, "--message", "The warehouse did not answer", "--heading", "Export stopped"],
        &["get", &one],
        &["fail", &one, "--message", "again"],
        &["complete", &one, "--message", "after all"],
        &["complete", &two, "--message", "1000 orders", "--json"],
        &["cancel", &three, "--info", "no longer wanted"],
        &["ack-outcome", &one],
        &["retry", &one],
        &["cancel", NOBODY],
        &["cancel", NOBODY, "--json"],
    ]);
    assert_session("ends", &session);
}

#[test]
fn a_life() {
    let world = World::new();
    let config = JobConfig::new("exportOrders", "us_wb_1", JobType::Workbook);
    let id = world.sandbox.add(config.with_trigger(Trigger::Manual));
    let session = world.session(&[
        &["execute", &id],
        &["ack", &id, "--progress", "10", "--info", "the orders are read", "--eta", "5m"],
        &["ack", &id, "--progress", "101"],
        &["update", &id, "--info", "half of it", "--progress", "50"],
        &["update", &id],
        &["update", &id, "--config", "{}x"],
        &["split", &id, "--parts", "2"],
        &["split", &id],
        &["list"],
        &["delete", &id],
        &["delete", &id],
    ]);
    assert_session("life", &session);
}

#[test]
fn create() {
    let world = World::new();
    let body = world.write("job.json", r#"{"operation":"map","source":"us_fl_1","type":"file"}"#);
    let slip = world.write(
        "slip.json",
        r#"{"operation":"map","source":"us_fl_1","type":"file","tigger":"manual"}"#,
    );
    let less = world.write("less.json", r#"{"operation":"map"}"#);
    let session = world.session(&[
        &["create", "--operation", "exportOrders", "--source", "us_wb_1", "--type", "workbook"],
        &["create", "--body", &body, "--trigger", "manual", "--input", r#"{"a":1}"#, "--json"],
        &["create", "--body", &body, "--id"],
        &["create", "--body", &slip],
        &["create", "--body", &less],
        &["create", "--body", "nowhere.json"],
        &["create", "--operation", "exportOrders"],
        &["create", "--body", &body, "--input", "[1]"],
        &["create", "--body", &body, "--trigger", "sometimes"],
    ]);
    assert_session("create", &session);
}
