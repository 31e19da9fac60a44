//! Does every operation have one type of success, and is every body of a kind
//! that can be read?

use serde_json::Value;

use super::http;
use crate::codegen::document::{Document, join, last_key};
use crate::codegen::problem::Problem;
use crate::codegen::walk::{
    JSON, Kind, OperationAt, Site, Success, brings, operations, reference, resolved, sites,
};

pub fn check(document: &Document) -> Vec<Problem> {
    let mut problems = Vec::new();
    for site in sites(document) {
        match site.kind {
            Kind::Body | Kind::Response if reference(site.value).is_none() => {
                problems.extend(media(document, &site));
                problems.extend(header_names(document, &site));
            }
            Kind::Header if reference(site.value).is_none() => {
                problems.extend(header(document, &site));
            }
            Kind::Media => problems.extend(examples(document, &site)),
            _ => {}
        }
    }
    for operation in operations(document) {
        problems.extend(body(document, &operation));
        problems.extend(responses(document, &operation));
    }
    problems
}

/// HTTP gives a body of GET and DELETE no meaning.
fn body(document: &Document, operation: &OperationAt<'_>) -> Option<Problem> {
    let without = ["get", "delete"].contains(&operation.method.as_str());
    (without && operation.value.get("requestBody").is_some()).then(|| {
        document.problem(
            &join(&operation.pointer, "requestBody"),
            format!("a {} has no body", operation.method.to_uppercase()),
            "use parameters, or another method",
        )
    })
}

fn is_status(text: &str) -> bool {
    match text.as_bytes() {
        [b'1'..=b'5', b'X', b'X'] => true,
        [b'1'..=b'5', tens, ones] => tens.is_ascii_digit() && ones.is_ascii_digit(),
        _ => false,
    }
}

fn responses(document: &Document, operation: &OperationAt<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let below = join(&operation.pointer, "responses");
    let Some(responses) = document.at(&below) else {
        return vec![document.problem(
            &operation.pointer,
            "the operation has no `responses`",
            "add `'200'` with the type of the response",
        )];
    };
    let mut success: Option<(String, Success<'_>)> = None;
    let mut found = false;
    for (pointer, _) in document.in_file_order(&below, responses) {
        let status = last_key(&pointer);
        if status.starts_with("x-") {
            continue;
        }
        // One that is wrong may have been meant for a success.
        found |= status == "default" || !is_status(&status);
        if status == "default" {
            problems.push(document.problem(
                &pointer,
                "`default` would stand for successes and failures alike",
                "write `4XX` and `5XX` instead",
            ));
            continue;
        }
        if !is_status(&status) {
            problems.push(document.problem(
                &pointer,
                format!("`{status}` is no status of HTTP"),
                "write three digits, as in `'200'`, or a class, as in `4XX`",
            ));
            continue;
        }
        if !status.starts_with('2') {
            continue;
        }
        found = true;
        // A reference that leads nowhere, and content that is not as it should
        // be, are said at their places.
        let response = resolved(document, &pointer);
        let Some(brings) = response.and_then(|(_, response)| brings(response)) else { continue };
        match &success {
            Some((first, other)) if brings != *other => problems.push(document.problem(
                &pointer,
                format!("the operation has two success types, here and at {first}"),
                "let all of its 2xx responses share one schema, or have no content at all",
            )),
            Some(_) => {}
            None => success = Some((pointer, brings)),
        }
    }
    if !found {
        problems.push(document.problem(
            &below,
            "the operation has no success response",
            "add `'200'` with the type of the response",
        ));
    }
    problems
}

/// Bodies have one media type and a schema. It is JSON; that of a response may
/// be another, and is then taken as it is.
fn media(document: &Document, site: &Site<'_>) -> Option<Problem> {
    let content = site.value.get("content")?.as_object()?;
    let at = join(&site.pointer, "content");
    let cure = match site.kind {
        Kind::Body => format!("declare exactly one, `{JSON}`"),
        _ => format!("declare exactly one: `{JSON}`, or one that is taken as bytes"),
    };
    let mut names = content.keys().map(String::as_str);
    let (name, others) = (names.next(), names.next().is_some());
    let Some(name) = name else {
        let cure = match site.kind {
            Kind::Body => cure,
            _ => format!("{cure}; remove `content` where there is no body"),
        };
        return Some(document.problem(&at, "the body has no media type", cure));
    };
    if others || (name != JSON && site.kind == Kind::Body) {
        let names: Vec<&str> = content.keys().map(String::as_str).collect();
        let what = format!("the media types here are: {}", names.join(", "));
        return Some(document.problem(&at, what, cure));
    }
    let media = content.get(name)?;
    let at = join(&at, name);
    if name != JSON {
        return bytes(document, &at, name, media);
    }
    if media.get("encoding").is_some() {
        let what = "`encoding` is for forms, and this is JSON";
        return Some(document.problem(&join(&at, "encoding"), what, "remove it"));
    }
    media.get("schema").is_none().then(|| {
        document.problem(&at, "the body has no `schema`", "add one, `{}` if it may be anything")
    })
}

/// A body that is taken as it is: its media type is one that can be asked for,
/// and its schema says that it is no JSON.
fn bytes(document: &Document, at: &str, name: &str, media: &Value) -> Option<Problem> {
    if let Some(why) = http::media_type(name) {
        let cure = "write one type, as in `application/octet-stream` or `text/csv`";
        return Some(document.problem(at, format!("`{name}` cannot be asked for: {why}"), cure));
    }
    if name.ends_with("+json") {
        let what = format!("`{name}` is JSON, and would be taken as bytes");
        return Some(document.problem(at, what, format!("declare it as `{JSON}`")));
    }
    if media.get("encoding").is_some() {
        let what = "`encoding` is for forms, and this is none";
        return Some(document.problem(&join(at, "encoding"), what, "remove it"));
    }
    let schema = media.get("schema");
    let plain = schema.is_some_and(|schema| {
        schema.get("type") == Some(&"string".into())
            && ["enum", "nullable"].iter().all(|key| schema.get(key).is_none())
            && schema.get("format").is_none_or(|format| format == BINARY)
    });
    (!plain).then(|| {
        document.problem(
            &schema.map_or_else(|| at.to_owned(), |_| join(at, "schema")),
            format!("a body of the type `{name}` is taken as bytes, whatever they say"),
            format!("write `schema: {{type: string, format: {BINARY}}}`"),
        )
    })
}

/// The format of a body that is no JSON.
const BINARY: &str = "binary";

/// Whether a schema is that of a body which is taken as it is.
pub fn is_of_bytes(pointer: &str) -> bool {
    let mut parts = pointer.rsplit('/');
    let (schema, media, content) = (parts.next(), parts.next(), parts.next());
    let is_media = |name: &str| name.contains("~1") && name != JSON.replace('/', "~1");
    schema == Some("schema") && content == Some("content") && media.is_some_and(is_media)
}

fn examples(document: &Document, site: &Site<'_>) -> Option<Problem> {
    let both = site.value.get("example").is_some() && site.value.get("examples").is_some();
    both.then(|| {
        let at = join(&site.pointer, "examples");
        let what = "`example` and `examples` exclude each other";
        document.problem(&at, what, "keep one of them")
    })
}

/// The names of a response's headers are names that HTTP has.
fn header_names(document: &Document, site: &Site<'_>) -> Vec<Problem> {
    let at = join(&site.pointer, "headers");
    let headers = site.value.get("headers").and_then(Value::as_object);
    let wrong = headers.into_iter().flatten().filter_map(|(name, _)| {
        let why = http::header_name(name)?;
        let cure = "use letters, digits and `-`, as in `X-Request-Id`";
        Some(document.problem(&join(&at, name), why, cure))
    });
    wrong.collect()
}

fn header(document: &Document, site: &Site<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let described = ["schema", "content"].iter().filter(|key| site.value.get(key).is_some());
    if described.count() != 1 {
        problems.push(document.problem(
            &site.pointer,
            "a header is described by `schema`, and by nothing else",
            "add `schema` with its type, and remove `content`",
        ));
    }
    if site.value.get("style").is_some_and(|style| style != "simple") {
        let at = join(&site.pointer, "style");
        problems.push(document.problem(&at, "a header has the style `simple`", "remove it"));
    }
    problems
}
