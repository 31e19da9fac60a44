//! The files that verdicts are about, in this checkout.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// The contract.
pub const CONTRACT: &str = "openapi/flatfile-jobs.yaml";
/// What the contract makes of the Rust API.
pub const SURFACE: &str = "openapi/surface.txt";
/// The facts of the released contract.
pub const RELEASED: &str = "openapi/released.txt";
/// Where breaking changes are named.
pub const CHANGELOG: &str = "CHANGELOG.md";

fn path(file: &str) -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).join(file)
}

/// Reads a file of the checkout; a path that is not relative is taken as it is.
///
/// # Errors
///
/// Names the file.
pub fn read(file: &str) -> io::Result<String> {
    fs::read_to_string(path(file)).map_err(|error| named(file, &error))
}

/// Writes a file of the checkout anew.
///
/// # Errors
///
/// Names the file.
pub fn write(file: &str, text: &str) -> io::Result<()> {
    fs::write(path(file), text).map_err(|error| named(file, &error))
}

fn named(file: &str, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{file}: {error}"))
}
