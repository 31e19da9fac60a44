//! A sample of the fuzzed contracts is compiled, all in one crate, with the
//! crate's own macros around what was generated.
//!
//! `COMPILED=200 cargo test --test contract -- --ignored compiled`

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use contract::fuzz::{Verdict, judge, text, valid};

/// What generated code stands on beside `src/api`, as far as it is named.
const AROUND: &str = include_str!("compiled/around.rs");

const MANIFEST: &str = "
[package]
name = \"compiled\"
version = \"0.0.0\"
edition = \"2024\"

[workspace]

[features]
default = [\"client\"]
client = []
schemars = []

[dependencies]
bytes = \"1.10\"
chrono = { version = \"0.4.40\", default-features = false, features = [\"serde\", \"clock\"] }
serde = { version = \"1.0.228\", features = [\"derive\"] }
serde_json = \"1.0.145\"
";

/// Where `build.rs` writes.
const OUT: &str = r#"concat!(env!("OUT_DIR"), "/api.rs")"#;

/// Lines of `src/api` about what only this crate's contract has.
const OF_JOBS: [&str; 2] = [
    "#[cfg(feature = \"client\")]\nmod rows;\n",
    "#[cfg(feature = \"client\")]\npub(crate) use rows::{OddJob, Rows};\n",
];

fn write(file: &Path, text: &str) {
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
}

/// The hand-written files that generated code stands on.
fn own(folder: &Path) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = PathBuf::from(path.file_name().unwrap());
        match path.is_dir() {
            true => {
                files.extend(own(&path).into_iter().map(|(file, text)| (name.join(file), text)));
            }
            false => files.push((name, fs::read_to_string(&path).unwrap())),
        }
    }
    files
}

#[test]
#[ignore = "it builds a crate of its own: a command for it stands above"]
fn a_sample_compiles() {
    let number = |name: &str, usual| {
        env::var(name).ok().and_then(|text| text.parse::<u64>().ok()).unwrap_or(usual)
    };
    let first = number("SEED", 0);
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("compiled");
    drop(fs::remove_dir_all(root.join("src")));
    let mut library = "#![allow(warnings)]\n".to_owned();
    for seed in first..first + number("COMPILED", 10) {
        let Verdict::Wrote(source) = judge(&text(&valid(seed))) else {
            panic!("SEED={seed}: it does not generate");
        };
        // Each is a crate of its own, but for the time that it would take.
        let here = format!("crate::seed{seed}::");
        let folder = root.join(format!("src/seed{seed}"));
        let mut files = own(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/api")));
        files.push((PathBuf::from("generated.rs"), source));
        for (name, text) in files {
            let text = OF_JOBS.iter().fold(text, |text, line| text.replace(line, ""));
            let text = text.replace(OUT, "\"generated.rs\"").replace("crate::", &here);
            write(&folder.join("api").join(name), &text);
        }
        write(&folder.join("mod.rs"), &AROUND.replace("crate::", &here));
        library.push_str(&format!("pub mod seed{seed};\n"));
    }
    write(&root.join("src/lib.rs"), &library);
    write(&root.join("Cargo.toml"), MANIFEST);
    fs::copy(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.lock"), root.join("Cargo.lock")).unwrap();
    let status = Command::new(env!("CARGO"))
        .args(["check", "--quiet", "--offline"])
        .env("CARGO_TARGET_DIR", root.join("target"))
        .current_dir(&root)
        .status()
        .unwrap();
    assert!(status.success(), "see above; the modules are named after their seeds");
}
