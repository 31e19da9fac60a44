//! The program of a command: found before a job is taken for it, since a slip in
//! its name would fail all jobs that are ready.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Where the program is.
pub fn find(name: &OsStr) -> Result<PathBuf, Failure> {
    let missing = || Failure::input(format!("there is no program `{}`", name.display()));
    // With a separator it is a path, and is not looked for.
    if Path::new(name).components().count() > 1 || name.to_string_lossy().contains(['/', '\\']) {
        let path = PathBuf::from(name);
        return if is_program(&path) { Ok(path) } else { Err(missing()) };
    }
    let folders = env::var_os("PATH").unwrap_or_default();
    let mut found = env::split_paths(&folders).flat_map(|folder| candidates(&folder, name));
    found.find(|path| is_program(path)).ok_or_else(missing)
}

fn candidates(folder: &Path, name: &OsStr) -> Vec<PathBuf> {
    let path = folder.join(name);
    if cfg!(windows) && path.extension().is_none() {
        return ["exe", "cmd", "bat"].iter().map(|ending| path.with_extension(ending)).collect();
    }
    vec![path]
}

fn is_program(path: &Path) -> bool {
    let Ok(metadata) = path.metadata() else { return false };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        metadata.is_file() && metadata.permissions().mode() & 0o111 != 0
    }
    #[cfg(not(unix))]
    metadata.is_file()
}
