//! Filters, with the examples at which the official listener was measured.

use flatfile_jobs::{Event, EventFilter};
use serde_json::{Value, json};

fn event() -> Value {
    json!({
        "id": "us_evt_1",
        "topic": "job:ready",
        "domain": "job",
        "context": {
            "accountId": "us_acc_1",
            "environmentId": "us_env_1",
            "spaceId": "us_sp_1",
            "jobId": "us_jb_1",
            "actionName": "workbook:submitAction",
            "slugs": { "sheet": "contacts" },
        },
        "payload": {
            "job": "workbook:submitAction",
            "domain": "workbook",
            "operation": "submitAction",
            "status": "ready",
            "info": null,
            "isPart": false,
            "rows": 2,
            "empty": "",
            "none": {},
        },
        "namespaces": ["space:orders", "workbook:x"],
        "origin": { "id": "us_or_1", "slug": "export" },
    })
}

fn met(event: &Value, filter: Value) -> bool {
    EventFilter::on("**").filter(filter).matches(&Event::parse(event.to_string()).unwrap())
}

#[track_caller]
fn holds(filter: Value, expected: bool) {
    assert_eq!(met(&event(), filter.clone()), expected, "{filter}");
}

#[test]
fn of_the_job() {
    for pattern in ["workbook:submitAction", "workbook:*", "*:submitAction", "*:*", "**"] {
        holds(json!({ "job": pattern }), true);
    }
    holds(json!({ "job": ["x", "workbook:*"] }), true);
    for pattern in ["workbook*", "submitAction", "WORKBOOK:submitAction"] {
        holds(json!({ "job": pattern }), false);
    }
}

#[test]
fn the_first_surprise_a_star_is_not_any_job() {
    holds(json!({ "job": "*" }), false);
}

#[test]
fn the_second_surprise_a_form_field_satisfies_a_filter() {
    let mut event = event();
    event["payload"]["input"] = json!({ "job": "x", "deep": { "job": "y" } });
    assert!(met(&event, json!({ "job": "x" })));
    assert!(met(&event, json!({ "job": "y" })));
    assert!(!met(&event, json!({ "payload.job": "x" })));
}

#[test]
fn of_other_members() {
    for filter in [
        json!({ "operation": "submit*" }),
        json!({ "status": ["ready", "failed"] }),
        json!({ "payload.status": "ready" }),
        json!({ "payload": { "status": "ready" } }),
        json!({ "domain": "workbook" }),
        json!({ "domain": "job" }),
        json!({ "domain": "job", "payload.job": "workbook:submitAction" }),
        json!({ "isPart": false }),
        json!({ "isPart": "false" }),
        json!({ "rows": 2 }),
        json!({ "rows": 2.0 }),
        json!({ "rows": "2" }),
        json!({ "info": null }),
        json!({ "spaceId": "us_sp_*" }),
        json!({ "sheet": "contacts" }),
        json!({ "id": "us_evt_1" }),
        json!({ "id": "us_or_1" }),
        json!({ "src.id": "us_evt_1" }),
        json!({ "namespaces": "space:orders" }),
        json!({ "namespaces": ["space:nothing", "workbook:*"] }),
        json!({ "action": "workbook:submitAction" }),
        json!({ "namespace": "space:*" }),
        json!({ "none": "**" }),
        json!({ "*.status": "ready" }),
        json!({ "**.status": "ready" }),
        json!({ "*": "job" }),
        json!({ "job": "" }),
        json!("contacts"),
        json!({}),
        json!(""),
        json!(null),
    ] {
        holds(filter, true);
    }
    for filter in [
        json!({ "status": "failed" }),
        json!({ "status": [] }),
        json!({ "payload.status": "failed" }),
        json!({ "isPart": true }),
        json!({ "isPart": 0 }),
        json!({ "rows": "3" }),
        json!({ "rows": true }),
        json!({ "status": null }),
        json!({ "info": "**" }),
        json!({ "input": null }),
        json!({ "input": "**" }),
        json!({ "empty": "**" }),
        json!({ "empty": null }),
        json!({ "none": {} }),
        json!({ "status": {} }),
        json!({ "unheard": "**" }),
        json!({ "unheard": null }),
        json!({ "status": "ready", "operation": "other" }),
        json!({ "*": "us_evt_1" }),
        json!("contact"),
        json!({ "_accessToken": "**" }),
    ] {
        holds(filter, false);
    }
}

#[test]
fn a_part_that_does_not_say_so_matches_neither() {
    let mut event = event();
    event["payload"].as_object_mut().unwrap().remove("isPart");
    assert!(!met(&event, json!({ "isPart": false })));
    assert!(!met(&event, json!({ "isPart": true })));
}

#[test]
fn of_lists() {
    let mut event = event();
    event["payload"]["list"] = json!(["a", 2, null, ["b"], { "c": "d" }]);
    event["payload"]["bare"] = json!([]);
    for pattern in [json!("a"), json!(2), json!(null), json!("b"), json!("[object Object]")] {
        assert!(met(&event, json!({ "list": pattern })), "{pattern}");
    }
    assert!(!met(&event, json!({ "list": "c" })));
    assert!(!met(&event, json!({ "c": "d" })), "a list stays whole");
    assert!(!met(&event, json!({ "bare": null })));
    assert!(!met(&event, json!({ "bare": "**" })));
}

#[test]
fn topic_and_all_filters_and_namespace() {
    let event = Event::parse(event().to_string()).unwrap();
    let filter = EventFilter::on("job:ready").filter(json!({ "status": "ready" }));
    assert!(filter.matches(&event));
    assert!(filter.clone().namespace("space:orders").matches(&event));
    assert!(filter.clone().namespace(vec!["space:x", "space:o*"]).matches(&event));
    assert!(!filter.clone().namespace("space:x").matches(&event));
    assert!(!filter.filter(json!({ "operation": "x" })).matches(&event));
    assert!(!EventFilter::on("job:failed").matches(&event));
}
