//! OpenAPI 3.0.3 itself: is every keyword one that the specification has at
//! this place, is its value of the right kind, and is nothing missing?

mod keywords;

use serde_json::Value;

use crate::codegen::document::{Document, join, last_key};
use crate::codegen::problem::Problem;
use crate::codegen::walk::{Kind, Site, reference, sites};
use keywords::{Form, keywords, required};

pub fn check(document: &Document) -> Vec<Problem> {
    if let Some(problem) = version(document) {
        return vec![problem];
    }
    sites(document).iter().flat_map(|site| object(document, site)).collect()
}

fn version(document: &Document) -> Option<Problem> {
    let version = document.at("/openapi")?;
    let read = version.as_str().is_some_and(|version| {
        let patch = version.strip_prefix("3.0.");
        patch.is_some_and(|patch| !patch.is_empty() && patch.bytes().all(|it| it.is_ascii_digit()))
    });
    let shown = version.as_str().map_or_else(|| version.to_string(), str::to_owned);
    (!read).then(|| {
        document.problem(
            "/openapi",
            format!("`{shown}` is not a version that the generator reads"),
            "write the contract in OpenAPI 3.0.3, and the version as text: `openapi: 3.0.3`",
        )
    })
}

/// What the value at a site is called in a message.
fn name_of(kind: Kind) -> &'static str {
    match kind {
        Kind::Root => "the contract",
        Kind::PathItem => "a path",
        Kind::Operation => "an operation",
        Kind::Parameter => "a parameter",
        Kind::Body => "a request body",
        Kind::Media => "a media type",
        Kind::Response => "a response",
        Kind::Header => "a header",
        Kind::Link => "a link",
        Kind::Schema => "a schema",
        Kind::SecurityScheme => "a security scheme",
        Kind::Server => "a server",
        Kind::Tag => "a tag",
        _ => "this",
    }
}

fn object(document: &Document, site: &Site<'_>) -> Vec<Problem> {
    let Some(members) = site.value.as_object() else {
        return vec![document.problem(
            &site.pointer,
            format!(
                "{} has to be an object, and here stands {}",
                name_of(site.kind),
                shown(site.value)
            ),
            "write its members below it, indented",
        )];
    };
    if site.kind != Kind::PathItem && members.contains_key("$ref") {
        return beside_reference(document, site);
    }
    let mut problems = Vec::new();
    let keywords = keywords(site.kind);
    for (key, value) in members {
        let at = join(&site.pointer, key);
        match keywords {
            // Extensions are checked where they are read.
            _ if key.starts_with("x-") => {}
            None => {}
            Some(keywords) => match keywords.iter().find(|(name, _)| name == key) {
                Some((_, form)) => problems.extend(wrong_form(document, &at, value, *form)),
                None => problems.push(document.problem(
                    &at,
                    format!("`{key}` is not a keyword that OpenAPI 3.0 knows here"),
                    unknown(key, keywords),
                )),
            },
        }
    }
    for key in required(site.kind) {
        if !members.contains_key(*key) {
            problems.push(document.problem(
                &site.pointer,
                format!("{} lacks `{key}`, which OpenAPI requires", name_of(site.kind)),
                format!("add `{key}`"),
            ));
        }
    }
    problems
}

/// The nearest keyword, if one is near.
fn unknown(key: &str, keywords: &[(&str, Form)]) -> String {
    let names = keywords.iter().map(|(name, _)| *name);
    match super::near::nearest(key, names) {
        Some(near) => format!("write `{near}`, if that is meant, or remove it"),
        None => "correct its spelling, or remove it".to_owned(),
    }
}

fn beside_reference(document: &Document, site: &Site<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    if reference(site.value).is_none() {
        problems.push(document.problem(
            &join(&site.pointer, "$ref"),
            "the target of a reference has to be text",
            "write `'#/components/...'`, in quotes: a bare `#` begins a comment",
        ));
    }
    for key in site.value.as_object().into_iter().flatten().map(|(key, _)| key) {
        if key != "$ref" {
            problems.push(document.problem(
                &join(&site.pointer, key),
                format!("`{key}` beside `$ref` is ignored"),
                "put the reference into `allOf: [ ... ]` and keep the rest beside that",
            ));
        }
    }
    problems
}

fn wrong_form(document: &Document, pointer: &str, value: &Value, form: Form) -> Option<Problem> {
    let all = |value: &Value, is: fn(&Value) -> bool| {
        value.as_array().is_some_and(|items| items.iter().all(is))
    };
    let (fits, wanted) = match form {
        Form::Any => (true, ""),
        Form::Text => (value.is_string(), "text"),
        Form::Flag => (value.is_boolean(), "true or false"),
        Form::Number => (value.is_number(), "a number"),
        Form::Count => (value.is_u64(), "a whole number from 0"),
        Form::Texts => (all(value, Value::is_string), "a list of texts"),
        Form::Objects => (all(value, Value::is_object), "a list of objects"),
        Form::Values => (value.is_array(), "a list"),
        Form::Object => (value.is_object(), "an object"),
        Form::ObjectOrFlag => (value.is_object() || value.is_boolean(), "a schema, true or false"),
    };
    (!fits).then(|| {
        document.problem(
            pointer,
            format!(
                "OpenAPI 3.0 does not allow this here: `{}` is {}",
                last_key(pointer),
                shown(value)
            ),
            format!("write {wanted}"),
        )
    })
}

/// A value in a few words.
fn shown(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(_) | Value::Number(_) => format!("`{value}`"),
        Value::String(text) => format!("the text `{text}`"),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}
