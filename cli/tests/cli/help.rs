//! `--help` of every command.

use crate::support::{World, assert_session};

const COMMANDS: &[&str] = &[
    "get",
    "list",
    "watch",
    "create",
    "update",
    "delete",
    "execute",
    "ack",
    "ack-outcome",
    "complete",
    "fail",
    "cancel",
    "retry",
    "split",
    "plan",
    "preview",
    "reap",
    "work",
    "sandbox",
    "doctor",
    "openapi",
    "schema",
    "contract",
    "completions",
    "man",
];

#[test]
fn of_the_whole() {
    let world = World::new();
    let session =
        world.session(&[&["-h"], &["--help"], &[], &["fial"], &["fail", "--mesage", "x"]]);
    assert_session("help", &session);
}

#[test]
fn of_each_command() {
    let world = World::new();
    let whole = world.run(&["--help"]).stdout;
    for command in COMMANDS {
        assert!(whole.contains(&format!("  {command}")), "{command} is not listed");
        assert_session(&format!("help/{command}"), &world.session(&[&[command, "--help"]]));
    }
    assert_session("help/contract-diff", &world.session(&[&["contract", "diff", "--help"]]));
    for command in ["get", "replace", "update"] {
        let session = world.session(&[&["plan", command, "--help"]]);
        assert_session(&format!("help/plan-{command}"), &session);
    }
}

#[test]
fn the_short_form_has_no_settings() {
    let short = World::new().run(&["fail", "-h"]).stdout;
    assert!(!short.contains("--key-file") && short.contains("--message"), "{short}");
}
