//! The file of what is left over. It can be fed back in as it is: what would
//! only be refused again, or must not be done twice, stands there as a comment.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use chrono::Utc;

use super::report::{JobResult, Report};
use super::verb::Verb;
use crate::output::{clean, warn_line};
use crate::settings::state_folder;

#[derive(Debug, Default)]
pub struct LeftOver {
    lines: Vec<String>,
    /// How many of them are no comments.
    pub again: usize,
}

impl LeftOver {
    /// Keeps what was not done.
    pub fn add(&mut self, report: &Report, verb: Verb) {
        let again = match report.result {
            JobResult::Done(_) => return,
            JobResult::Refused(_) => false,
            JobResult::InDoubt(_) | JobResult::Abandoned => !verb.only_once(),
            JobResult::Undone(_) | JobResult::NotBegun => true,
        };
        let (id, name) = (clean(&report.id), report.result.name());
        let why = report.result.failure().map(|failure| format!(": {}", clean(&failure.what)));
        let comment = if again { "" } else { "# " };
        self.again += usize::from(again);
        self.lines.push(format!("{comment}{id}  # {name}{}", why.unwrap_or_default()));
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Writes it where it was asked for, or where there is a place; says where.
    /// A place that cannot be written is no reason to lose it.
    pub fn write(&self, verb: Verb, wanted: Option<&Path>) -> io::Result<PathBuf> {
        if let Some(file) = wanted {
            match File::create(file).and_then(|created| self.write_to(verb, created)) {
                Ok(()) => return Ok(file.to_owned()),
                Err(error) if self.is_empty() => return Err(error),
                Err(error) => warn_line(&format!("{} cannot be written: {error}", file.display())),
            }
        }
        let name = format!(
            "left-over-{}-{}-{}.txt",
            verb.name,
            Utc::now().format("%Y%m%dT%H%M%S"),
            std::process::id()
        );
        let temporary = std::env::temp_dir();
        let mut last = io::Error::other("no place for it");
        for folder in state_folder().into_iter().chain([temporary]) {
            let file = folder.join(&name);
            let written = fs::create_dir_all(&folder)
                .and_then(|()| File::create_new(&file))
                .and_then(|created| self.write_to(verb, created));
            match written {
                Ok(()) => return Ok(file),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    fn write_to(&self, verb: Verb, file: File) -> io::Result<()> {
        let mut out = BufWriter::new(file);
        writeln!(out, "# left over by flatfile-jobs {}", verb.name)?;
        for line in &self.lines {
            writeln!(out, "{line}")?;
        }
        out.flush()
    }
}
