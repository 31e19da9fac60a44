//! The examples of the contract fit its schemas, and no operation lacks one.

use contract::examples::{misfits, missing};

use crate::TEXT;
use crate::codegen::document::Document;

fn document(text: &str) -> Document {
    Document::parse("contract.yaml", text).expect("it is YAML")
}

#[test]
fn no_example_is_a_misfit() {
    assert_eq!(misfits(&document(TEXT)), []);
    assert_eq!(missing(&document(TEXT)), []);
}

#[test]
fn a_misfit_is_said_with_line_and_reason() {
    let broken = TEXT.replacen(
        "                        progress: 35\n",
        "                        progress: much\n",
        1,
    );
    let line = TEXT.split("                        progress: 35\n").next().unwrap_or_default();
    let found = misfits(&document(&broken));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].line, line.matches('\n').count() as u64 + 1);
    assert!(found[0].pointer.ends_with("/examples/twoJobs/value/data/0/progress"), "{}", found[0]);
    assert!(found[0].what.contains("\"much\" is not of type \"number\""), "{}", found[0]);
}
