//! What hostile input has shown, or could.

use std::ffi::OsString;

use super::{arguments, profile};

fn words(line: &[&str]) -> Vec<OsString> {
    std::iter::once("flatfile-jobs").chain(line.iter().copied()).map(OsString::from).collect()
}

#[test]
fn a_command_line_is_weighed_without_a_file_or_a_request() {
    for line in [
        &["fail", "us_jb_1", "-m", "no", "--next", "id:us_jb_1"] as &[&str],
        &["list", "--older-than", "2h", "--url", "localhost:3000", "--timeout", "10s"],
        &["sandbox", "--job", "operation=a,status=ready", "--fault", "status=503,nth=1"],
    ] {
        let shown = arguments(&words(line));
        assert!(!shown.starts_with("error"), "{shown}");
    }
    let shown = arguments(&words(&["fail", "us_jb_1", "--next", "nowhere"]));
    assert!(shown.starts_with("error: there is no next step `nowhere`"), "{shown}");
}

#[test]
fn what_a_terminal_obeys_is_no_part_of_a_usage_error() {
    let shown = arguments(&words(&["fail", "x", "--\u{1b}[2J\u{202e}"]));
    assert!(shown.contains("unexpected argument '--\\u{1b}[2J\\u{202e}'"), "{shown}");
}

#[test]
fn a_profile_is_settings_and_a_client() {
    let text = "[profiles.a]\nkey = 'sk_1'\nurl = 'localhost:3000'\ntimeout = '10s'\n";
    assert!(profile(text, Some("a")).contains("localhost:3000"));
    assert!(profile(text, None).is_empty());
    let shown = profile(text, Some("b"));
    assert!(shown.starts_with("error: there is no profile `b`"), "{shown}");
}
