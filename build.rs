//! Generates the client from `openapi/flatfile-jobs.yaml`; see `build/mod.rs`.

#![allow(clippy::exit, clippy::print_stdout, reason = "this is how a build script speaks")]

#[path = "build/mod.rs"]
mod codegen;

use std::path::PathBuf;
use std::{env, fs, process};

const CONTRACT: &str = "openapi/flatfile-jobs.yaml";

fn main() {
    println!("cargo::rerun-if-changed={CONTRACT}");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=build");
    if let Err(messages) = run() {
        for message in messages {
            println!("cargo::error={message}");
        }
        process::exit(1);
    }
}

fn run() -> Result<(), Vec<String>> {
    let text = fs::read_to_string(CONTRACT)
        .map_err(|error| vec![format!("{CONTRACT} cannot be read: {error}")])?;
    let generated = codegen::compile(CONTRACT, &text)
        .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>())?;
    let folder = env::var_os("OUT_DIR").ok_or_else(|| vec!["OUT_DIR is not set".to_owned()])?;
    for (name, content) in [
        ("api.rs", generated.source),
        ("contract.json", generated.json),
        ("components.rs", generated.components),
    ] {
        let target = PathBuf::from(&folder).join(name);
        fs::write(&target, content)
            .map_err(|error| vec![format!("{} cannot be written: {error}", target.display())])?;
    }
    Ok(())
}
