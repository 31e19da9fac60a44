//! What the YAML reader says, in words for the author of a contract: it speaks
//! of the options of a library that nobody here can set.

use serde_saphyr::{Error, budget::BudgetBreach};

use super::node::place;
use crate::codegen::problem::Problem;

/// The problem that an error of the YAML reader stands for.
pub(super) fn problem(file: &str, error: &Error) -> Problem {
    let (line, column) = error.location().map_or((1, 1), place);
    let (what, cure) = words(error.without_snippet());
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

fn words(error: &Error) -> (String, String) {
    let pair = |what: &str, cure: &str| (what.to_owned(), cure.to_owned());
    match error {
        Error::DuplicateMappingKey { key, .. } => {
            let key = key.as_deref().map_or_else(|| "a key".to_owned(), |key| format!("`{key}`"));
            (format!("{key} stands twice in this mapping"), "keep one of the two".to_owned())
        }
        Error::Budget { breach: BudgetBreach::Depth { .. }, .. } => pair(
            "this is nested more than 64 levels deep",
            "give an inner part a name of its own under `components`",
        ),
        Error::Budget { .. }
        | Error::AliasReplayLimitExceeded { .. }
        | Error::AliasExpansionLimitExceeded { .. }
        | Error::AliasReplayStackDepthExceeded { .. }
        | Error::AliasReplayCounterOverflow { .. } => pair(
            "this is larger than a contract may be once its aliases (`*name`) are filled in",
            "use `$ref` in place of anchors and aliases",
        ),
        Error::MultipleDocuments { .. } => {
            pair("a second document begins here", "a contract is one document: remove the `---`")
        }
        Error::UnknownAnchor { .. } => {
            pair("this alias names no anchor", "write `&name` where the value stands, before this")
        }
        Error::RecursiveReferencesRequireWeakTypes { .. } => pair(
            "this alias leads back to itself",
            "use `$ref`, which may lead in a circle, in place of an alias",
        ),
        Error::NonFiniteFloat { value, .. } => (
            format!("`{value}` is no number that JSON can write"),
            "write a smaller number, or put it into quotes".to_owned(),
        ),
        Error::NullIntoString { .. } => {
            pair("a key here is empty or null", "give it a name, in quotes if need be")
        }
        Error::Eof { .. } => pair("the contract ends here, too early", "write the rest of it"),
        Error::AliasError { error, .. } => words(error.without_snippet()),
        other => other_words(other),
    }
}

fn other_words(error: &Error) -> (String, String) {
    let text = error.to_string();
    // The place is said already, and what follows a semicolon or bracket is
    // advice to those who call the library.
    let text = text.split(" at line ").next().unwrap_or_default();
    let text = text.split("; ").next().unwrap_or_default();
    let text = match text.contains("::") || text.contains("Options") || text.contains("from_") {
        true => "the reader of YAML cannot take it",
        false => text,
    };
    (
        format!("this is not YAML: {text}"),
        "correct the syntax at this place or just above it".to_owned(),
    )
}
