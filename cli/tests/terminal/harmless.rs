//! A narrow terminal, a hostile job, and colours.

use crate::support::World;
use crate::tmux::Terminal;

#[test]
#[ignore = "needs tmux"]
fn a_table_fits() {
    let world = World::new();
    let long = "exportAllOrdersOfTheWholeYearToTheWarehouse";
    let id = world.sandbox.add_executing_job(long);
    let job = world
        .sandbox
        .job(&id)
        .unwrap()
        .with_info("日本語の長い説明 of what happens here, and more");
    world.sandbox.put_job(job);
    for columns in [40, 60, 100] {
        let terminal = Terminal::new(&world, columns, 10);
        terminal.line("clear; flatfile-jobs list; echo end");
        let screen = terminal.wait(|screen| screen.contains("\nend"));
        eprintln!("{screen}");
        // The titles, the row, and the end: nothing went over the edge.
        let lines: Vec<&str> = screen.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines.len(), 4, "{screen}");
        assert_eq!((lines[2], lines[3]), ("end", ">"), "{screen}");
    }
}

#[test]
#[ignore = "needs tmux"]
fn a_hostile_job_moves_nothing() {
    let world = World::new();
    let hostile = "\u{1b}[2J\u{1b}[H\u{1b}]0;owned\u{7}\u{9b}2J\rFORGED\u{1b}[31m";
    let id = world.sandbox.add_executing_job("exportOrders");
    let job = world.sandbox.job(&id).unwrap().with_info(hostile);
    world.sandbox.put_job(job);
    let terminal = Terminal::new(&world, 120, 40);
    let commands = [
        format!("flatfile-jobs get {id}"),
        "flatfile-jobs list".to_owned(),
        format!("flatfile-jobs get {id} --json"),
        format!("flatfile-jobs watch {id} --for 200ms --interval 50ms"),
    ];
    terminal.line(&format!("clear; echo first; {}; echo last", commands.join("; ")));
    let screen = terminal.wait(|screen| screen.contains("\nlast"));
    eprintln!("{screen}");
    assert!(screen.starts_with("first\n"), "{screen}");
    assert!(!screen.lines().any(|line| line.starts_with("FORGED")), "{screen}");
    assert!(screen.contains("\\u{1b}[2J"), "{screen}");
}

#[test]
#[ignore = "needs tmux"]
fn colours_are_for_terminals() {
    let world = World::new();
    let id = world.sandbox.add_executing_job("exportOrders");
    world.run(&["fail", &id, "-m", "no"]).done();
    let terminal = Terminal::new(&world, 80, 12);
    terminal.line(&format!("clear; flatfile-jobs get {id}; echo end"));
    terminal.wait(|screen| screen.contains("\nend"));
    assert!(terminal.colours().contains("\u{1b}[1m\u{1b}[31mfailed"), "{:?}", terminal.colours());
    terminal.line(&format!("clear; NO_COLOR=1 flatfile-jobs get {id}; echo again"));
    terminal.wait(|screen| screen.contains("\nagain"));
    assert!(!terminal.colours().contains("\u{1b}[31m"), "{:?}", terminal.colours());
}
