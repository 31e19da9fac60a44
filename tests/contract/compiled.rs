//! A sample of the fuzzed contracts is compiled, all in one crate, with the
//! crate's own macros around what was generated.
//!
//! `COMPILED=200 cargo test --test contract -- --ignored compiled`

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use contract::fuzz::{Verdict, judge, text, valid};

/// The hand-written files that generated code stands on.
const OWN: [(&str, &str); 3] = [
    ("own_types.rs", include_str!("../../src/api/own_types.rs")),
    ("operation.rs", include_str!("../../src/api/operation.rs")),
    ("path_id.rs", include_str!("../../src/api/path_id.rs")),
];

/// What stands around the generated file in this crate, as far as it is named.
const MODULE: &str = "
mod operation;
mod own_types;
mod path_id;
pub use operation::{BodyRule, Operation, RetryClass};
pub use path_id::{BadPathId, PathId};
pub(crate) use own_types::{id, open_enum, tagged_union};
mod generated { include!(\"generated.rs\"); }
pub use generated::{Client, Error, OPERATIONS, OperationId, ResponseValue, builder, types};
impl progenitor_client::ClientHooks<crate::client::State> for Client {}
";

const MANIFEST: &str = "
[package]
name = \"compiled\"
version = \"0.0.0\"
edition = \"2024\"

[workspace]

[features]
schemars = []

[dependencies]
chrono = { version = \"0.4.40\", default-features = false, features = [\"serde\", \"clock\"] }
progenitor-client = \"0.15.1\"
reqwest = { version = \"0.13.5\", default-features = false, features = [\"json\", \"query\", \"stream\"] }
serde = { version = \"1.0.228\", features = [\"derive\"] }
serde_json = \"1.0.145\"
";

fn write(file: &Path, text: &str) {
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, text).unwrap();
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
    let mut library = "#![allow(warnings)]\npub mod client { #[derive(Clone, Debug)] pub struct \
                       State; }\n"
        .to_owned();
    for seed in first..first + number("COMPILED", 10) {
        let Verdict::Wrote(source) = judge(&text(&valid(seed))) else {
            panic!("SEED={seed}: it does not generate");
        };
        let here = format!("crate::seed{seed}::api");
        let folder = root.join(format!("src/seed{seed}/api"));
        for (name, text) in OWN.iter().copied().chain([("generated.rs", source.as_str())]) {
            write(&folder.join(name), &text.replace("crate::api", &here));
        }
        write(&folder.join("mod.rs"), MODULE);
        library.push_str(&format!("pub mod seed{seed} {{ pub mod api; }}\n"));
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
