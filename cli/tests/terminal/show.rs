//! `--show` asks before anything is sent.

use flatfile_jobs::api::types::JobStatus;

use crate::support::World;
use crate::tmux::Terminal;

fn status(world: &World, id: &str) -> Option<JobStatus> {
    world.sandbox.job(id).unwrap().status
}

#[test]
#[ignore = "needs tmux"]
fn a_person_sees_the_dialog_and_decides() {
    let world = World::new();
    let id = world.sandbox.add_executing_job("exportOrders");
    let terminal = Terminal::new(&world, 60, 24);
    let line = format!(
        "clear; flatfile-jobs fail {id} -m 'The warehouse refused order 351 of 1000, and all that came \
         after it.' --heading 'Export stopped' --button-text Understood --show; echo status $?"
    );
    terminal.line(&line);
    let screen = terminal.wait(|screen| screen.contains("[y/N]"));
    eprintln!("{screen}");
    assert!(screen.contains("│ Export stopped"), "{screen}");
    assert!(screen.contains("[ Understood ] │"), "{screen}");
    // The frame is whole: no line of it is broken.
    let frame: Vec<&str> =
        screen.lines().filter(|line| line.starts_with(['┌', '│', '└'])).collect();
    assert!(frame.iter().all(|line| line.chars().count() == 60), "{screen}");
    assert!(world.sandbox.calls().is_empty());
    terminal.line("n");
    terminal.wait(|screen| screen.contains("nothing was sent") && screen.contains("status 0"));
    assert_eq!(status(&world, &id), Some(JobStatus::Executing));
    terminal.line(&line);
    terminal.wait(|screen| screen.trim_end().ends_with("[y/N]"));
    terminal.line("y");
    terminal.wait(|screen| screen.contains(&format!("{id}  failed")));
    assert_eq!(status(&world, &id), Some(JobStatus::Failed));
}
