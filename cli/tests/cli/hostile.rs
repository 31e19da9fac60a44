//! A job whose texts hold what a terminal obeys.

use flatfile_jobs::api::types::JobStatus;
use serde_json::json;

use crate::support::{World, assert_session};

const HOSTILE: &str = "\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m\r\nus_jb_1  complete\u{8}\u{202e}eteled\u{2028}\u{e0041}";

fn hostile(world: &World) -> String {
    let id = world.sandbox.add_executing_job(&format!("export{HOSTILE}"));
    let job = world.sandbox.job(&id).unwrap();
    let outcome = json!({ "message": HOSTILE, "heading": HOSTILE, "acknowledge": true,
        "buttonText": HOSTILE, "next": { "type": "url", "url": HOSTILE, "label": HOSTILE } });
    let job = job
        .with_status(JobStatus::from(HOSTILE))
        .with_info(HOSTILE)
        .with_source(HOSTILE)
        .with_space_id(HOSTILE)
        .with_outcome(outcome);
    world.sandbox.put_job(job);
    id
}

#[test]
fn nothing_of_it_reaches_the_terminal() {
    let world = World::new();
    let id = hostile(&world);
    let body = world.write("outcome.json", &json!({ "message": HOSTILE }).to_string());
    let key = world.write(&format!("key{HOSTILE}"), "sk_sandbox");
    let odd = json!({ "message": "no", HOSTILE: 1 }).to_string();
    let runs = [
        world.command(&["fail", "x", "--outcome", "-", "--show"]).input(&odd).run(),
        world.run(&["list", "--key-file", &key]),
        world.run(&["sandbox", "--token", HOSTILE]),
        world.command(&["list", "--config-file", &key]).without("FLATFILE_API_KEY").run(),
        world.run(&["get", &id]),
        world.run(&["get", &id, "--show"]),
        world.run(&["get", &id, "--json"]),
        world.run(&["list"]),
        world.run(&["list", "--json"]),
        world.run(&["watch", &id, "--for", "100ms", "--interval", "10ms"]),
        world.run(&["reap", "--silent-for", "1h", "--status", HOSTILE, "-m", "no"]),
        world.run(&["doctor"]),
        world.run(&["fail", &id, "--outcome", &body, "--show"]),
        world.run(&["get", HOSTILE]),
        world.run(&["fail", HOSTILE, "x\u{1b}[2J", "-m", HOSTILE]),
        world.command(&["ack", "-"]).input(HOSTILE).run(),
        world.run(&["list", "--profile", HOSTILE]),
        world.run(&["fail", "x", "--next", HOSTILE]),
        world.run(&[HOSTILE]),
        world.run(&["fail", "x", &format!("--{HOSTILE}")]),
        world.run(&["list", "--silent-for", HOSTILE]),
        world.run(&["list", "--color", HOSTILE]),
    ];
    for ran in runs {
        let shown = ran.stdout.clone() + &ran.stderr;
        let obeyed = |c: char| {
            (c.is_control() && c != '\n') || matches!(c, '\u{202e}' | '\u{2028}' | '\u{e0041}')
        };
        assert!(!shown.contains(obeyed), "{ran:?}");
        assert!(!shown.contains("\nus_jb_1  complete"), "a line was forged: {ran}");
    }
}

#[test]
fn it_looks_like_what_it_is() {
    let world = World::new();
    let id = hostile(&world);
    let session = world.session(&[&["get", &id], &["list"]]);
    assert_session("hostile", &session);
    // As JSON it is the same value.
    let json = &world.run(&["get", &id, "--json"]).json()[0];
    assert_eq!(json["info"], HOSTILE);
}
