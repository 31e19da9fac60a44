//! The commands that go on until somebody presses Ctrl-C.

use std::fs;

use flatfile_jobs::api::types::{JobConfig, JobType, Trigger};

use crate::support::World;
use crate::tmux::Terminal;

#[test]
#[ignore = "needs tmux"]
fn a_sandbox_says_where_it_is_and_stops_cleanly() {
    let world = World::new();
    let terminal = Terminal::new(&world, 80, 12);
    terminal.line("clear; flatfile-jobs sandbox --state jobs.json --ready 1; echo status $?");
    let screen = terminal.wait(|screen| screen.contains("Ctrl-C stops it"));
    eprintln!("{screen}");
    assert!(screen.contains("page     http://127.0.0.1:"), "{screen}");
    terminal.key("C-c");
    let screen = terminal.wait(|screen| screen.contains("status 0"));
    eprintln!("{screen}");
    assert!(screen.contains("stopping"), "{screen}");
    assert!(fs::read_to_string(world.file("jobs.json")).unwrap().contains("us_jb_00000001"));
}

/// The terminal tells the program alone: the command is asked to end, as it is
/// by whatever else stops the program.
#[test]
#[ignore = "needs tmux"]
fn ctrl_c_reaches_a_command_by_way_of_the_program() {
    let world = World::new();
    let config = JobConfig::new("exportOrders", "us_wb_1", JobType::Workbook);
    let id = world.sandbox.add(config.with_trigger(Trigger::Immediate));
    world.write(
        "handler.sh",
        "trap 'echo INT > interrupted' INT\ntrap 'echo stopped early; exit 0' TERM\n\
         echo begun >&2\nwhile :; do sleep 0.02; done\n",
    );
    let terminal = Terminal::new(&world, 80, 12);
    terminal.line("clear; flatfile-jobs work -- sh handler.sh; echo status $?");
    terminal.wait(|screen| screen.contains("begun"));
    terminal.key("C-c");
    let screen = terminal.wait(|screen| screen.contains("status 0"));
    eprintln!("{screen}");
    assert!(screen.contains("1 under way, asked to end; Ctrl-C again"), "{screen}");
    assert!(screen.contains(&format!("{id}  complete")), "{screen}");
    assert!(!world.file("interrupted").exists());
}
