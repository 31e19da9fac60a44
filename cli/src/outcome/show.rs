//! What a person in Flatfile will see of an outcome, drawn in the terminal: the
//! dialog that has to be confirmed, or the note that goes away by itself.

use flatfile_jobs::api::types::{
    JobCompleteDetails, JobOutcome, JobOutcomeNext, JobOutcomeTrigger, JobOutcomeTriggerType,
};

use super::frame::Frame;
use crate::output::{clean, clean_lines, style, width_of_stderr, width_of_stdout};

/// No wider than dialogs are there, in characters of a usual size.
const WIDEST: usize = 64;

/// The picture of a body, for the terminal that there is.
pub fn picture(details: &JobCompleteDetails) -> String {
    let width = width_of_stdout().or_else(width_of_stderr).unwrap_or(WIDEST);
    draw(details, width.min(WIDEST))
}

/// Draws a body, no wider than this.
pub fn draw(details: &JobCompleteDetails, width: usize) -> String {
    let nothing = JobOutcome::default();
    let outcome = details.outcome.as_ref().unwrap_or(&nothing);
    let mut lines = Vec::new();
    let is_dialog = outcome.acknowledge == Some(true);
    lines.push(style::faint(match (details.outcome.is_some(), is_dialog) {
        (false, _) => "no outcome: nothing is shown but the job's status",
        (true, true) => "a dialog over the whole screen, until it is confirmed:",
        (true, false) => "a note that goes away by itself:",
    }));
    if details.outcome.is_some() {
        lines.extend(frame(outcome, width));
        lines.extend(steps(outcome).into_iter().map(|step| format!("  {step}")));
    }
    if let Some(info) = &details.info {
        lines.push(format!("  {} {}", style::faint("the job's info:"), clean(info)));
    }
    lines.join("\n") + "\n"
}

fn frame(outcome: &JobOutcome, width: usize) -> Vec<String> {
    let mut frame = Frame::new(width);
    let heading = outcome.heading.as_deref().filter(|heading| !heading.is_empty());
    if let Some(heading) = heading {
        wrapped(&mut frame, heading, |line| style::strong(line));
        frame.empty();
    }
    match outcome.message.as_deref() {
        Some(message) if !message.is_empty() => {
            wrapped(&mut frame, message, str::to_owned);
        }
        _ => frame.left("(no message)", |line| style::faint(line)),
    }
    let buttons = buttons(outcome);
    if !buttons.is_empty() {
        frame.empty();
        frame.right(&buttons, |line| style::strong(line));
    }
    frame.lines()
}

fn wrapped(frame: &mut Frame, text: &str, style: fn(&str) -> String) {
    for line in textwrap::wrap(&clean_lines(text), frame.room()) {
        frame.left(&line, style);
    }
}

fn buttons(outcome: &JobOutcome) -> String {
    if outcome.hide_default_button == Some(true) {
        return String::new();
    }
    match (outcome.button_text.as_deref(), outcome.next.as_ref().and_then(label)) {
        (Some(text), _) | (None, Some(text)) => format!("[ {} ]", clean(text)),
        (None, None) if outcome.acknowledge == Some(true) => "[ the usual button ]".to_owned(),
        (None, None) => String::new(),
    }
}

fn label(next: &JobOutcomeNext) -> Option<&str> {
    match next {
        JobOutcomeNext::Id(next) => next.label.as_deref(),
        JobOutcomeNext::Url(next) => next.label.as_deref(),
        JobOutcomeNext::Download(next) => next.label.as_deref(),
        JobOutcomeNext::Files(next) => next.label.as_deref(),
        JobOutcomeNext::Snapshot(next) => next.label.as_deref(),
        JobOutcomeNext::Retry(next) => next.label.as_deref(),
        JobOutcomeNext::View(next) => next.label.as_deref(),
        JobOutcomeNext::ClearFilters(next) => next.label.as_deref(),
        _ => None,
    }
}

/// What comes after it, in words.
fn steps(outcome: &JobOutcome) -> Vec<String> {
    let mut steps = Vec::new();
    if let Some(next) = &outcome.next {
        let label = label(next).map(|label| format!(", as \"{}\"", clean(label)));
        let (key, label) = (style::faint("then:"), label.unwrap_or_default());
        steps.push(format!("{key} {}{label}", clean(&step(next))));
    }
    if let Some(trigger) = &outcome.trigger {
        let (kind, audience) = match trigger {
            JobOutcomeTrigger::Type(kind) => (kind, None),
            JobOutcomeTrigger::Details(details) => (&details.type_, details.audience.as_ref()),
        };
        let when = match kind {
            JobOutcomeTriggerType::Manual => "when somebody clicks",
            JobOutcomeTriggerType::Automatic => "by itself",
            JobOutcomeTriggerType::AutomaticSilent => "by itself, without a word",
            other => other.as_str(),
        };
        let whom = audience.map(|whom| format!(", for {whom}")).unwrap_or_default();
        steps.push(format!("{} {}", style::faint("when:"), clean(&format!("{when}{whom}"))));
    }
    steps
}

fn step(next: &JobOutcomeNext) -> String {
    let and = |text: &Option<String>, before: &str| {
        text.as_ref().map(|text| format!("{before}{text}")).unwrap_or_default()
    };
    match next {
        JobOutcomeNext::Id(next) => {
            format!("go to {}{}{}", next.id, and(&next.path, "/"), and(&next.query, "?"))
        }
        JobOutcomeNext::Url(next) => {
            let tab = if next.replace == Some(true) { " in the present tab" } else { "" };
            format!("open {}{tab}", next.url)
        }
        JobOutcomeNext::Download(next) => {
            format!("download {}{}", next.url, and(&next.file_name, " as "))
        }
        JobOutcomeNext::Files(next) => {
            let files: Vec<&str> = next.files.iter().map(|file| file.file_id.as_str()).collect();
            format!("download {}", files.join(", "))
        }
        JobOutcomeNext::Snapshot(next) => {
            format!("look at snapshot {} of sheet {}", next.snapshot_id, next.sheet_id)
        }
        JobOutcomeNext::Retry(_) => "run the job again".to_owned(),
        JobOutcomeNext::View(next) if next.hidden_columns.is_empty() => {
            format!("look at sheet {}", next.sheet_id)
        }
        JobOutcomeNext::View(next) => {
            format!("look at sheet {} without {}", next.sheet_id, next.hidden_columns.join(", "))
        }
        JobOutcomeNext::ClearFilters(_) => "remove the filters".to_owned(),
        JobOutcomeNext::Wait(next) => {
            let confetti = if next.confetti == Some(true) { ", under confetti" } else { "" };
            format!("stay{confetti}")
        }
        other => serde_json::to_string(other).unwrap_or_default(),
    }
}
