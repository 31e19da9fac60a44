//! What is said of a golden file that is no longer right.

use crate::support::golden::differing;

#[test]
fn a_line_that_differs_is_named() {
    assert!(differing("a\r\nb\n", "a\nb").is_empty());
    assert_eq!(differing("a\nb\nc\n", "a\nx\nc\n"), ["    2 - b", "    2 + x"]);
    assert_eq!(differing("a\nb\n", "a\n"), ["    2 - b"]);
    assert_eq!(differing("a\nb\n", "b\na\n"), ["    1 - a", "    1 + b"]);
    assert_eq!(differing("a\nb\n", "a\nb\na\n"), ["    3 - ", "    3 + a"]);
}
