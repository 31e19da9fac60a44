//! Where the program's files are on this platform.

use std::path::PathBuf;

use etcetera::BaseStrategy;

use super::variable;
use crate::failure::Failure;

const FOLDER: &str = "flatfile-jobs";

/// The file with the profiles, and whether somebody named it: one that is named
/// has to be there. None where the system has no place for it.
pub fn config_file(flag: Option<&PathBuf>) -> Result<Option<(PathBuf, bool)>, Failure> {
    if let Some(file) = flag {
        return Ok(Some((file.clone(), true)));
    }
    if let Some(file) = variable::first(&variable::CONFIG)? {
        return Ok(Some((file.value.into(), true)));
    }
    let base = etcetera::choose_base_strategy().ok();
    Ok(base.map(|base| (base.config_dir().join(FOLDER).join("config.toml"), false)))
}

/// The folder for journals and for what is left over; it may not be there yet.
pub fn state_folder() -> Option<PathBuf> {
    let base = etcetera::choose_base_strategy().ok()?;
    Some(base.state_dir().unwrap_or_else(|| base.data_dir()).join(FOLDER))
}
