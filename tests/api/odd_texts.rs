//! What only its encoding makes odd is read.

use flatfile_jobs::api;
use flatfile_jobs::api::types::{Job, JobStatus};
use serde_json::{Value, json};

use crate::odd_members::{job, read};

#[test]
fn half_an_emoji_as_an_escape() {
    let read = read(r#""info":"half \ud83d of it","status":"failed","x\ude00":"\ud83d\ude00""#);
    assert_eq!(read.info.as_deref(), Some("half \u{fffd} of it"));
    assert_eq!(read.status, Some(JobStatus::Failed));
    assert_eq!(read.extra["x\u{fffd}"], "😀");
}

#[test]
fn bytes_that_are_no_utf_8() {
    let text = [job("").trim_end_matches('}').as_bytes(), b",\"info\":\"caf\xe9\"}"].concat();
    let read: Job = api::read(&text).unwrap();
    assert_eq!(read.info.as_deref(), Some("caf\u{fffd}"));
}

#[test]
fn a_byte_order_mark() {
    let text = format!("\u{feff}{}", job(r#""part":3"#));
    assert_eq!(api::read::<Job>(text.as_bytes()).unwrap().part, Some(3));
}

#[test]
fn line_breaks_in_a_string() {
    assert_eq!(read("\"info\":\"two\nlines\"").info.as_deref(), Some("two\nlines"));
}

#[test]
fn numbers_that_no_float_holds_become_texts() {
    let read = read(r#""config":{"a":1e400,"b":[-1e999],"c":NaN,"d":007},"part":1e400"#);
    assert_eq!(read.config, Some(json!({ "a": "1e400", "b": ["-1e999"], "c": "NaN", "d": "007" })));
    assert_eq!(read.extra["part"], "1e400");
}

#[test]
fn a_key_twice_is_its_last_value() {
    let read =
        read(r#""info":"a","part":1,"part":"x","part":2,"new":1,"new":2,"id":"b","info":"c""#);
    assert_eq!((read.part, read.info.as_deref(), read.id.as_str()), (Some(2), Some("c"), "b"));
    assert_eq!(read.extra["new"], 2);
    assert_eq!(read.extra.len(), 1);
}

#[test]
fn what_is_too_deep_becomes_a_text() {
    for levels in [126, 128, 200, 5_000] {
        let deep =
            format!("{}\"\\u0041\"{}", r#"{"a":["#.repeat(levels / 2), "]}".repeat(levels / 2));
        let read = read(&format!(r#""config":{deep},"status":"failed","info":"a""#));
        assert_eq!(read.status, Some(JobStatus::Failed));
        // As deep as can be, it is there.
        let mut value = read.config.as_ref().unwrap();
        let mut kept = 0;
        while value.is_array() || value.is_object() {
            value = if kept % 2 == 0 { &value["a"] } else { &value[0] };
            kept += 1;
        }
        assert_eq!(kept, levels.min(126), "the job itself is a level");
        let rest = value.as_str().unwrap();
        match levels - kept {
            0 => assert_eq!(rest, "A"),
            more => assert_eq!(rest.matches(['{', '[']).count(), more, "as it was written"),
        }
        // And others can read what is written.
        let written = serde_json::to_string(&read).unwrap();
        assert_eq!(serde_json::from_str::<Job>(&written).unwrap(), read);
    }
}

#[test]
fn deep_lists_cost_a_job_nothing() {
    let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    for name in ["input", "unheardOf", "part", "subject", "predecessorIds"] {
        let read = read(&format!("{name:?}:{deep}"));
        assert_eq!(read.id, "us_jb_1", "{name}");
    }
}

#[test]
fn any_type_of_ones_own() {
    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Own {
        pair: (u8, f32),
        kind: Kind,
        other: Kind,
        byte: Option<u8>,
    }

    #[derive(Debug, PartialEq, serde::Deserialize)]
    enum Kind {
        A,
        B(u8),
    }

    let text = b"\xEF\xBB\xBF{\"pair\":[1,2.5],\"kind\":\"A\",\"other\":{\"B\":3},\"byte\":null}";
    let own: Own = api::read(text).unwrap();
    assert_eq!(own, Own { pair: (1, 2.5), kind: Kind::A, other: Kind::B(3), byte: None });
    let error = api::read::<Own>(br#"{"pair":[1,2.5,3]}"#).unwrap_err();
    assert_eq!(error.member(), "pair");
    let value: Value = api::read(b"\xEF\xBB\xBF[1, -2, 2.5]").unwrap();
    assert_eq!(value, json!([1, -2, 2.5]));
}
