//! What the README says is so.

use crate::support::World;

const README: &str = include_str!("../../README.md");
/// The library's, which names some commands too.
const LIBRARY: &str = include_str!("../../../README.md");

#[test]
fn its_commands_can_be_typed() {
    let world = World::new();
    let mut commands = 0;
    let lines = README.lines().chain(LIBRARY.lines());
    for line in lines.filter_map(|line| line.strip_prefix("$ flatfile-jobs ")) {
        let mut arguments: Vec<&str> = Vec::new();
        for (index, part) in line.split('\'').enumerate() {
            match index % 2 {
                0 => arguments.extend(part.split_whitespace()),
                _ => arguments.push(part),
            }
        }
        // What comes before it has to be known.
        arguments.push("--help");
        world.run(&arguments).done();
        commands += 1;
    }
    assert!(commands > 10, "{commands}");
}

#[test]
fn its_exit_statuses_are_those_of_the_help() {
    let help = World::new().run(&["--help"]).stdout;
    let (_, listed) = help.split_once("Exit status:\n").unwrap();
    for line in listed.lines() {
        let (code, meaning) = line.trim().split_once("  ").unwrap();
        let row = README.lines().find(|row| row.starts_with(&format!("| {code} | `")));
        assert!(row.is_some_and(|row| row.ends_with(&format!("| {meaning} |"))), "{line}: {row:?}");
    }
}

#[test]
fn its_profiles_can_be_read() {
    let world = World::new();
    let (_, rest) = README.split_once("```toml\n").unwrap();
    let (profiles, _) = rest.split_once("```").unwrap();
    let file = world.write("config.toml", profiles);
    world.write("production.key", "sk_sandbox");
    world.write("eu.key", "sk_sandbox");
    let url = world.sandbox.url();
    for profile in ["production", "eu"] {
        let arguments = ["list", "--config-file", &file, "--profile", profile, "--url", &url];
        world.command(&arguments).without("FLATFILE_API_KEY").run().done();
    }
}
