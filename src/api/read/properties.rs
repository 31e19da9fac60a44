//! What holds for any text.

#![cfg(test)]

use proptest::prelude::*;
use serde_json::json;

use super::glance::{Glance, glance};
use super::read;
use crate::api::types::JobResponse;

/// A body, cut and spliced with what JSON is made of.
fn texts() -> impl Strategy<Value = Vec<u8>> {
    let parts: [&[u8]; 12] = [
        b"{",
        b"}",
        b"[",
        b"]",
        b",",
        b":",
        b"\"",
        b"\\ud83d",
        b"1e400",
        b"\xff",
        b" ",
        br#""data":{"id":"b"}"#,
    ];
    let edit = (any::<prop::sample::Index>(), 0..parts.len(), 0..3_usize);
    prop::collection::vec(edit, 0..5).prop_map(move |edits| {
        let body = json!({ "data": {
            "id": "us_jb_1", "type": "file", "operation": "map", "source": "us_fl_1",
            "createdAt": "2025-01-01T00:00:00Z", "updatedAt": "2025-01-01T00:00:00Z",
            "status": "failed", "config": { "a": [null, { "b": true }] },
        }, "more": "x" });
        let mut text = body.to_string().into_bytes();
        for (place, part, cut) in edits {
            let at = place.index(text.len() + 1);
            let end = text.len().min(at + cut);
            text.splice(at..end, parts[part].iter().copied());
        }
        text
    })
}

proptest! {
    /// Whatever can be decoded can be glanced at, and both see the same.
    #[test]
    fn a_glance_sees_what_reading_sees(text in texts()) {
        if let Ok(JobResponse { data, .. }) = read(&text) {
            let seen = Glance { id: data.id.into(), status: data.status };
            prop_assert_eq!(glance(&text), Some(seen));
        }
    }

    #[test]
    fn a_glance_at_anything_ends(text in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = glance(&text);
    }
}
