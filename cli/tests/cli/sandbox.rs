//! `sandbox`: started, called, stopped.

use std::fs;

use serde_json::{Value, json};

use crate::support::{Served, World, assert_session};

#[test]
fn it_is_there_when_it_says_so() {
    let world = World::new();
    let served =
        Served::start(&world, &["--executing", "2", "--ready", "1", "--operation", "sendMail"]);
    let root = served.url().strip_suffix("/v1").unwrap();
    assert_eq!(
        served.ready,
        json!({
            "url": served.url(), "token": "sk_sandbox",
            "control": format!("{root}/_sandbox"), "page": format!("{root}/"),
        })
    );
    let jobs = world.command(&["list", "--json", "--url", served.url()]).run().done().json();
    let mut seen: Vec<(&str, &str)> = jobs
        .iter()
        .map(|job| (job["operation"].as_str().unwrap(), job["status"].as_str().unwrap()))
        .collect();
    seen.sort_unstable();
    let [executing, ready] = [("sendMail", "executing"), ("sendMail", "ready")];
    assert_eq!(seen, [executing, executing, ready]);
    assert_eq!(served.stop(), Some(0));
}

#[test]
fn what_people_read() {
    use std::io::{BufRead, BufReader, Read};
    use std::process::{Command, Stdio};

    let world = World::new();
    let mut command = world.command(&["sandbox"]).into_command();
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let said: Vec<String> = lines.by_ref().take(4).collect();
    let root = said[0].split_whitespace().nth(1).unwrap().strip_suffix("/v1").unwrap().to_owned();
    let id = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let mut err = String::new();
    child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    let session = format!("{}\n! {}", said.join("\n"), err.trim_end().replace('\n', "\n! "));
    assert_session("sandbox", &(session.replace(&root, "http://sandbox") + "\n"));
    assert_eq!(lines.next(), None);
}

#[test]
fn a_file_and_options_set_it_up() {
    let world = World::new();
    let file = world.write(
        "sandbox.yaml",
        "token: from-the-file\n\
         jobs:\n  \
         - { operation: importOrders, status: ready, input: { rows: 3 } }\n  \
         - { id: us_jb_mine, status: failed, outcome: { message: no } }\n\
         rules: { end_twice: ignore }\n\
         faults: { seed: 3, rules: [ { operation: failJob, status: 429, retry_after: 1, nth: 1 } ] }\n",
    );
    let arguments = [
        "--setup",
        &file,
        "--job",
        "operation=sendMail,status=executing",
        "--token",
        "mine",
        "--fault",
        "operation=getJob,kind=html",
    ];
    let served = Served::start(&world, &arguments);
    assert_eq!(served.token(), "mine");
    let jobs = served.control("GET", "/jobs", "").json();
    let seen: Vec<(&Value, &Value)> = jobs["jobs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|job| (&job["operation"], &job["status"]))
        .collect();
    assert_eq!(
        json!(seen),
        json!([["sendMail", "executing"], ["exportOrders", "failed"], ["importOrders", "ready"],])
    );
    let plan = served.control("GET", "/faults", "").json();
    assert_eq!(plan["seed"], 3);
    assert_eq!(plan["rules"].as_array().unwrap().len(), 2);
    let busy = served.api("POST", "/jobs/us_jb_mine/fail", "{}").of(429);
    assert!(busy.head.contains("retry-after: 1"), "{busy:?}");
    // The end it has already, which the rule passes over.
    served.api("POST", "/jobs/us_jb_mine/fail", "{}").of(200);
    served.api("GET", "/jobs/us_jb_mine", "").of(502);
}

/// Options go over the file by what they name, and leave the rest.
#[test]
fn options_override_what_they_name() {
    let world = World::new();
    let file = world.write(
        "sandbox.yaml",
        "rules: { end_twice: ignore, first_page: 0, exclusive_since: true }\n\
         event_faults: { missing: 1, doubled: 1 }\n\
         jobs: [ { id: us_jb_mine, status: failed } ]\n\
         faults: { seed: 3 }\n\
         calls: 2\n",
    );
    let of_file = Served::start(&world, &["--setup", &file]);
    let with = ["--rules", "first_page=1", "--event-faults", "missing=0", "--calls", "9"];
    let with = Served::start(&world, &[&["--setup", &file][..], &with].concat());
    for (served, first, calls, faults) in [
        (of_file, 0, 2, json!({ "seed": 3, "missing": 1.0, "doubled": 1.0 })),
        (with, 1, 3, json!({ "seed": 3, "missing": 0.0, "doubled": 1.0 })),
    ] {
        let page = served.api("GET", "/jobs", "").of(200).json();
        assert_eq!(page["pagination"]["currentPage"], first);
        served.api("POST", "/jobs/us_jb_mine/fail", "{}").of(200);
        assert_eq!(served.control("GET", "/event-faults", "").json(), faults);
        let id = served.control("POST", "/jobs", r#"{"status":"ready"}"#).json();
        assert!(id["job"]["id"].is_string());
        let events = served.api("GET", "/events?topic=job:ready", "").of(200).json();
        let ids: Vec<&Value> =
            events["data"].as_array().unwrap().iter().map(|it| &it["id"]).collect();
        match first {
            0 => assert!(ids.is_empty(), "{ids:?}"),
            _ => assert!(ids.len() == 2 && ids[0] == ids[1], "{ids:?}"),
        }
        let kept = served.control("GET", "/calls", "").json();
        assert_eq!((kept["calls"].as_array().unwrap().len(), &kept["next"]), (calls, &json!(3)));
        if first == 1 {
            // `since` leaves out the events of just that moment, as the file says.
            let moment = events["data"][0]["createdAt"].as_str().unwrap();
            let since = format!("/events?topic=job:ready&since={moment}");
            let events = served.api("GET", &since, "").of(200).json();
            assert_eq!(events["data"], json!([]));
        }
    }
}

#[test]
fn the_record_of_calls_has_a_bound_in_bytes() {
    let world = World::new();
    let served = Served::start(&world, &["--executing", "1", "--call-bytes", "10000"]);
    let job = served.control("GET", "/jobs", "").json()["jobs"][0]["id"].clone();
    let path = format!("/jobs/{}", job.as_str().unwrap());
    for _ in 0..5 {
        let body = json!({ "info": "x".repeat(4_000) }).to_string();
        served.api("PATCH", &path, &body).of(200);
    }
    let kept = served.control("GET", "/calls", "").json();
    assert_eq!((kept["calls"].as_array().unwrap().len(), &kept["next"]), (2, &json!(5)));
    assert_eq!(kept["calls"][0]["number"], 3);
}

#[test]
fn its_state_goes_on_from_one_start_to_the_next() {
    let world = World::new();
    let arguments = ["--state", "state.json", "--executing", "1"];
    let first = Served::start(&world, &arguments);
    let jobs = first.control("GET", "/jobs", "").json();
    let id = jobs["jobs"][0]["id"].as_str().unwrap().to_owned();
    first.api("POST", &format!("/jobs/{id}/fail"), r#"{"info":"no"}"#).of(200);
    let state = first.control("GET", "/state", "").json();
    assert!(!world.file("state.json").exists());
    assert_eq!(first.stop(), Some(0));
    let written: Value =
        serde_json::from_str(&fs::read_to_string(world.file("state.json")).unwrap()).unwrap();
    assert_eq!(written, state);

    let second = Served::start(&world, &arguments);
    assert_eq!(second.control("GET", "/state", "").json(), state);
    let history = second.control("GET", &format!("/jobs/{id}/history"), "").json();
    assert_eq!(history["job"]["info"], "no");
}

#[test]
fn a_call_that_hangs_does_not_hold_up_the_end() {
    let world = World::new();
    let served = Served::start(&world, &["--fault", "kind=lose-request", "--executing", "1"]);
    let mut hanging = served.stream("/v1/jobs");
    let mut events = served.stream("/_sandbox/events");
    assert_eq!(events.next().as_deref(), Some("HTTP/1.1 200 OK"));
    served.interrupt();
    served.interrupt();
    assert_eq!(served.stop(), Some(0));
    assert_eq!(hanging.next(), None);
    assert!(events.last().is_some());
}

#[test]
fn page_and_control_path_can_be_switched_off() {
    let world = World::new();
    let host = "host: localhost\r\n";
    for (arguments, page, control) in
        [(&[][..], 200, 200), (&["--no-page"], 404, 200), (&["--no-control"], 404, 404)]
    {
        let served = Served::start(&world, arguments);
        served.send("GET", "/", host, "").of(page);
        served.control("GET", "", "").of(control);
        assert_eq!(served.ready["page"].is_string(), page == 200);
        assert_eq!(served.ready["control"].is_string(), control == 200);
    }
}

#[test]
fn what_does_not_fit_is_said_before_it_starts() {
    let world = World::new();
    world.write("broken.yaml", "jobs: [");
    world.write("unknown.yaml", "job: []");
    world.write("job.json", r#"{"jobs":[{"id":"us_jb_1"},{"operation":7}]}"#);
    world.write("state.json", r#"{"jobs":[{"id":7}]}"#);
    let session = world.session(&[
        &["sandbox", "--setup", "nowhere.yaml"],
        &["sandbox", "--setup", "broken.yaml"],
        &["sandbox", "--setup", "unknown.yaml"],
        &["sandbox", "--setup", "job.json"],
        &["sandbox", "--state", "state.json"],
        &["sandbox", "--fault", "operation=failjob"],
        &["sandbox", "--fault", "kind=cut"],
        &["sandbox", "--fault", "state=503"],
        &["sandbox", "--rules", "first_page=2"],
        &["sandbox", "--rules", "firstPage=1"],
        &["sandbox", "--event-faults", "late=0.5"],
        &["sandbox", "--event-faults", "missing=2"],
        &["sandbox", "--token", ""],
        &[
            "sandbox",
            "--json",
            "--port",
            &world.sandbox.url()["http://127.0.0.1:".len()..].replace("/v1", ""),
        ],
    ]);
    let port = world.sandbox.url()["http://127.0.0.1:".len()..].replace("/v1", "");
    assert_session("sandbox-refused", &session.replace(&port, "PORT"));
}

#[test]
fn a_state_that_cannot_be_kept_is_said_at_the_start() {
    let world = World::new();
    let ran = world.run(&["sandbox", "--state", "no/such/folder/jobs.json"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (Some(14), ""), "{ran}");
    assert!(ran.stderr.contains("`no/such/folder/jobs.json` cannot be written"), "{ran}");
}

#[test]
fn what_cannot_be_held_or_sent_is_refused() {
    let world = World::new();
    for arguments in [
        ["--executing", "4294967295"],
        ["--ready", "1000001"],
        ["--token", "sk sandbox"],
        ["--token", "sk\u{1b}[2J"],
        ["--token", "schlüssel"],
    ] {
        let ran = world.run(&["sandbox", arguments[0], arguments[1]]);
        assert_eq!((ran.status, ran.stdout.as_str()), (Some(2), ""), "{ran}");
    }
}
