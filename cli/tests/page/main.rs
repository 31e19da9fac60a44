//! The page, in a real browser without a window: Chromium, driven by Playwright.
//! It needs node, npm's packages and Chromium, so `cargo test` leaves it alone;
//! `cli/tests/page/run` installs them and runs it, and `.ci/run` runs that.
#![cfg(unix)]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test that fails says where"
)]

#[path = "../cli/support/mod.rs"]
#[allow(dead_code, unused_imports, reason = "each binary uses a part of it")]
mod support;

use std::path::Path;
use std::process::Command;

use support::{Served, World};

#[test]
#[ignore = "needs node and Chromium"]
fn people_meet_their_jobs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let tools = root.join("target/page");
    let served = Served::start(&World::new(), &["--fault", "kind=status,status=418,nth=1000000"]);
    let status = Command::new("node")
        .arg("--test-reporter=spec")
        .arg(tools.join("page.mjs"))
        .env("SANDBOX", served.ready.to_string())
        .env("PICTURES", &tools)
        .env("PROGRAM", env!("CARGO_BIN_EXE_flatfile-jobs"))
        .status()
        .expect("node is installed");
    assert!(status.success(), "the page is not as it should be; the lines above say where");
}
