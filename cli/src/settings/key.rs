//! The key, from a file. Never from the command line, where everybody on the
//! machine can read it.

use std::path::Path;

use secrecy::SecretString;
use serde::{Deserialize, Deserializer};

use crate::failure::Failure;
use crate::input;
use crate::output::warn_line;

/// Reads a file that holds a key and nothing else.
pub fn from_file(file: &Path) -> Result<SecretString, Failure> {
    warn_if_open(file);
    let text = input::read_path(file)
        .map_err(|failure| Failure::settings(format!("the key file {}", failure.what)))?;
    Ok(text.trim().into())
}

/// A secret of a profile. A value of another kind is not repeated.
pub fn secret<'de, D: Deserializer<'de>>(reader: D) -> Result<Option<SecretString>, D::Error> {
    match String::deserialize(reader) {
        Ok(text) => Ok(Some(text.into())),
        Err(_) => Err(serde::de::Error::custom("the key has to be a string")),
    }
}

/// Says so where others on this machine can read a key.
#[cfg(unix)]
pub fn warn_if_open(file: &Path) {
    use std::os::unix::fs::PermissionsExt;

    let mode = std::fs::metadata(file).map_or(0, |about| about.permissions().mode());
    if mode & 0o044 != 0 {
        let file = file.display();
        warn_line(&format!("others on this machine can read the key in {file}: chmod 600 it"));
    }
}

#[cfg(not(unix))]
pub fn warn_if_open(_: &Path) {}
