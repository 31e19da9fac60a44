//! What changed since the contract was last released, breaking or additive.
//!
//! `cargo run -p contract -- release` says it with lines and reasons, and with
//! `--write`, when a release is made, writes `openapi/released.txt` anew.

use contract::changes::{Change, Effect, changes};
use contract::facts::{Facts, facts};
use contract::release;
use serde_json::{Value, json};

use crate::TEXT;
use crate::codegen::document::Document;

const RELEASED: &str = include_str!("../../openapi/released.txt");
const CHANGELOG: &str = include_str!("../../CHANGELOG.md");

/// The contract of this checkout.
pub fn present() -> Value {
    Document::parse("contract.yaml", TEXT).expect("it is YAML").root().clone()
}

/// The facts of the released contract.
pub fn released() -> Facts {
    release::read(RELEASED)
}

#[test]
fn a_breaking_change_is_named_in_the_changelog() {
    let changes = changes(&released(), &facts(&present()));
    let unnamed: Vec<String> =
        release::unnamed(&changes, CHANGELOG).iter().map(ToString::to_string).collect();
    assert!(
        unnamed.is_empty(),
        "name each of these facts in the changelog's Unreleased section:\n{}",
        unnamed.join("\n")
    );
}

#[test]
fn what_is_released_reads_as_it_was_written() {
    let present = facts(&present());
    assert_eq!(release::read(&release::write(&present)), present);
}

/// The changes that an edit of the present contract makes.
fn after(edit: impl Fn(&mut Value)) -> Vec<Change> {
    let (old, mut new) = (present(), present());
    edit(&mut new);
    changes(&facts(&old), &facts(&new))
}

#[track_caller]
fn assert_effect(effect: Effect, edit: impl Fn(&mut Value)) {
    let changes = after(edit);
    assert!(!changes.is_empty(), "the edit changes no fact");
    let worst = changes.iter().map(|change| change.effect).min();
    assert_eq!(worst, Some(effect), "{changes:#?}");
}

fn schema<'a>(contract: &'a mut Value, name: &str) -> &'a mut Value {
    &mut contract["components"]["schemas"][name]
}

#[test]
fn what_breaks() {
    let breaks: &[fn(&mut Value)] = &[
        |it| drop(schema(it, "Job")["properties"].as_object_mut().unwrap().remove("info")),
        |it| schema(it, "Job")["properties"]["info"]["type"] = json!("integer"),
        |it| schema(it, "Job")["required"].as_array_mut().unwrap().push(json!("info")),
        |it| drop(schema(it, "Job")["required"].as_array_mut().unwrap().pop()),
        |it| drop(schema(it, "JobStatus")["enum"].as_array_mut().unwrap().pop()),
        |it| {
            schema(it, "JobConfig")["properties"]["new"] = json!({ "type": "string" });
            schema(it, "JobConfig")["required"].as_array_mut().unwrap().push(json!("new"));
        },
        |it| drop(it["paths"].as_object_mut().unwrap().remove("/jobs/{jobId}/retry")),
        |it| it["paths"]["/jobs/{jobId}/fail"]["post"]["requestBody"]["required"] = json!(true),
        |it| it["paths"]["/jobs/{jobId}/fail"]["post"]["x-retry"] = json!("safe"),
        |it| drop(schema(it, "JobOutcomeNext")["oneOf"].as_array_mut().unwrap().pop()),
        |it| it["paths"]["/jobs"]["get"]["responses"]["200"] = json!({ "description": "Done." }),
        |it| it["paths"]["/jobs"]["get"]["responses"]["200"]["content"] = json!({ "text/csv": {} }),
    ];
    for edit in breaks {
        assert_effect(Effect::Breaking, edit);
    }
}

#[test]
fn what_adds() {
    let adds: &[fn(&mut Value)] = &[
        |it| schema(it, "Job")["properties"]["new"] = json!({ "type": "string", "nullable": true }),
        |it| schema(it, "JobStatus")["enum"].as_array_mut().unwrap().push(json!("on the moon")),
        |it| {
            *schema(it, "New") = json!({ "type": "object", "required": ["a"], "properties": { "a": { "type": "string" } } });
        },
        |it| it["paths"]["/jobs"]["post"]["requestBody"]["required"] = json!(false),
    ];
    for edit in adds {
        assert_effect(Effect::Additive, edit);
    }
}

#[test]
fn what_changes_nothing() {
    let text = |it: &mut Value| {
        schema(it, "Job")["description"] = json!("other words");
        schema(it, "Job")["properties"]["info"]["description"] = json!("other words");
        it["info"]["version"] = json!("2");
    };
    assert_eq!(after(text), []);
}

#[test]
fn how_a_list_is_written_is_a_fact() {
    let with = |explode: bool| {
        let list = json!({ "type": "array", "items": { "type": "string" } });
        let ids = json!({ "name": "ids", "in": "query", "explode": explode, "schema": list });
        let mut contract = present();
        contract["paths"]["/jobs"]["get"]["parameters"].as_array_mut().unwrap().push(ids);
        facts(&contract)
    };
    let changes = changes(&with(true), &with(false));
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert_eq!(changes[0].effect, Effect::Breaking);
    assert_eq!(
        changes[0].to.as_deref(),
        Some("array of string joined by commas, optional"),
        "another text on the wire"
    );
}
