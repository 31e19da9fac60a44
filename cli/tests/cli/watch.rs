//! `watch`: jobs until they end.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use flatfile_jobs::api::OperationId;
use flatfile_jobs::api::types::JobAckDetails;
use flatfile_jobs::sandbox::{Fault, Faults};

use crate::support::{World, assert_session};

fn client_of(world: &World) -> (tokio::runtime::Runtime, flatfile_jobs::Client) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    (runtime, world.sandbox.client().unwrap())
}

#[test]
fn the_exit_status_is_that_of_the_ends() {
    let world = World::new();
    let id = || world.sandbox.add_executing_job("exportOrders");
    let (complete, failed, canceled, open) = (id(), id(), id(), id());
    world.run(&["complete", &complete]).done();
    world.run(&["fail", &failed, "-m", "no"]).done();
    world.run(&["cancel", &canceled]).done();
    let session = world.session(&[
        &["watch", &complete],
        &["watch", &canceled],
        &["watch", &failed],
        &["watch", &open, "--for", "50ms", "--interval", "10ms"],
        &["watch", "us_jb_nobody"],
        &["watch", &open, "--interval", "0s"],
        &["watch", &failed, "--json"],
    ]);
    assert_session("watch", &session);
    let all = |ids: &[&str]| {
        let mut arguments = vec!["watch", "--for", "50ms", "--interval", "10ms"];
        arguments.extend(ids);
        world.run(&arguments).status
    };
    assert_eq!(all(&[&complete, &canceled]), Some(12));
    assert_eq!(all(&[&canceled, &failed, &open]), Some(11));
    assert_eq!(all(&[&failed, "us_jb_nobody"]), Some(5));
    assert_eq!(all(&[&complete, &open]), Some(13));
}

#[test]
fn each_change_is_a_line() {
    let world = World::new();
    let id = world.sandbox.add_executing_job("exportOrders");
    let mut command = world.command(&["watch", &id, "--interval", "5ms"]).into_command();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    assert_eq!(lines.next().unwrap(), format!("{id}  executing  0%"));
    let (runtime, client) = client_of(&world);
    let job = client.job(&id);
    let half = JobAckDetails::from("half of it");
    runtime.block_on(job.progress(50, half)).unwrap();
    let line = lines.next().unwrap();
    // From 0 to 50 in next to no time: the rest takes as long.
    assert!(line.starts_with(&format!("{id}  executing  50%  about ")), "{line}");
    assert!(line.ends_with("left  half of it"), "{line}");
    runtime.block_on(job.complete("Done")).unwrap();
    assert_eq!(lines.next().unwrap(), format!("{id}  complete  100%  half of it"));
    assert_eq!(lines.next(), None);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_server_that_is_away_is_looked_for_again() {
    let world = World::new();
    let id = world.sandbox.add_executing_job("exportOrders");
    world.run(&["complete", &id]).done();
    let away = Faults::seeded(1).on(OperationId::GetJob, Fault::status(503)).times(2);
    world.sandbox.set_faults(away);
    let ran = world.run(&["watch", &id, "--interval", "5ms", "--retries", "0"]).done();
    assert_eq!(ran.stderr.matches("looking again: ").count(), 2, "{ran}");
}
