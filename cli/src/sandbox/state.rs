//! The state in a file, from one start to the next.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::failure::{Failure, Kind};
use crate::input::{text_of_ours, unread, value};

/// The state of a file; none where there is no such file yet.
pub fn load(file: &Path) -> Result<Option<Value>, Failure> {
    match text_of_ours(file) {
        Ok(text) => value(&text, &file.to_string_lossy()).map(Some),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unread(file, &error)),
    }
}

/// Whether a state can be written there: who finds out at the end has lost it.
pub fn try_out(file: &Path) -> Result<(), Failure> {
    let beside = beside(file);
    let made = File::create(&beside).and_then(|_| fs::remove_file(&beside));
    made.map_err(|error| unwritten(file, &error))
}

/// Writes a state beside the file, and moves it there once it is whole: what was
/// there before is never half gone.
pub fn save(file: &Path, state: &Value) -> Result<(), Failure> {
    let beside = beside(file);
    let write = || -> io::Result<()> {
        let mut to = File::create(&beside)?;
        serde_json::to_writer_pretty(&mut to, state)?;
        to.write_all(b"\n")?;
        to.sync_all()?;
        fs::rename(&beside, file)
    };
    write().map_err(|error| {
        drop(fs::remove_file(&beside));
        unwritten(file, &error)
    })
}

fn beside(file: &Path) -> PathBuf {
    let mut beside = file.as_os_str().to_owned();
    beside.push(".new");
    beside.into()
}

fn unwritten(file: &Path, error: &io::Error) -> Failure {
    Failure::new(Kind::Output, format!("`{}` cannot be written: {error}", file.display()))
}
