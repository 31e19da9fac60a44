//! All that is known of one job, for people.

use chrono::{DateTime, Utc};
use flatfile_jobs::api::types::{Job, JobCompleteDetails};

use super::status::{percent, status_text, styled_status};
use crate::outcome::picture;
use crate::output::{age, clean, style};

/// A job as lines; `show` draws its outcome as a person in Flatfile sees it.
pub fn whole(job: &Job, now: DateTime<Utc>, show: bool) -> String {
    let status = styled_status(job.status.as_ref(), &status_text(job));
    let mut lines =
        Lines(format!("{}  {status} {}", style::strong(clean(job.id.as_str())), percent(job)));
    lines.0.truncate(lines.0.trim_end().len());
    lines.0.push('\n');
    lines.add("operation", Some(&format!("{}:{}", job.type_, job.operation)));
    lines.add("info", job.info.as_deref());
    lines.add("source", Some(&job.source));
    lines.add("destination", job.destination.as_deref());
    lines.add("space", job.space_id.as_deref());
    lines.add("environment", job.environment_id.as_deref());
    lines.add("file", job.file_id.as_deref());
    lines.add("parent", job.parent_id.as_ref().map(AsRef::as_ref));
    lines.add("part", job.part.map(|part| part.to_string()).as_deref());
    lines.add("trigger", job.trigger.as_ref().map(|trigger| trigger.as_str()));
    lines.add("mode", job.mode.as_ref().map(|mode| mode.as_str()));
    lines.add("created by", job.created_by.as_deref());
    for (name, moment) in [
        ("created", Some(job.created_at)),
        ("started", job.started_at),
        ("updated", Some(job.updated_at)),
        ("finished", job.finished_at),
        ("seen", job.outcome_acknowledged_at),
    ] {
        let said = moment.map(|moment| said(moment, now));
        lines.add(name, said.as_deref());
    }
    match job.typed_outcome() {
        Some(outcome) if show => {
            lines.add("outcome", Some(""));
            lines.0.push_str(&picture(&JobCompleteDetails::default().with_outcome(outcome)));
        }
        Some(outcome) => {
            let said = [outcome.heading, outcome.message].into_iter().flatten();
            let said: Vec<String> = said.collect();
            lines.add("outcome", Some(&said.join(": ")));
        }
        None => {
            lines.add("outcome", job.outcome.as_ref().map(|_| "in a form of its own: see --json"))
        }
    }
    let unknown: Vec<String> = job.unknown().iter().map(ToString::to_string).collect();
    if !unknown.is_empty() {
        lines.add("unknown", Some(&unknown.join(", ")));
    }
    lines.0
}

fn said(moment: DateTime<Utc>, now: DateTime<Utc>) -> String {
    format!("{} ({} ago)", moment.format("%Y-%m-%d %H:%M:%S UTC"), age(moment, now))
}

struct Lines(String);

impl Lines {
    fn add(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            let (name, gap) = (style::faint(name), " ".repeat(13_usize.saturating_sub(name.len())));
            let gap = if value.is_empty() { "" } else { &gap };
            self.0.push_str(&format!("  {name}{gap}{}\n", clean(value)));
        }
    }
}
