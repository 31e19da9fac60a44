//! What keeps a text from being read, in words for the author of a contract.

use granit_parser::{ErrorKind, ScanError};

use super::reader::{Fault, MAX_DEPTH, Why};
use crate::codegen::problem::Problem;

/// The problem that a fault stands for.
pub(super) fn problem(file: &str, fault: &Fault) -> Problem {
    let (line, column) = fault.place;
    let (what, cure) = words(&fault.why);
    // A reader that gave up at the very beginning says line 0.
    let (line, column) = (line.max(1), column.max(1));
    Problem { file: file.to_owned(), line, column, pointer: String::new(), what, cure }
}

/// The problem of a text that the reader itself did not survive.
pub(super) fn unreadable(file: &str) -> Problem {
    Problem {
        file: file.to_owned(),
        line: 1,
        column: 1,
        pointer: String::new(),
        what: "the reader of YAML gave up on this".to_owned(),
        cure: "please report the contract that shows it".to_owned(),
    }
}

fn words(why: &Why) -> (String, String) {
    let pair = |what: &str, cure: &str| (what.to_owned(), cure.to_owned());
    match why {
        Why::Twice(key) => {
            (format!("`{key}` stands twice in this mapping"), "keep one of the two".to_owned())
        }
        Why::TooDeep => (
            format!("this is nested more than {MAX_DEPTH} levels deep"),
            "give an inner part a name of its own under `components`".to_owned(),
        ),
        Why::TooLarge => pair(
            "this is larger than a contract may be once its aliases (`*name`) are filled in",
            "use `$ref` in place of anchors and aliases",
        ),
        Why::SecondDocument => {
            pair("a second document begins here", "a contract is one document: remove the `---`")
        }
        Why::Itself => pair(
            "this alias leads back to itself",
            "use `$ref`, which may lead in a circle, in place of an alias",
        ),
        Why::NoNumber(value) => (
            format!("`{value}` is no number that JSON can write"),
            "write a smaller number, or put it into quotes".to_owned(),
        ),
        Why::EmptyKey => {
            pair("a key here is empty or null", "give it a name, in quotes if need be")
        }
        Why::OddKey => pair("a key here is no text", "give the member a name"),
        Why::Nothing => pair("the contract ends here, too early", "write the rest of it"),
        Why::Syntax(error) => syntax(error),
    }
}

fn syntax(error: &ScanError) -> (String, String) {
    match error.kind() {
        ErrorKind::UnknownAnchor => (
            "this alias names no anchor".to_owned(),
            "write `&name` where the value stands, before this".to_owned(),
        ),
        _ => (
            format!("this is not YAML: {}", error.info()),
            "correct the syntax at this place or just above it".to_owned(),
        ),
    }
}
