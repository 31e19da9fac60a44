//! The justfile says nothing of its own: what a recipe runs is a line of
//! `.ci/run`, or one of the scripts.

const JUSTFILE: &str = include_str!("../../../justfile");
const RUN: &str = include_str!("../../../.ci/run");

/// What is run while one works, and not by CI.
const ALONE: [&str; 2] = ["@just --list", "cargo run --locked -p contract"];

#[test]
fn a_recipe_is_a_line_of_ci_or_calls_it() {
    let commands: Vec<&str> =
        JUSTFILE.lines().filter_map(|line| line.strip_prefix("    ")).collect();
    assert!(commands.len() > 10, "{commands:?}");
    for command in commands {
        let by_ci = RUN.lines().any(|line| line == command);
        let script = command.starts_with(".ci/") && !command.contains(' ');
        assert!(by_ci || script || ALONE.contains(&command), "{command} is said twice");
    }
}
