//! Real bodies that stand beside the checkout, where it has them.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// One body by its file name, or nothing, with a line that says so.
pub fn payload(name: &str) -> Option<Value> {
    let path = folder()?.join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    Some(serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}")))
}

/// All bodies, by file name.
pub fn all() -> Vec<(String, Value)> {
    let Some(folder) = folder() else { return Vec::new() };
    let mut names: Vec<String> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".json"))
        .collect();
    names.sort();
    names.into_iter().filter_map(|name| payload(&name).map(|body| (name, body))).collect()
}

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/payloads");
    if !folder.is_dir() {
        eprintln!("SKIPPED: the payloads are not beside this checkout");
        return None;
    }
    Some(folder)
}
