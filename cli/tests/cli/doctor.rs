//! `doctor`: what it finds, and what to do.

use flatfile_jobs::api::OperationId;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::{Fault, Faults};
use serde_json::json;

use crate::support::{World, assert_session};

#[test]
fn all_is_well() {
    let world = World::new();
    world.sandbox.add_executing_job("exportOrders");
    let session = world.session(&[&["doctor"], &["doctor", "--json"]]);
    assert_session("doctor", &session);
}

#[test]
fn what_is_wrong_is_named() {
    let world = World::new();
    let no_key = world.command(&["doctor"]).without("FLATFILE_API_KEY").run();
    let bad_key = world.command(&["doctor"]).variable("FLATFILE_API_KEY", "sk_other").run();
    let session = [no_key, bad_key].iter().map(|ran| world.plain(ran)).collect::<Vec<_>>();
    assert_session("doctor-key", &session.join("\n"));
    // Nobody listens there.
    let away = world.run(&["doctor", "--url", "http://127.0.0.1:1"]);
    assert_eq!(away.status, Some(8), "{away}");
    assert!(away.stdout.contains("next: check the URL, the network and the firewall"), "{away}");
}

#[test]
fn a_clock_that_is_off_is_pointed_out() {
    let world = World::new();
    let late =
        Fault::delay(std::time::Duration::ZERO).header("date", "Wed, 21 Oct 2015 07:28:00 GMT");
    world.sandbox.set_faults(Faults::seeded(1).on(OperationId::ListJobs, late).nth(1));
    let ran = world.run(&["doctor"]).done();
    assert!(ran.stdout.contains("ahead of the server's"), "{ran}");
    assert!(ran.stdout.contains("next: set the clock"), "{ran}");
}

#[test]
fn a_proxy_is_named_without_its_password() {
    let world = World::new();
    let ran = world
        .command(&["doctor"])
        .variable("HTTPS_PROXY", "http://me:secret@proxy.example.test:3128")
        .run()
        .done();
    assert!(ran.stdout.contains("HTTPS_PROXY leads to proxy.example.test:3128"), "{ran}");
    assert!(!ran.to_string().contains("secret"), "{ran}");
}

#[test]
fn what_the_contract_does_not_know_is_listed() {
    let world = World::new();
    for status in ["paused", "paused", "executing"] {
        let id = world.sandbox.add_executing_job("exportOrders");
        let mut job = world.sandbox.job(&id).unwrap().with_status(JobStatus::from(status));
        job.extra.insert("fromAction".to_owned(), json!({}));
        world.sandbox.put_job(job);
    }
    let ran = world.run(&["doctor"]).done();
    assert!(ran.stdout.contains("does not know the member at /fromAction, in 3 of 3"), "{ran}");
    assert!(ran.stdout.contains("does not know the value `paused` at /status, in 2 of 3"), "{ran}");
}
