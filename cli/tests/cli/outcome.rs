//! Outcomes by options and by files, and how they are drawn.

use serde_json::{Value, json};

use crate::support::{World, assert_session};

/// The body of the last call that was sent.
fn sent(world: &World) -> Value {
    let calls = world.sandbox.calls();
    calls.last().unwrap().body.clone().unwrap()
}

#[test]
fn options_make_the_body() {
    let world = World::new();
    let id = world.sandbox.add_executing_job("exportOrders");
    world
        .run(&[
            "fail",
            &id,
            "-m",
            "Order 351 was refused",
            "--heading",
            "Export stopped",
            "--button-text",
            "Understood",
            "--next",
            "id:us_sp_1",
            "--next-path",
            "orders",
            "--next-query",
            "open=1",
            "--next-label",
            "The orders",
            "--trigger",
            "manual",
            "--audience",
            "originator",
            "--info",
            "stopped at 351",
            "--acknowledge=false",
            "--hide-default-button",
        ])
        .done();
    let body = json!({
        "info": "stopped at 351",
        "outcome": {
            "message": "Order 351 was refused",
            "heading": "Export stopped",
            "buttonText": "Understood",
            "acknowledge": false,
            "hideDefaultButton": true,
            "next": {
                "type": "id", "id": "us_sp_1", "path": "orders", "query": "open=1",
                "label": "The orders",
            },
            "trigger": { "type": "manual", "audience": "originator" },
        },
    });
    assert_eq!(sent(&world), body);
}

#[test]
fn a_file_is_an_outcome_or_a_whole_body() {
    let world = World::new();
    let id = || world.sandbox.add_executing_job("exportOrders");
    // The verb fills in what an outcome leaves open, and nothing in a body.
    let outcome = world.write("outcome.json", r#"{ "message": "no", "heading": "Stopped" }"#);
    world.run(&["fail", &id(), "--outcome", &outcome, "--heading", "Over"]).done();
    let filled = json!({
        "outcome": { "message": "no", "heading": "Over", "acknowledge": true }, "info": "no",
    });
    assert_eq!(sent(&world), filled);
    let body = json!({ "outcome": { "message": "no" } });
    let ran = world.command(&["fail", &id(), "--outcome", "-"]).input(&body.to_string()).run();
    ran.done();
    assert_eq!(sent(&world), body);
}

#[test]
fn it_is_drawn_before_anything_is_sent() {
    let world = World::new();
    let id = world.sandbox.add_executing_job("exportOrders");
    let session = world.session(&[
        &["fail", &id, "-m", "The warehouse refused order 351 of 1000: it has no such article, and the rest was not tried.", "--heading", "Export stopped", "--next", "url:https://status.example.test/351", "--next-label", "What happened", "--show"],
        &["fail", &id, "-m", "no", "--show", "--json"],
        &["complete", &id, "-m", "日本語 1000 orders", "--next", "wait", "--next-confetti", "--show"],
        &["complete", &id, "--show"],
        &["fail", &id, "-m", "no", "--button-text", "Understood", "--trigger", "automatic", "--show", "--yes"],
        &["get", &id, "--show"],
    ]);
    assert_session("show", &session);
    let ends = world.sandbox.calls().iter().filter(|call| call.method == "POST").count();
    assert_eq!(ends, 1);
}

#[test]
fn what_does_not_fit_is_refused_before_anything_is_sent() {
    let world = World::new();
    let odd = world.write("odd.json", r#"{ "next": { "type": "url" } }"#);
    let list = world.write("list.json", "[]");
    let session = world.session(&[
        &["fail", "us_jb_1", "--next", "somewhere:x"],
        &["fail", "us_jb_1", "--next", "url:https://a.test", "--next-path", "x"],
        &["fail", "us_jb_1", "--next-path", "x"],
        &["fail", "us_jb_1", "--trigger", "sometimes"],
        &["fail", "us_jb_1", "--outcome", &odd],
        &["fail", "us_jb_1", "--outcome", &list],
        &["fail", "-", "--outcome", "-"],
    ]);
    assert_session("outcome-refused", &session);
    assert!(world.sandbox.calls().is_empty());
}

#[test]
fn nothing_at_all_is_a_complete_without_a_body() {
    let world = World::new();
    let id = world.sandbox.add_executing_job("exportOrders");
    world.run(&["complete", &id]).done();
    assert_eq!(world.sandbox.calls()[0].body, None);
}
