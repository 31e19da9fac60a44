//! Is every schema of a form that reads leniently and keeps what it reads?

use std::collections::BTreeMap;

use serde_json::Value;

use crate::codegen::document::{Document, join, last_key};
use crate::codegen::emit::names::variant;
use crate::codegen::problem::Problem;
use crate::codegen::walk::{reference, schemas};

/// Keywords that the generator turns into something that refuses answers, and
/// what to write instead.
const UNSUPPORTED: [(&str, &str); 7] = [
    ("anyOf", "use `oneOf` whose alternatives have different JSON types, or a discriminator"),
    ("not", "say it in the description"),
    ("pattern", "say it in the description; a server may send other forms"),
    ("default", "say it in the description; absent has to stay absent"),
    ("minLength", "say it in the description"),
    ("maxLength", "say it in the description"),
    ("uniqueItems", "say it in the description"),
];

pub fn check(document: &Document) -> Vec<Problem> {
    let mut problems = Vec::new();
    schemas(document, &mut |pointer, schema| {
        if reference(schema).is_some() {
            return;
        }
        for (keyword, cure) in UNSUPPORTED {
            if schema.get(keyword).is_some() {
                let what = format!("`{keyword}` is not supported");
                problems.push(document.problem(&join(pointer, keyword), what, cure));
            }
        }
        problems.extend(kind(document, pointer, schema));
        problems.extend(format(document, pointer, schema));
        problems.extend(enumeration(document, pointer, schema));
        problems.extend(aliases(document, pointer, schema));
        problems.extend(object(document, pointer, schema));
    });
    problems
}

/// The model takes a kind that it does not know for "any".
fn kind(document: &Document, pointer: &str, schema: &Value) -> Option<Problem> {
    const KINDS: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];
    let kind = schema.get("type")?;
    let known = kind.as_str().is_some_and(|kind| KINDS.contains(&kind));
    (!known).then(|| {
        document.problem(
            &join(pointer, "type"),
            format!("{kind} is not a type of OpenAPI 3.0"),
            format!("write one of: {}", KINDS.join(", ")),
        )
    })
}

fn format(document: &Document, pointer: &str, schema: &Value) -> Option<Problem> {
    let format = schema.get("format").and_then(Value::as_str)?;
    (format != "date-time").then(|| {
        document.problem(
            &join(pointer, "format"),
            format!("the format `{format}` is not supported"),
            "use `date-time`, or say it in the description",
        )
    })
}

/// A component directly under `components/schemas`.
fn is_component(pointer: &str) -> bool {
    pointer.strip_prefix("/components/schemas/").is_some_and(|name| !name.contains('/'))
}

fn enumeration(document: &Document, pointer: &str, schema: &Value) -> Vec<Problem> {
    let mut problems = Vec::new();
    let open = schema.get("x-open").and_then(Value::as_bool) == Some(true);
    let Some(values) = schema.get("enum").and_then(Value::as_array) else {
        if open {
            problems.push(document.problem(
                &join(pointer, "x-open"),
                "`x-open` stands on a schema without `enum`",
                "add the known values, or remove it",
            ));
        }
        return problems;
    };
    if !open && values.len() == 1 {
        return problems;
    }
    if !open || !is_component(pointer) || schema.get("type") != Some(&"string".into()) {
        problems.push(document.problem(
            pointer,
            "an enumeration that cannot grow would refuse a new value of the server",
            "make it a named component with `type: string` and `x-open: true`",
        ));
    }
    let mut names: BTreeMap<String, &Value> = BTreeMap::new();
    for (index, value) in values.iter().enumerate() {
        let Some(text) = value.as_str() else { continue };
        let name = variant(text);
        let collision = names.insert(name.clone(), value);
        if collision.is_some() || name == "Unknown" {
            problems.push(document.problem(
                &join(&join(pointer, "enum"), &index.to_string()),
                format!("{value} has the name `{name}` in Rust, which is taken"),
                "values may not differ in case and punctuation only",
            ));
        }
    }
    problems
}

/// Another spelling means a value of the enumeration, and is none itself.
fn aliases(document: &Document, pointer: &str, schema: &Value) -> Vec<Problem> {
    let values = schema.get("enum").and_then(Value::as_array);
    let is_value = |value: &Value| values.is_some_and(|values| values.contains(value));
    let pointer = join(pointer, "x-aliases");
    let problem = |alias: &str, what: String, cure: &str| {
        document.problem(&join(&pointer, alias), what, cure)
    };
    let mut problems = Vec::new();
    for (alias, meant) in schema.get("x-aliases").and_then(Value::as_object).into_iter().flatten() {
        if !is_value(meant) {
            let what = format!("{meant} is not a value of this enumeration");
            problems.push(problem(alias, what, "name one of those under `enum`"));
        }
        if is_value(&alias.as_str().into()) {
            let what = format!("`{alias}` is a value of its own");
            problems.push(problem(alias, what, "remove it here or under `enum`"));
        }
    }
    problems
}

fn object(document: &Document, pointer: &str, schema: &Value) -> Vec<Problem> {
    let mut problems = Vec::new();
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
        return problems;
    };
    let open = schema.get("additionalProperties").and_then(Value::as_object);
    if !open.is_some_and(serde_json::Map::is_empty) {
        problems.push(document.problem(
            pointer,
            "members that the contract does not list would be lost or refused",
            "add `additionalProperties: {}`",
        ));
    }
    let required: Vec<&str> = schema
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    for (index, name) in required.iter().enumerate() {
        if !properties.contains_key(*name) {
            problems.push(document.problem(
                &join(&join(pointer, "required"), &index.to_string()),
                format!("`{name}` is required, but not among the properties"),
                "add it there, or correct its spelling",
            ));
        }
    }
    for (name, member) in properties {
        let member_pointer = join(&join(pointer, "properties"), name);
        let nullable = member.get("nullable").and_then(Value::as_bool) == Some(true);
        let any = member.get("type").is_none()
            && reference(member).is_none()
            && ["allOf", "oneOf"].iter().all(|keyword| member.get(keyword).is_none());
        if !required.contains(&name.as_str()) && !nullable && !any {
            problems.push(document.problem(
                &member_pointer,
                format!("`{}` is optional, but null would be refused", last_key(&member_pointer)),
                "add `nullable: true` (a reference goes into `allOf`)",
            ));
        }
    }
    problems
}
