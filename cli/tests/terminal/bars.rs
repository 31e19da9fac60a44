//! The progress bar of many, the bars of `watch`, and Ctrl-C.

use std::time::Duration;

use flatfile_jobs::api::OperationId;
use flatfile_jobs::api::types::JobAckDetails;
use flatfile_jobs::sandbox::{Fault, Faults};

use crate::support::World;
use crate::tmux::Terminal;

/// A world whose ends take a moment, with so many jobs.
fn slow(jobs: usize) -> World {
    let world = World::new();
    for _ in 0..jobs {
        world.sandbox.add_executing_job("exportOrders");
    }
    let late = Fault::delay(Duration::from_millis(150));
    world.sandbox.set_faults(Faults::seeded(1).on(OperationId::FailJob, late));
    world
}

const FAIL: &str =
    "flatfile-jobs list --ids | flatfile-jobs fail - -m no --concurrency 2; echo status $?";

#[test]
#[ignore = "needs tmux"]
fn many_have_one_bar_below_their_results() {
    let world = slow(12);
    let terminal = Terminal::new(&world, 80, 24);
    terminal.line(FAIL);
    let screen = terminal.wait(|screen| screen.contains("/12 ") && screen.contains("  failed"));
    eprintln!("{screen}");
    let lines: Vec<&str> = screen.lines().filter(|line| !line.is_empty()).collect();
    let bar = lines.last().unwrap();
    assert!(bar.contains('█') && bar.contains(" left"), "{screen}");
    assert_eq!(screen.matches("/12 ").count(), 1, "{screen}");
    // It is gone in the end, and has left nothing behind.
    let screen = terminal.wait(|screen| screen.contains("status 0"));
    eprintln!("{screen}");
    assert_eq!(screen.matches("  failed").count(), 12, "{screen}");
    assert!(screen.contains("12 jobs: 12 failed (12 by the response)"), "{screen}");
    assert!(!screen.contains('█') && !screen.contains("/12 "), "{screen}");
}

#[test]
#[ignore = "needs tmux"]
fn ctrl_c_stops_cleanly() {
    let world = slow(40);
    let terminal = Terminal::new(&world, 80, 30);
    terminal.line("flatfile-jobs list --ids > ids; flatfile-jobs fail - -m no --concurrency 2 < ids; echo status $?");
    terminal.wait(|screen| screen.contains("/40 ") && screen.contains("  failed"));
    terminal.key("C-c");
    let screen = terminal.wait(|screen| screen.contains("status 130"));
    eprintln!("{screen}");
    assert!(screen.contains("under way; Ctrl-C again stops at once"), "{screen}");
    assert!(screen.contains(" not begun"), "{screen}");
    assert!(screen.contains("what is left over is in"), "{screen}");
    // The bar stays where it was when the terminal wrote its `^C`, once.
    assert!(screen.matches("/40 ").count() <= 1, "{screen}");
}

#[test]
#[ignore = "needs tmux"]
fn a_watch_has_a_bar_for_each() {
    let world = World::new();
    let one = world.sandbox.add_executing_job("exportOrders");
    let two = world.sandbox.add_executing_job("exportOrders");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = world.sandbox.client().unwrap();
    let terminal = Terminal::new(&world, 90, 12);
    terminal.line(&format!("flatfile-jobs watch {one} {two} --interval 50ms; echo status $?"));
    terminal.wait(|screen| screen.matches("executing").count() == 2);
    runtime.block_on(client.job(&one).progress(50, JobAckDetails::from("half of it"))).unwrap();
    let screen = terminal.wait(|screen| screen.contains("half of it"));
    eprintln!("{screen}");
    let line = screen.lines().find(|line| line.contains("half of it")).unwrap();
    assert!(line.contains("████████████▌ ") && line.contains("50%"), "{screen}");
    assert!(line.contains("about "), "{screen}");
    runtime.block_on(client.job(&one).complete("Done")).unwrap();
    let screen = terminal.wait(|screen| screen.contains(&format!("{one}  complete")));
    eprintln!("{screen}");
    assert!(screen.contains(&two), "{screen}");
    runtime.block_on(client.job(&two).fail("no")).unwrap();
    let screen = terminal.wait(|screen| screen.contains("status 11"));
    eprintln!("{screen}");
    assert!(screen.contains(&format!("{two}  failed")), "{screen}");
    assert!(!screen.contains('█'), "{screen}");
}

#[test]
#[ignore = "needs tmux"]
fn a_watch_ends_with_ctrl_c() {
    let world = World::new();
    let id = world.sandbox.add_executing_job("exportOrders");
    let terminal = Terminal::new(&world, 80, 8);
    terminal.line(&format!("flatfile-jobs watch {id}; echo status $?"));
    terminal.wait(|screen| screen.contains("executing"));
    terminal.key("C-c");
    let screen = terminal.wait(|screen| screen.contains("status 130"));
    assert!(screen.contains(&format!("not ended: {id}")), "{screen}");
    assert!(!screen.contains('█'), "{screen}");
}
