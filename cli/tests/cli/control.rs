//! The control path does what its description says.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::{Answer, Served, World};

const DESCRIPTION: &str = include_str!("../../openapi/sandbox-control.yaml");

fn description() -> Value {
    serde_saphyr::from_str(DESCRIPTION).unwrap()
}

/// A running sandbox whose every response is held against the description.
struct Described {
    served: Served,
    document: Value,
    called: BTreeSet<String>,
}

impl Described {
    fn start(arguments: &[&str]) -> Self {
        let served = Served::start(&World::new(), arguments);
        Self { served, document: description(), called: BTreeSet::new() }
    }

    /// Calls an operation; a parameter in its path, a query and a body may be
    /// given.
    fn call(&mut self, name: &str, parameter: &str, query: &str, body: &Value) -> Answer {
        let (path, method, operation) = operations(&self.document)
            .into_iter()
            .find(|(.., operation)| operation["operationId"] == name)
            .unwrap();
        let place = path.replace("{jobId}", parameter) + query;
        let text = if body.is_null() { String::new() } else { body.to_string() };
        let answer = self.served.control(&method.to_uppercase(), &place, &text);
        assert_fits(&self.document, &operation, &answer);
        self.called.insert(name.to_owned());
        answer
    }

    fn get(&mut self, name: &str) -> Value {
        self.call(name, "", "", &Value::Null).of(200).json()
    }

    fn put(&mut self, name: &str, body: Value) -> Answer {
        self.call(name, "", "", &body)
    }
}

fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().unwrap();
    let all = paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().unwrap();
        methods
            .iter()
            .map(move |(method, operation)| (path.clone(), method.clone(), operation.clone()))
    });
    all.collect()
}

fn assert_fits(document: &Value, operation: &Value, answer: &Answer) {
    let responses = &operation["responses"];
    let status = answer.status.to_string();
    let mut response = responses.get(&status).unwrap_or(&responses["4XX"]);
    if let Some(reference) = response["$ref"].as_str() {
        response = document.pointer(&reference[1..]).unwrap();
    }
    let (kind, content) = response["content"].as_object().unwrap().iter().next().unwrap();
    assert!(answer.head.contains(&format!("content-type: {kind}")), "{kind}: {answer:?}");
    let mut schema = content["schema"].clone();
    schema["components"] = document["components"].clone();
    let value = match kind.as_str() {
        "application/json" => answer.json(),
        _ => Value::String(answer.body.clone()),
    };
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).unwrap();
    let mistakes: Vec<String> = validator.iter_errors(&value).map(|it| it.to_string()).collect();
    assert!(mistakes.is_empty(), "{}: {mistakes:?}\n{answer:?}", operation["operationId"]);
}

#[test]
fn each_operation_does_what_it_says() {
    let mut sandbox = Described::start(&["--executing", "1"]);
    let about = sandbox.get("getSandbox");
    assert_eq!(about["url"], sandbox.served.ready["url"]);
    assert_eq!(
        about["operations"]["failJob"],
        json!({ "method": "POST", "path": "/jobs/{jobId}/fail" })
    );
    assert_eq!(sandbox.call("getDescription", "", "", &Value::Null).body, DESCRIPTION);

    // Jobs.
    let added =
        sandbox.put("addJob", json!({ "operation": "sendMail", "status": "ready" })).of(201);
    let id = added.json()["job"]["id"].as_str().unwrap().to_owned();
    let known =
        json!({ "id": "us_jb_mine/1", "status": "failed", "createdAt": "2025-01-01T00:00:00Z" });
    assert_eq!(
        sandbox.put("addJob", known).of(201).json()["job"]["createdAt"],
        "2025-01-01T00:00:00Z"
    );
    let jobs = sandbox.call("listNewestJobs", "", "?limit=2", &Value::Null).json();
    assert_eq!((&jobs["total"], &jobs["jobs"][1]["id"]), (&json!(3), &json!(id)));
    sandbox.served.api("POST", &format!("/jobs/{id}/ack"), "{}").of(200);
    sandbox.served.api("DELETE", &format!("/jobs/{id}"), "").of(200);
    let history = sandbox.call("getHistory", &id, "", &Value::Null).json();
    assert_eq!(history["job"], Value::Null);
    let steps: Vec<&Value> =
        history["changes"].as_array().unwrap().iter().map(|it| &it["by"]).collect();
    assert_eq!(json!(steps), json!(["owner", "ackJob", "deleteJob"]));
    let encoded = sandbox.call("getHistory", "us_jb_mine%2F1", "", &Value::Null).of(200);
    assert_eq!(encoded.json()["id"], "us_jb_mine/1");

    // Calls.
    let calls = sandbox.get("listCalls");
    assert_eq!((&calls["next"], &calls["calls"][1]["operation"]), (&json!(2), &json!("deleteJob")));
    let acks = sandbox.call("listCalls", "", &format!("?operation=ackJob&job={id}"), &Value::Null);
    assert_eq!(acks.json()["calls"].as_array().unwrap().len(), 1);
    let first = sandbox.call("listCalls", "", "?limit=1", &Value::Null).json();
    assert_eq!((&first["next"], first["calls"].as_array().unwrap().len()), (&json!(1), 1));
    sandbox.get("forgetCalls");
    assert_eq!(sandbox.get("listCalls"), json!({ "calls": [], "next": 2 }));

    // Faults.
    let plan = json!({ "seed": 7, "rules": [{ "operation": "listJobs", "kind": "status", "status": 503, "times": 1 }] });
    assert_eq!(sandbox.put("setFaults", plan.clone()).of(200).json(), plan);
    assert_eq!(sandbox.get("getFaults"), plan);
    sandbox.served.api("GET", "/jobs", "").of(503);
    sandbox.served.api("GET", "/jobs", "").of(200);
    let calls = sandbox.get("listCalls")["calls"].clone();
    assert_eq!(calls[0]["fault"], "not carried out; status 503");
    assert_eq!((&calls[0]["number"], &calls[1]["fault"]), (&json!(2), &Value::Null));
    sandbox.put("setFaults", plan).of(200);
    sandbox.get("removeFaults");
    sandbox.served.api("GET", "/jobs", "").of(200);

    // Events.
    let odd = json!({ "seed": 3, "missing": 1.0 });
    assert_eq!(sandbox.put("setEventFaults", odd.clone()).of(200).json(), odd);
    assert_eq!(sandbox.get("getEventFaults"), odd);
    let told = |sandbox: &Described| {
        let events = sandbox.served.api("GET", "/events", "").of(200).json();
        events["data"].as_array().unwrap().len()
    };
    let before = told(&sandbox);
    sandbox.put("addJob", json!({ "status": "ready" })).of(201);
    assert_eq!(told(&sandbox), before);
    sandbox.get("removeEventFaults");
    assert_eq!(sandbox.get("getEventFaults"), json!({}));
    sandbox.put("addJob", json!({ "status": "ready" })).of(201);
    assert!(told(&sandbox) > before);

    // The clock: nobody acknowledges the job, until its five minutes are over.
    let lazy = sandbox.put("addJob", json!({ "status": "executing" })).json()["job"]["id"].clone();
    let lazy = lazy.as_str().unwrap().to_owned();
    let stopped = sandbox.put(
        "setClock",
        json!({ "now": "2030-01-01T00:00:00Z", "advance_seconds": 60, "stopped": true }),
    );
    assert_eq!(stopped.json(), json!({ "now": "2030-01-01T00:01:00Z", "stopped": true }));
    assert_eq!(sandbox.get("getClock"), stopped.json());
    let history = sandbox.call("getHistory", &lazy, "", &Value::Null).json();
    assert_eq!(history["changes"][1]["by"], "deadline");

    // State, and reset.
    let state = sandbox.get("getState");
    sandbox.served.api("DELETE", &format!("/jobs/{lazy}"), "").of(200);
    sandbox.put("setState", state.clone()).of(200);
    assert_eq!(sandbox.get("getState"), state);
    sandbox.get("reset");
    assert_eq!(sandbox.get("listNewestJobs")["total"], 1);
    assert_eq!(sandbox.get("listCalls")["calls"], json!([]));
    assert_eq!(sandbox.get("getClock")["stopped"], false);

    // Its events have a test of their own: they do not end.
    sandbox.called.insert("getEvents".to_owned());
    let described: BTreeSet<String> = operations(&sandbox.document)
        .iter()
        .map(|(.., operation)| operation["operationId"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(sandbox.called, described);
}

#[test]
fn a_reset_tells_of_its_jobs_as_the_start_did() {
    let mut sandbox = Described::start(&["--ready", "1", "--job", "id=us_jb_mine,status=failed"]);
    let told = |sandbox: &Described| {
        let events = sandbox.served.api("GET", "/events?topic=job:ready", "").of(200).json();
        events["data"].as_array().unwrap().len()
    };
    assert_eq!(told(&sandbox), 1);
    let ids = |jobs: Value| -> Vec<Value> {
        jobs["jobs"].as_array().unwrap().iter().map(|job| job["id"].clone()).collect()
    };
    let before = ids(sandbox.get("listNewestJobs"));
    sandbox.put("addJob", json!({ "status": "ready" })).of(201);
    assert_eq!(told(&sandbox), 2);
    sandbox.get("reset");
    assert_eq!(told(&sandbox), 1);
    assert_eq!(ids(sandbox.get("listNewestJobs")), before);
}

#[test]
fn what_does_not_fit_changes_nothing() {
    let mut sandbox = Described::start(&["--executing", "1"]);
    let state = sandbox.get("getState");
    for (operation, query, body) in [
        ("listCalls", "?from=x", Value::Null),
        ("listCalls", "?fro=1", Value::Null),
        ("addJob", "", json!({ "operation": 7 })),
        ("addJob", "", json!({ "id": "us_jb_1", "createdAt": "yesterday" })),
        ("addJob", "", json!([])),
        ("setFaults", "", json!({ "rules": [{ "operation": "failjob" }] })),
        ("setFaults", "", json!({ "rules": [{ "kind": "cut" }] })),
        ("setFaults", "", json!({ "rule": [] })),
        ("setEventFaults", "", json!({ "doubled": 2 })),
        ("setEventFaults", "", json!({ "late": 0.5 })),
        ("setEventFaults", "", json!({ "lost": 0.5 })),
        ("setClock", "", json!({ "now": "noon" })),
        ("setClock", "", json!({ "advance_seconds": i64::MAX, "stopped": true })),
        ("setState", "", json!({ "jobs": [{ "id": 7 }] })),
        ("setState", "", json!(null)),
    ] {
        let answer = sandbox.call(operation, "", query, &body);
        assert_eq!(answer.status, 400, "{operation} {body}: {answer:?}");
    }
    sandbox.call("getHistory", "us_jb_nobody", "", &Value::Null).of(404);
    assert_eq!(sandbox.get("getState"), state);
    assert_eq!(sandbox.get("getFaults"), json!({ "seed": 0, "rules": [] }));
    assert_eq!(sandbox.get("getEventFaults"), json!({ "seed": 0 }));
    assert_eq!(sandbox.get("getClock")["stopped"], false);
}

/// However long it is: nothing of it reaches the API.
#[test]
fn a_body_that_is_too_long_is_refused() {
    let mut sandbox = Described::start(&["--executing", "1"]);
    let state = sandbox.get("getState");
    let long = json!({ "jobs": [], "more": "x".repeat(9 << 20) });
    let answer = sandbox.put("setState", long).of(413);
    assert_eq!(answer.json()["errors"][0]["message"], "the body is longer than 8388608 bytes");
    assert_eq!(sandbox.get("listCalls"), json!({ "calls": [], "next": 0 }));
    assert_eq!(sandbox.get("getState"), state);
}

#[test]
fn there_is_nothing_that_is_not_described() {
    let sandbox = Described::start(&[]);
    let document = &sandbox.document;
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in ["GET", "PUT", "POST", "DELETE", "PATCH"] {
            if item.get(method.to_lowercase()).is_none() {
                let place = path.replace("{jobId}", "us_jb_1");
                let answer = sandbox.served.control(method, &place, "");
                assert_eq!(answer.status, 405, "{method} {path}");
                let allow = answer.head.lines().find(|line| line.starts_with("allow: ")).unwrap();
                let methods = item.as_object().unwrap().keys();
                let mut methods: Vec<&str> = methods.map(String::as_str).collect();
                methods.sort_unstable();
                let mut allowed: Vec<&str> = allow["allow: ".len()..].split(", ").collect();
                allowed.sort_unstable();
                assert_eq!(allowed, methods, "{path}");
            }
        }
    }
    for path in ["/galaxies", "/jobs/a/b/history", "/jobs//history", "/callsx"] {
        sandbox.served.control("GET", path, "").of(404);
    }
}

#[test]
fn nobody_elses_page_may_ask() {
    let world = World::new();
    let served = Served::start(&world, &["--cors", "--executing", "1"]);
    let port = served.url()["http://127.0.0.1:".len()..].replace("/v1", "");
    let own = format!("host: localhost:{port}\r\norigin: http://localhost:{port}\r\n");
    for path in ["/", "/_sandbox", "/_sandbox/state", "/_sandbox/events?x"] {
        for head in [
            "host: sandbox.evil.test\r\n".to_owned(),
            String::new(),
            format!("host: localhost:{port}\r\norigin: http://evil.test\r\n"),
            format!("host: localhost:{port}\r\norigin: null\r\n"),
        ] {
            served.send("GET", path, &head, "").of(403);
        }
    }
    served.send("POST", "/_sandbox/reset", &own.replace("localhost:", "evil.test:"), "").of(403);
    served.send("POST", "/_sandbox/reset", &own, "").of(200);
    let script = format!("host: localhost:{port}\r\nsec-fetch-site: cross-site\r\n");
    served.send("GET", "/_sandbox/state", &script, "").of(403);
    let answer = served.send("GET", "/_sandbox/state", &own, "").of(200);
    assert!(!answer.head.contains("access-control"), "{answer:?}");
    assert!(answer.head.contains("x-content-type-options: nosniff"), "{answer:?}");
}

#[test]
fn events_say_all_first_and_then_what_is_new() {
    let mut sandbox = Described::start(&["--executing", "2"]);
    let mut lines = sandbox.served.stream("/_sandbox/events");
    let mut event = |name: &str| -> Value {
        loop {
            let line = lines.next().expect("the stream goes on");
            if line == format!("event: {name}") {
                let data = lines.next().unwrap();
                return serde_json::from_str(data.strip_prefix("data: ").unwrap()).unwrap();
            }
        }
    };
    assert_eq!(event("clock")["stopped"], false);
    let jobs = event("jobs");
    assert_eq!((jobs["changed"].as_array().unwrap().len(), &jobs["total"]), (2, &json!(2)));
    assert_eq!(event("calls"), json!({ "calls": [], "total": 0, "anew": true }));
    assert_eq!(event("faults")["rules"], json!([]));
    let id = jobs["order"][1].as_str().unwrap().to_owned();
    sandbox.served.api("POST", &format!("/jobs/{id}/fail"), "{}").of(200);
    let jobs = event("jobs");
    assert_eq!(jobs["changed"].as_array().unwrap().len(), 1);
    assert_eq!(jobs["changed"][0]["status"], "failed");
    assert_eq!(event("calls")["calls"][0]["operation"], "failJob");
    sandbox.put("setFaults", json!({ "rules": [{}] })).of(200);
    assert_eq!(event("faults")["rules"][0]["kind"], "status");
    sandbox.get("reset");
    assert_eq!(event("jobs")["changed"][0]["status"], "executing");
    assert_eq!(event("calls"), json!({ "calls": [], "total": 1, "anew": true }));
}

/// Which of some jobs events tell of, where half of them go missing.
fn told_of(plan: &Value, event_faults: &Value) -> String {
    let mut sandbox = Described::start(&[]);
    sandbox.put("setFaults", plan.clone()).of(200);
    let set = sandbox.put("setEventFaults", event_faults.clone()).of(200);
    assert_eq!(set.json(), *event_faults, "as it was written");
    for _ in 0..40 {
        sandbox.put("addJob", json!({ "status": "ready" })).of(201);
    }
    let events = sandbox.served.api("GET", "/events?pageSize=200", "").of(200).json();
    let ids = events["data"].as_array().unwrap().iter();
    ids.map(|it| format!("{} ", it["context"]["jobId"])).collect()
}

#[test]
fn the_seed_of_events_is_that_of_the_other_faults_unless_it_is_named() {
    let plan = json!({ "seed": 7, "rules": [] });
    let unnamed = told_of(&plan, &json!({ "missing": 0.5 }));
    assert_eq!(unnamed, told_of(&plan, &json!({ "seed": 7, "missing": 0.5 })));
    assert_ne!(unnamed, told_of(&plan, &json!({ "seed": 0, "missing": 0.5 })));
}
