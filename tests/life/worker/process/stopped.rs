//! SIGTERM in the middle: the report says what the server says.

use std::process::Command;

use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::Sandbox;

use super::{Process, count, ends, example, ids};

#[test]
fn the_report_agrees_with_the_server() {
    for after in [1, 11, 25] {
        let sandbox = Sandbox::start_blocking().unwrap();
        (0..40).for_each(|number| example::add(&sandbox, if number % 2 == 0 { 40 } else { 5 }));
        let name = format!("flatfile-jobs-worker-{}-{after}.redb", std::process::id());
        let outbox = std::env::temp_dir().join(name);
        let process = Process::start(&sandbox, &outbox);
        process.until_kept(after);
        let pid = process.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        let lines = process.end();
        std::fs::remove_file(outbox).unwrap();
        let report = lines.iter().filter_map(|line| line.strip_prefix("report "));
        let report: Vec<&str> = report.collect();
        let [numbers, sentence] = report[..] else { panic!("{lines:#?}") };
        let (completed, failed) =
            (count(&sandbox, JobStatus::Complete), count(&sandbox, JobStatus::Failed));
        for (name, number) in [("completed", completed), ("failed", failed), ("left", 0)] {
            let wanted = format!("{name}: {number},");
            assert!(numbers.contains(&wanted), "{wanted} {numbers}");
        }
        let begun = format!("{} jobs begun: {completed} completed", completed + failed);
        assert!(sentence.starts_with(&begun), "{begun}, not {sentence}");
        assert!(completed >= after.saturating_sub(8) && completed < 40, "it was in the middle");
        assert!(failed > 0, "what ran was ended: its handler listens");
        let ready = count(&sandbox, JobStatus::Ready);
        assert_eq!(completed + failed + ready, 40, "nothing is left executing");
        assert!(ids(&sandbox).all(|id| ends(&sandbox, &id) <= 1));
    }
}
