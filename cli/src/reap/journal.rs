//! The journal: a plan on its first line, then what was begun and what came of
//! it, a line each, as it happens. After a crash `--resume` goes on from it.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use flatfile_jobs::api::types::JobCompleteDetails;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::failure::{Failure, Kind};
use crate::input::{text_of_ours, unread};
use crate::many::{JobResult, Report, Sink, Verb};
use crate::output::to_line;
use crate::settings::state_folder;

/// What is to be done, with all that it takes to go on with it.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Plan {
    pub url: String,
    /// The body that fails the jobs; without one they are canceled.
    pub outcome: Option<JobCompleteDetails>,
    /// The info of a cancellation.
    pub info: Option<String>,
    pub jobs: Vec<Target>,
}

/// A job, and when it was last changed before it was found.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Target {
    pub id: String,
    pub updated_at: DateTime<Utc>,
}

#[derive(Deserialize, Serialize)]
struct First {
    plan: Plan,
}

#[derive(Debug)]
pub struct Journal {
    file: File,
    pub path: PathBuf,
    verb: Verb,
}

impl Journal {
    /// Begins one. Nothing is done before it can be written.
    pub fn begin(wanted: Option<&Path>, plan: &Plan, verb: Verb) -> Result<Self, Failure> {
        let path = match wanted {
            Some(path) => path.to_owned(),
            None => by_default()?,
        };
        let file = OpenOptions::new().create_new(true).append(true).open(&path);
        let mut journal =
            Self { file: file.map_err(|error| unwritten(&path, &error))?, path, verb };
        journal.line(&json!({ "plan": plan }))?;
        Ok(journal)
    }

    /// Goes on with one: what was planned, and what of it is left.
    pub fn resume(path: &Path) -> Result<Plan, Failure> {
        let text = text_of_ours(path).map_err(|error| unread(path, &error))?;
        let mut lines = text.lines();
        let first = lines.next().unwrap_or_default();
        let First { mut plan } = serde_json::from_str(first).map_err(|error| {
            Failure::input(format!("{} is no journal: {error}", path.display()))
        })?;
        // The last line may be torn, and counts as not written.
        let results = lines.filter_map(|line| serde_json::from_str::<Value>(line).ok());
        let text = |line: &Value, name: &str| Some(line.get(name)?.as_str()?.to_owned());
        let results: HashMap<String, String> =
            results.filter_map(|line| Some((text(&line, "id")?, text(&line, "result")?))).collect();
        plan.jobs.retain(|job| {
            let result = results.get(&job.id).map(String::as_str);
            !matches!(result, Some("done" | "already" | "left-alone" | "refused"))
        });
        Ok(plan)
    }

    /// Opens one that is there, to write on.
    pub fn append(path: &Path, verb: Verb) -> Result<Self, Failure> {
        let file = OpenOptions::new().append(true).open(path);
        let file = file.map_err(|error| unwritten(path, &error))?;
        let mut journal = Self { file, path: path.to_owned(), verb };
        // The last line may be torn: what follows begins on one of its own.
        journal.file.write_all(b"\n").map_err(|error| unwritten(path, &error))?;
        journal.line(&json!({ "resumed_at": Utc::now() }))?;
        Ok(journal)
    }

    fn line(&mut self, value: &Value) -> Result<(), Failure> {
        // One write a line, so that a crash tears one at the most.
        let line = format!("{}\n", to_line(value));
        self.file.write_all(line.as_bytes()).map_err(|error| unwritten(&self.path, &error))
    }
}

impl Sink for Journal {
    fn begins(&mut self, id: &str) -> Result<(), Failure> {
        self.line(&json!({ "begins": id, "at": Utc::now() }))
    }

    fn ends(&mut self, report: &Report) -> Result<(), Failure> {
        let mut line = report.to_json(self.verb);
        if let Some(line) = line.as_object_mut() {
            // The job may be large, and can be read.
            line.remove("job");
            line.insert("at".to_owned(), json!(Utc::now()));
        }
        if matches!(report.result, JobResult::NotBegun) {
            return Ok(());
        }
        self.line(&line)
    }
}

fn by_default() -> Result<PathBuf, Failure> {
    let folder = state_folder().ok_or_else(|| {
        Failure::new(Kind::Output, "there is no place for the journal")
            .next("name one with --journal")
    })?;
    fs::create_dir_all(&folder).map_err(|error| unwritten(&folder, &error))?;
    let now = Utc::now().format("%Y%m%dT%H%M%S");
    Ok(folder.join(format!("reap-{now}-{}.jsonl", std::process::id())))
}

fn unwritten(path: &Path, error: &std::io::Error) -> Failure {
    let what = format!("the journal {} cannot be written: {error}", path.display());
    Failure::new(Kind::Output, what).next("name another file with --journal")
}
