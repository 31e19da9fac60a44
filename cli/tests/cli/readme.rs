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
        let end = arguments.iter().position(|argument| *argument == "--");
        arguments.insert(end.unwrap_or(arguments.len()), "--help");
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

#[cfg(unix)]
#[test]
fn its_sandbox_can_be_set_up() {
    use crate::support::Served;

    let world = World::new();
    let (_, rest) = README.split_once("```yaml\n").unwrap();
    let file = world.write("sandbox.yaml", rest.split_once("```").unwrap().0);
    let served = Served::start(&world, &["--setup", &file]);
    assert_eq!(served.token(), "sk_test");
    let plan = served.control("GET", "/faults", "").json();
    assert_eq!((&plan["seed"], plan["rules"].as_array().unwrap().len()), (&7.into(), 2));
    // The paths that it names are there.
    let mut paths = 0;
    for row in README.lines().filter(|line| line.starts_with("| `") && line.contains("/_sandbox/"))
    {
        let (_, path) = row.split_once("/_sandbox").unwrap();
        let path = path.split('`').next().unwrap().replace("{id}", "us_jb_00000001");
        assert_ne!(served.control("GET", &path, "").status, 404, "{row}");
        paths += 1;
    }
    assert!(paths > 5, "{paths}");
}

#[cfg(unix)]
#[test]
fn its_script_is_a_handler() {
    use flatfile_jobs::api::types::{JobConfig, JobType, Trigger};

    let world = World::new();
    let (_, rest) = README.split_once("```sh\n").unwrap();
    world.write("export.sh", rest.split_once("```").unwrap().0);
    world.write("bin/export-orders", "#!/bin/sh\ngrep -o exportOrders | wc -l\n");
    let path = format!("{}:/usr/bin:/bin", world.file("bin").display());
    let made =
        std::process::Command::new("chmod").arg("+x").arg(world.file("bin/export-orders")).status();
    assert!(made.unwrap().success());
    let config = JobConfig::new("exportOrders", "us_wb_1", JobType::Workbook);
    let id = world.sandbox.add(config.with_trigger(Trigger::Immediate));
    let arguments = ["work", "--once", "--", "sh", "export.sh"];
    world.command(&arguments).variable("PATH", &path).run().done();
    let outcome = world.sandbox.job(&id).unwrap().typed_outcome().unwrap();
    assert_eq!(outcome.message.as_deref().map(str::trim), Some("1 rows"));
}
