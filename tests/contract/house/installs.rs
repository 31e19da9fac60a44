//! Tools of others are installed in one place, which compares what is there with
//! what is pinned.

use std::fs;
use std::path::Path;

/// Where it may stand: the one place.
const PLACE: &str = ".ci/pinned";

#[test]
fn scripts_install_by_what_compares_the_pins() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut scripts = Vec::new();
    for folder in [".ci", "cli", "conformance", "docs", "queue"] {
        collect(root, &root.join(folder), &mut scripts);
    }
    assert!(scripts.len() > 10, "{scripts:?}");
    let installs = ["cargo install", "cargo binstall", "npm ci", "npm install", "pip\" install"];
    for (path, text) in scripts {
        let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
        // What is installed from a path is this repository's own.
        let others = lines.filter(|line| !line.contains("--path"));
        let found: Vec<&str> =
            others.filter(|line| installs.iter().any(|it| line.contains(it))).collect();
        match path == PLACE {
            true => assert!(!found.is_empty(), "{path} installs nothing"),
            false => assert!(found.is_empty(), "{path} installs beside {PLACE}: {found:?}"),
        }
    }
}

/// The scripts of the shell below a folder, by what they begin with.
fn collect(root: &Path, folder: &Path, scripts: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, scripts);
        } else if let Ok(text) = fs::read_to_string(&path)
            && text.starts_with("#!/usr/bin/env bash")
        {
            let path = path.strip_prefix(root).unwrap();
            scripts.push((path.to_string_lossy().into_owned(), text));
        }
    }
}
