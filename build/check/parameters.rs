//! Is every parameter of a form that the generated client sends as the
//! contract means it?

use std::collections::BTreeMap;

use serde_json::Value;

use super::http;
use super::kinds::{Shape, shape};
use crate::codegen::document::{Document, join};
use crate::codegen::problem::Problem;
use crate::codegen::walk::{Kind, Site, reference, resolved, sites};

pub fn check(document: &Document) -> Vec<Problem> {
    let mut problems = Vec::new();
    for site in sites(document) {
        match site.kind {
            Kind::Parameter if reference(site.value).is_none() => {
                problems.extend(parameter(document, &site));
            }
            Kind::PathItem | Kind::Operation => problems.extend(twice(document, &site)),
            _ => {}
        }
    }
    problems
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn parameter(document: &Document, site: &Site<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let Site { pointer, value, .. } = site;
    let (name, place) = (text(value, "name"), text(value, "in"));
    if name.is_empty() && value.get("name").is_some_and(Value::is_string) {
        let at = join(pointer, "name");
        problems.push(document.problem(&at, "the name of this parameter is empty", "name it"));
    }
    match place {
        "path" => {
            if value.get("required") != Some(&Value::Bool(true)) {
                problems.push(document.problem(
                    pointer,
                    format!("the path parameter `{name}` is not required"),
                    "add `required: true`: a path without it would be another path",
                ));
            }
        }
        "query" => {}
        "header" => problems.extend(header(document, site, name)),
        _ if value.get("in").is_none_or(|place| !place.is_string()) => {}
        other => problems.push(document.problem(
            &join(pointer, "in"),
            format!("a parameter in `{other}` of this form is not supported"),
            "use path, query, or header",
        )),
    }
    problems.extend(form(document, site, place));
    problems.extend(schema(document, site, place));
    problems
}

fn header(document: &Document, site: &Site<'_>, name: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    let at = join(&site.pointer, "name");
    if let Some(why) = http::header_name(name) {
        let cure = "use letters, digits and `-`, as in `X-Request-Kind`";
        problems.push(document.problem(&at, why, cure));
    } else if http::is_taken(name) {
        problems.push(document.problem(
            &at,
            format!("the client sets `{name}` by itself; this one would be ignored or do harm"),
            "remove the parameter",
        ));
    }
    // The value of any other is the caller's: it is looked at when it is sent.
    if let Some((_, value)) = constant(site.value)
        && let Some(why) = http::header_value(value)
    {
        problems.push(document.problem(
            &join(&site.pointer, "schema/enum/0").replace("~1", "/"),
            format!("`{value}` cannot be the value of a header: {why}"),
            "write a value that HTTP takes",
        ));
    }
    problems
}

/// The name and value of a required header that can have only one value.
pub fn constant(parameter: &Value) -> Option<(&str, &str)> {
    let required = parameter.get("required").and_then(Value::as_bool) == Some(true);
    let header = parameter.get("in").and_then(Value::as_str) == Some("header");
    let values = parameter.pointer("/schema/enum").and_then(Value::as_array)?;
    match (required && header, values.as_slice()) {
        (true, [Value::String(value)]) => Some((parameter.get("name")?.as_str()?, value)),
        _ => None,
    }
}

/// How the value is written is what OpenAPI takes when nothing is said.
fn form(document: &Document, site: &Site<'_>, place: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    let usual = if place == "query" { "form" } else { "simple" };
    let differs = |key: &str, usual: Value| site.value.get(key).is_some_and(|it| *it != usual);
    let odd = [
        ("style", differs("style", usual.into()), format!("write `style: {usual}`, or remove it")),
        (
            "allowReserved",
            differs("allowReserved", false.into()),
            "remove it: all signs are escaped".to_owned(),
        ),
        (
            "allowEmptyValue",
            differs("allowEmptyValue", false.into()),
            "remove it: a value is sent, or the parameter is left out".to_owned(),
        ),
    ];
    for (key, odd, cure) in odd {
        if odd {
            let at = join(&site.pointer, key);
            let what = format!("`{key}` of this value is not supported for a parameter");
            problems.push(document.problem(&at, what, cure));
        }
    }
    for key in ["example", "examples"] {
        if site.value.get("example").is_some() && site.value.get("examples").is_some() {
            let at = join(&site.pointer, key);
            let what = "`example` and `examples` exclude each other";
            problems.push(document.problem(&at, what, "keep one of them"));
            break;
        }
    }
    problems
}

fn schema(document: &Document, site: &Site<'_>, place: &str) -> Option<Problem> {
    if site.value.get("content").is_some() {
        return Some(document.problem(
            &join(&site.pointer, "content"),
            "a parameter with `content` is not supported",
            "describe it by `schema`",
        ));
    }
    let at = join(&site.pointer, "schema");
    if site.value.get("schema").is_none() {
        let cure = "add `schema` with its type";
        return Some(document.problem(&site.pointer, "the parameter has no `schema`", cure));
    }
    let shape = shape(document, &at)?;
    let fits = match (place, shape) {
        ("query" | "header", Shape::List) => {
            let (list, _) = resolved(document, &at)?;
            super::kinds::shape(document, &join(&list, "items")).is_some_and(Shape::is_scalar)
        }
        ("query" | "header", shape) => shape.is_scalar(),
        (_, shape) => matches!(shape, Shape::Text | Shape::Integer),
    };
    let wanted = match place {
        "query" | "header" => "use a string, a number, a boolean, or a list of them",
        _ => "use a string or an integer",
    };
    (!fits).then(|| {
        document.problem(&at, format!("{} does not fit into a {place}", shape.name()), wanted)
    })
}

/// Two parameters of one name and place in one list.
fn twice(document: &Document, site: &Site<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut seen: BTreeMap<(String, String), usize> = BTreeMap::new();
    let list = join(&site.pointer, "parameters");
    let count = site.value.get("parameters").and_then(Value::as_array).map_or(0, Vec::len);
    for index in 0..count {
        let at = join(&list, &index.to_string());
        let Some((_, value)) = resolved(document, &at) else { continue };
        let (place, mut name) = (text(value, "in").to_owned(), text(value, "name").to_owned());
        // The names of headers are the same in any case.
        if place == "header" {
            name.make_ascii_lowercase();
        }
        if let Some(first) = seen.insert((place.clone(), name.clone()), index) {
            problems.push(document.problem(
                &at,
                format!("the parameter `{name}` in `{place}` stands here twice, first at {first}"),
                "remove one of them",
            ));
        }
    }
    problems
}
