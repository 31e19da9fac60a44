//! What stands at the top: servers, security, tags, and the names of
//! components.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::codegen::document::{Document, join};
use crate::codegen::problem::Problem;
use crate::codegen::walk::{Kind, Site, reference, sites};

pub fn check(document: &Document) -> Vec<Problem> {
    let mut problems = tags(document);
    for site in sites(document) {
        match site.kind {
            Kind::Root | Kind::Operation => problems.extend(security(document, &site)),
            Kind::Server => problems.extend(server(document, &site)),
            Kind::SecurityScheme if reference(site.value).is_none() => {
                problems.extend(scheme(document, &site));
            }
            Kind::Components => problems.extend(names(document, &site)),
            _ => {}
        }
    }
    problems
}

fn tags(document: &Document) -> Vec<Problem> {
    let mut seen = BTreeSet::new();
    let tags = document.at("/tags").and_then(Value::as_array);
    let mut problems = Vec::new();
    for (index, tag) in tags.into_iter().flatten().enumerate() {
        if let Some(name) = tag.get("name").and_then(Value::as_str)
            && !seen.insert(name)
        {
            problems.push(document.problem(
                &join("/tags", &index.to_string()),
                format!("the tag `{name}` stands here twice"),
                "keep one of the two",
            ));
        }
    }
    problems
}

/// Requirements name schemes that are there.
fn security(document: &Document, site: &Site<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let at = join(&site.pointer, "security");
    let list = site.value.get("security").and_then(Value::as_array);
    for (index, requirement) in list.into_iter().flatten().enumerate() {
        for (name, _) in requirement.as_object().into_iter().flatten() {
            if document.at(&join("/components/securitySchemes", name)).is_none() {
                problems.push(document.problem(
                    &join(&join(&at, &index.to_string()), name),
                    format!("`{name}` is not among the security schemes"),
                    "add it under `components/securitySchemes`, or correct its spelling",
                ));
            }
        }
    }
    problems
}

/// The client sends a bearer token, and knows nothing else.
fn scheme(document: &Document, site: &Site<'_>) -> Option<Problem> {
    let text = |key: &str| site.value.get(key).and_then(Value::as_str).unwrap_or_default();
    let bearer = text("type") == "http" && text("scheme").eq_ignore_ascii_case("bearer");
    (!bearer).then(|| {
        document.problem(
            &site.pointer,
            "the client sends a bearer token, and knows no other way",
            "write `type: http` and `scheme: bearer`",
        )
    })
}

fn server(document: &Document, site: &Site<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let url = site.value.get("url").and_then(Value::as_str).unwrap_or_default();
    let odd = |sign: char| sign.is_whitespace() || sign.is_control() || !sign.is_ascii();
    if url.is_empty() || url.contains(odd) {
        problems.push(document.problem(
            &join(&site.pointer, "url"),
            format!("`{url}` is no URL"),
            "write it in full, as in `https://api.example.test/v1`",
        ));
    }
    for name in url.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)) {
        if site.value.pointer(&join("/variables", name)).is_none() {
            problems.push(document.problem(
                &join(&site.pointer, "url"),
                format!("the variable `{name}` of this URL is not declared"),
                "add it under `variables`",
            ));
        }
    }
    problems
}

/// OpenAPI lets only few signs into the names of components.
fn names(document: &Document, site: &Site<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (section, components) in site.value.as_object().into_iter().flatten() {
        let at = join(&site.pointer, section);
        for (name, _) in components.as_object().into_iter().flatten() {
            let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
            if !section.starts_with("x-") && (name.is_empty() || !name.bytes().all(plain)) {
                problems.push(document.problem(
                    &join(&at, name),
                    format!("`{name}` cannot be the name of a component"),
                    "use ASCII letters, digits, `.`, `-` and `_`",
                ));
            }
        }
    }
    problems
}
