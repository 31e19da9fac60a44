//! Is every schema of a form that reads leniently and keeps what it reads?

use serde_json::Value;

use super::all_of::members;
use crate::codegen::document::{Document, join, last_key};
use crate::codegen::problem::Problem;
use crate::codegen::walk::{reference, resolve, schemas};

/// Keywords that the generator turns into something that refuses responses,
/// and what to write instead.
const UNSUPPORTED: [(&str, &str); 7] = [
    ("anyOf", "use `oneOf` whose alternatives have different JSON types, or a discriminator"),
    ("not", "say it in the description"),
    ("pattern", "say it in the description; a server may send other forms"),
    ("default", "say it in the description; absent has to stay absent"),
    ("minLength", "say it in the description"),
    ("maxLength", "say it in the description"),
    ("uniqueItems", "say it in the description"),
];

/// Keywords that mean something for some types only.
const OF_TYPE: [(&str, &[&str]); 13] = [
    ("multipleOf", &["integer", "number"]),
    ("minimum", &["integer", "number"]),
    ("maximum", &["integer", "number"]),
    ("exclusiveMinimum", &["integer", "number"]),
    ("exclusiveMaximum", &["integer", "number"]),
    ("items", &["array"]),
    ("minItems", &["array"]),
    ("maxItems", &["array"]),
    ("properties", &["object"]),
    ("additionalProperties", &["object"]),
    ("required", &["object"]),
    ("format", &["string"]),
    ("enum", &["string"]),
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
        problems.extend(of_type(document, pointer, schema));
        problems.extend(format(document, pointer, schema));
        problems.extend(config(document, pointer, schema));
        problems.extend(object(document, pointer, schema));
    });
    problems
}

/// The model takes a kind that it does not know for "any".
fn kind(document: &Document, pointer: &str, schema: &Value) -> Option<Problem> {
    const KINDS: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];
    let kind = schema.get("type")?;
    if !kind.as_str().is_some_and(|kind| KINDS.contains(&kind)) {
        return Some(document.problem(
            &join(pointer, "type"),
            format!("{kind} is not a type of OpenAPI 3.0"),
            format!("write one of: {}", KINDS.join(", ")),
        ));
    }
    (kind == "array" && schema.get("items").is_none()).then(|| {
        document.problem(
            pointer,
            "a list without `items`",
            "add `items`, `{}` if it may hold anything",
        )
    })
}

/// A keyword that says nothing about the type of its schema.
fn of_type(document: &Document, pointer: &str, schema: &Value) -> Vec<Problem> {
    let kind = schema.get("type").and_then(Value::as_str);
    let merged = schema.get("allOf").is_some();
    let misplaced = OF_TYPE.into_iter().filter(|(keyword, kinds)| {
        let fits = match kind {
            Some(kind) => kinds.contains(&kind),
            None => merged && *kinds == ["object"],
        };
        !fits && schema.get(keyword).is_some()
    });
    let problem = |(keyword, kinds): (&str, &[&str])| {
        let kinds = kinds.join("` or `");
        let (about, cure) = match kind {
            Some(kind) => {
                (format!("the type `{kind}`"), format!("remove it, or write `type: {kinds}`"))
            }
            None => ("a schema without `type`".to_owned(), format!("add `type: {kinds}`")),
        };
        let what = format!("`{keyword}` says nothing about {about}");
        document.problem(&join(pointer, keyword), what, cure)
    };
    match kind {
        Some(_) => misplaced.map(problem).collect(),
        // What lacks is one thing, however many keywords ask for it.
        None => misplaced.take(1).map(problem).collect(),
    }
}

fn format(document: &Document, pointer: &str, schema: &Value) -> Option<Problem> {
    let format = schema.get("format").and_then(Value::as_str)?;
    // What is wrong with that of a body is said there.
    (format != "date-time" && !super::responses::is_of_bytes(pointer)).then(|| {
        document.problem(
            &join(pointer, "format"),
            format!("the format `{format}` is not supported"),
            "use `date-time`, or say it in the description",
        )
    })
}

/// A component directly under `components/schemas`.
pub fn is_component(pointer: &str) -> bool {
    pointer.strip_prefix("/components/schemas/").is_some_and(|name| !name.contains('/'))
}

/// The known form of a config is a named object.
fn config(document: &Document, pointer: &str, schema: &Value) -> Option<Problem> {
    let marked = schema.get("x-config") == Some(&Value::Bool(true));
    let object = is_component(pointer)
        && schema.get("properties").is_some_and(Value::is_object)
        && schema.get("nullable") != Some(&Value::Bool(true));
    (marked && !object).then(|| {
        document.problem(
            &join(pointer, "x-config"),
            "`x-config` marks what is no object with members under `components/schemas`",
            "put it on the component, or remove it",
        )
    })
}

fn object(document: &Document, pointer: &str, schema: &Value) -> Vec<Problem> {
    let mut problems = Vec::new();
    let others = schema.get("additionalProperties");
    let open = others.and_then(Value::as_object).is_some_and(serde_json::Map::is_empty);
    let properties = schema.get("properties").and_then(Value::as_object);
    if (properties.is_some() && !open) || others == Some(&Value::Bool(false)) {
        problems.push(document.problem(
            pointer,
            "members that the contract does not list would be lost or refused",
            "add `additionalProperties: {}`",
        ));
    }
    let all = members(document, pointer);
    let known = |name: &str| all.iter().any(|member| member.name == name);
    let required: Vec<&str> = schema
        .get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    for (index, name) in required.iter().enumerate() {
        let at = join(&join(pointer, "required"), &index.to_string());
        if !known(name) {
            problems.push(document.problem(
                &at,
                format!("`{name}` is required, but not among the properties"),
                "add it there, or correct its spelling",
            ));
        }
        if required[..index].contains(name) {
            let what = format!("`{name}` stands here twice");
            problems.push(document.problem(&at, what, "remove one of the two"));
        }
    }
    // Where the list itself is wrong, what it names is not known.
    let unknown = super::near::misspelt(schema, "required")
        || schema.get("required").is_some_and(|list| !list.is_array());
    for (name, member) in properties.into_iter().flatten().filter(|_| !unknown) {
        let member_pointer = join(&join(pointer, "properties"), name);
        let said = super::near::misspelt(member, "nullable");
        if !said
            && !required.contains(&name.as_str())
            && !takes_null(document, &member_pointer, member)
        {
            problems.push(document.problem(
                &member_pointer,
                format!("`{}` is optional, but null would be refused", last_key(&member_pointer)),
                "add `nullable: true` (a reference goes into `allOf`)",
            ));
        }
    }
    problems
}

fn takes_null(document: &Document, pointer: &str, member: &Value) -> bool {
    // A value that is none of a flag is said there.
    let nullable = |schema: &Value| schema.get("nullable").is_some_and(|it| *it != false);
    if reference(member).is_some() {
        return resolve(document, pointer).is_none_or(nullable);
    }
    let any = ["type", "allOf", "oneOf"].iter().all(|keyword| member.get(keyword).is_none());
    nullable(member) || any
}
