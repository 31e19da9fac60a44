//! Schemas that hold themselves, and references with members beside.

use grown::api::types::{Note, SignedNote};

#[test]
fn a_tree_reads_and_writes() {
    let text =
        r#"{"id":"1","text":"a","replies":[{"id":"2","text":"b","about":{"id":"1","text":"a"}}]}"#;
    let note: Note = grown::api::read(text.as_bytes()).unwrap();
    let about = note.replies.as_ref().and_then(|replies| replies[0].about.as_deref());
    assert_eq!(about.map(|note| note.text.as_str()), Some("a"));
    let written = serde_json::to_value(&note).unwrap();
    assert_eq!(written, serde_json::from_str::<serde_json::Value>(text).unwrap());
    let made =
        Note::new("1", "a").with_replies(vec![Note::new("2", "b").with_about(Note::new("1", "a"))]);
    assert_eq!(made, note);
}

#[test]
fn references_with_members_beside_are_one_type() {
    let note = SignedNote::new("1", "s", "a").with_author("x");
    let written = serde_json::to_value(note).unwrap();
    let expected = serde_json::json!({ "id": "1", "signature": "s", "text": "a", "author": "x" });
    assert_eq!(written, expected);
}
