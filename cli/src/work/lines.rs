//! What the lines of a command mean, one by one.

use std::collections::VecDeque;

use serde::Deserialize;

/// How much of a line is kept, and how many lines: what a dialog can hold.
const LONGEST: usize = 4096;
const MOST: usize = 10;

/// A line of standard output.
#[derive(Debug, PartialEq)]
pub enum Line {
    Progress(i64, Option<String>),
    ProgressOf(u64, u64),
    Info(String),
    Text(String),
}

/// `{"progress":40,"info":"…"}`, or `{"done":3,"total":10}`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Report {
    progress: Option<f64>,
    info: Option<String>,
    done: Option<u64>,
    total: Option<u64>,
}

impl Line {
    /// `40%` and `40% half of it` are progress, and so are the objects above; any
    /// other line is a text.
    pub fn read(line: &str) -> Self {
        let line = line.trim_end();
        if let Some(progress) = percent(line).or_else(|| object(line)) {
            return progress;
        }
        // Whole: it may be a body, which the end reads.
        Self::Text(line.to_owned())
    }
}

fn percent(line: &str) -> Option<Line> {
    let (number, rest) = line.trim_start().split_once('%')?;
    let number: f64 = number.trim_end().parse().ok()?;
    // `5%of` is no progress, and neither is a share of something in a sentence.
    (rest.is_empty() || rest.starts_with([' ', '\t', ':'])).then(|| {
        let info = rest.trim_start_matches([' ', '\t', ':']);
        Line::Progress(whole(number), (!info.is_empty()).then(|| shortened(info)))
    })
}

fn object(line: &str) -> Option<Line> {
    if !line.starts_with('{') {
        return None;
    }
    match serde_json::from_str(line).ok()? {
        Report { done: Some(done), total: Some(total), .. } => Some(Line::ProgressOf(done, total)),
        Report { progress: Some(progress), info, .. } => {
            Some(Line::Progress(whole(progress), info))
        }
        Report { info: Some(info), .. } => Some(Line::Info(info)),
        Report { .. } => None,
    }
}

/// Rounded down, and what is out of bounds is their business who take it.
fn whole(number: f64) -> i64 {
    number.floor() as i64
}

/// As much of a text as is kept.
pub fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => text.get(..end).unwrap_or(text).to_owned() + "…",
        None => text.to_owned(),
    }
}

/// The last lines.
#[derive(Debug, Default)]
pub struct Tail(VecDeque<String>);

impl Tail {
    pub fn add(&mut self, line: String) {
        if line.trim().is_empty() {
            return;
        }
        if self.0.len() >= MOST {
            self.0.pop_front();
        }
        self.0.push_back(line);
    }

    pub fn last(&self) -> Option<&str> {
        self.0.back().map(String::as_str)
    }

    /// All of them, if there are any.
    pub fn text(&self) -> Option<String> {
        let lines: Vec<String> = self.0.iter().map(|line| shortened(line)).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_told_from_text() {
        let progress = |percent, info: &str| {
            Line::Progress(percent, (!info.is_empty()).then(|| info.to_owned()))
        };
        for (line, read) in [
            ("40%", progress(40, "")),
            (" 40.9 % half of it\r", progress(40, "half of it")),
            ("100%: done", progress(100, "done")),
            (r#"{"progress":40,"info":"half"}"#, progress(40, "half")),
            (r#"{"done":3,"total":10}"#, Line::ProgressOf(3, 10)),
            (r#"{"info":"reading"}"#, Line::Info("reading".to_owned())),
        ] {
            assert_eq!(Line::read(line), read, "{line}");
        }
        for text in [
            "",
            "40",
            "%",
            "40%of it",
            "up 40% today",
            "{}",
            r#"{"outcome":{"message":"40%"}}"#,
            r#"{"progress":"40"}"#,
            "{progress",
        ] {
            assert_eq!(Line::read(text), Line::Text(text.to_owned()), "{text}");
        }
    }

    #[test]
    fn only_the_last_lines_are_kept() {
        let mut tail = Tail::default();
        assert_eq!(tail.text(), None);
        for number in 0..20 {
            tail.add(format!("line {number}"));
            tail.add(" ".to_owned());
        }
        let text = tail.text().unwrap();
        assert!(text.starts_with("line 10\n") && text.ends_with("line 19"), "{text}");
        assert!(shortened(&"ü".repeat(5_000)).chars().count() == LONGEST + 1);
    }
}
