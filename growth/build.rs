//! Generates the crate's client from its contract as it may become: see
//! `README.md`.

#![allow(clippy::exit, clippy::print_stdout, reason = "this is how a build script speaks")]

#[path = "../build/mod.rs"]
mod codegen;

use std::path::Path;
use std::{env, fs, process};

const CONTRACT: &str = "../openapi/flatfile-jobs.yaml";

/// What is put in, and the line of the contract that it comes after.
const GROWTH: [(&str, &str); 4] = [
    ("contract/tags.yaml", "\ntags:\n"),
    ("contract/paths.yaml", "\npaths:\n"),
    ("contract/schemas.yaml", "\n  schemas:\n"),
    ("contract/statuses.yaml", "\n        - created\n        - planning\n"),
];

fn main() {
    for file in ["build.rs", "../build", CONTRACT, "contract"] {
        println!("cargo::rerun-if-changed={file}");
    }
    if let Err(messages) = run() {
        for message in messages {
            println!("cargo::error={message}");
        }
        process::exit(1);
    }
}

fn run() -> Result<(), Vec<String>> {
    let grown = grown().map_err(|message| vec![message])?;
    let generated = codegen::compile("grown.yaml", &grown)
        .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>())?;
    let folder = env::var_os("OUT_DIR").ok_or_else(|| vec!["OUT_DIR is not set".to_owned()])?;
    for (name, content) in [
        // The problems' lines are those of this file.
        ("grown.yaml", grown),
        ("api.rs", generated.source),
        ("contract.json", generated.json),
    ] {
        let target = Path::new(&folder).join(name);
        fs::write(&target, content)
            .map_err(|error| vec![format!("{} cannot be written: {error}", target.display())])?;
    }
    Ok(())
}

/// The contract with what it grew by.
fn grown() -> Result<String, String> {
    let read = |file: &str| {
        fs::read_to_string(file).map_err(|error| format!("{file} cannot be read: {error}"))
    };
    let mut contract = read(CONTRACT)?;
    for (file, after) in GROWTH {
        let at = contract.find(after).ok_or_else(|| format!("{after:?} is not in the contract"))?;
        contract.insert_str(at + after.len(), &read(file)?);
    }
    Ok(contract)
}
