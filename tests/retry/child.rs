//! A test's other half, in a process of its own with other variables.

use std::ffi::OsString;
use std::process::Command;

/// Where the server of the other half is.
pub const URL: &str = "TEST_BASE_URL";

/// What may be set where the tests run.
const PROXIES: [&str; 9] = [
    "ALL_PROXY",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "NO_PROXY",
    "REQUEST_METHOD",
    "all_proxy",
    "https_proxy",
    "http_proxy",
    "no_proxy",
];

/// Runs a test that is left aside otherwise, with these variables, and brings
/// what it printed.
pub async fn run(test: &'static str, variables: Vec<(&'static str, OsString)>) -> String {
    let output = tokio::task::spawn_blocking(move || {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", test, "--ignored", "--nocapture"]);
        for name in PROXIES {
            command.env_remove(name);
        }
        command.envs(variables).output().unwrap()
    });
    let output = output.await.unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && text.contains("1 passed"), "{text}{errors}");
    text
}
