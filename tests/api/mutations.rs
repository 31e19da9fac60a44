//! Whatever is changed in a good body: reading it never panics, and what is
//! read is written back as the same value.

use flatfile_jobs::api;
use flatfile_jobs::api::types::{Job, JobResponse};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::support::json::{assert_same, normal};

/// A job that has every kind of member.
fn body() -> Value {
    json!({ "data": {
        "id": "us_jb_1", "type": "workbook", "operation": "map", "source": "us_wb_1",
        "createdAt": "2023-10-30T20:04:28.556Z", "updatedAt": "2023-10-30T20:04:32.075Z",
        "config": { "delimiter": ";" }, "environmentId": "us_env_1", "managed": true,
        "mode": "foreground", "outcome": { "next": { "type": "id", "id": "a" } }, "part": 2,
        "predecessorIds": ["us_jb_0"], "progress": 99.5, "status": "complete",
        "startedAt": "2023-10-30T20:04:29.453+01:00", "unheardOf": [1],
        "subject": { "type": "collection", "resource": "records", "params": { "sheetId": "s" } },
    } })
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        // Whole floats are written as whole numbers: `whole_numbers` has those.
        any::<i32>().prop_map(|number| json!(f64::from(number) + 0.5)),
        ".{0,8}".prop_map(Value::from),
        Just(json!("2025-01-01T00:00:00Z")),
        Just(json!("resource")),
    ];
    let name = prop_oneof![Just("type".to_owned()), Just("id".to_owned()), "[a-z]{1,3}"];
    leaf.prop_recursive(3, 12, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(name.clone(), inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Changes some members of the job, or of its subject.
fn changed() -> impl Strategy<Value = Value> {
    let change = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), any_value());
    prop::collection::vec(change, 1..6).prop_map(|changes| {
        let mut body = body();
        for (place, member, value) in changes {
            let pointers = ["/data", "/data", "/data/subject"];
            let pointer = place.get(&pointers);
            let Some(Value::Object(members)) = body.pointer_mut(pointer) else { continue };
            change_one(members, member, value);
        }
        body
    })
}

fn change_one(members: &mut Map<String, Value>, member: prop::sample::Index, value: Value) {
    let names: Vec<String> = members.keys().cloned().collect();
    if !names.is_empty() {
        members.insert(member.get(&names).clone(), value);
    }
}

/// What a name and an index are good for: every member, with every kind of value.
fn check(body: &Value) -> Result<(), TestCaseError> {
    let required = ["id", "type", "operation", "source", "createdAt", "updatedAt"];
    match api::read::<JobResponse>(body.to_string().as_bytes()) {
        Ok(read) => {
            let written = serde_json::to_value(&read).unwrap();
            prop_assert_eq!(normal(&written), normal(body));
            let again: JobResponse = api::read(written.to_string().as_bytes()).unwrap();
            prop_assert_eq!(again, read);
        }
        Err(error) => {
            let name = error.member().trim_start_matches("data.");
            prop_assert!(required.contains(&name), "{} in {}", error, body);
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn of_members(body in changed()) {
        check(&body)?;
    }

    #[test]
    fn of_bytes(
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..4_usize, any::<u8>()), 1..8),
    ) {
        let mut text = body().to_string().into_bytes();
        for (place, edit, byte) in edits {
            if text.is_empty() {
                break;
            }
            let at = place.index(text.len());
            match edit {
                0 => text[at] = byte,
                1 => text.insert(at, br#"{}[],:"\u0"#[usize::from(byte) % 10]),
                2 => drop(text.remove(at)),
                _ => text.truncate(at),
            }
        }
        if let Ok(read) = api::read::<JobResponse>(&text) {
            let written = serde_json::to_vec(&read).unwrap();
            prop_assert_eq!(api::read::<JobResponse>(&written).unwrap(), read);
        }
    }

    #[test]
    fn of_all_bytes(text in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = api::read::<JobResponse>(&text);
        let _ = api::read::<Value>(&text);
    }
}

#[test]
fn each_member_by_itself() {
    let values = [
        json!(null),
        json!(true),
        json!(7),
        json!(-7.5),
        json!(1e300),
        json!(""),
        json!("text"),
        json!("2025-01-01T00:00:00Z"),
        json!([]),
        json!([null]),
        json!(["a", 1]),
        json!({}),
        json!({ "type": "resource" }),
        json!({ "type": "resource", "id": "a" }),
    ];
    let whole = body();
    for name in whole["data"].as_object().unwrap().keys() {
        for value in &values {
            let mut body = whole.clone();
            body["data"][name] = value.clone();
            check(&body).unwrap_or_else(|error| panic!("{name}, {value}: {error}"));
        }
    }
}

#[test]
fn nothing_is_changed_where_nothing_is_odd() {
    let text = body().to_string();
    let read: JobResponse = api::read(text.as_bytes()).unwrap();
    assert_eq!(read, serde_json::from_str(&text).unwrap());
    assert_eq!(api::read::<Job>(body()["data"].to_string().as_bytes()).unwrap(), read.data);
    assert_same(&serde_json::to_value(read).unwrap(), &body(), "written back");
}
