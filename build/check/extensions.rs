//! The crate's own extensions: each where it is read, with a value that it can
//! have. Any other `x-…` is a misspelling, or says something that nobody reads.

use serde_json::Value;

use crate::codegen::document::{Document, join};
use crate::codegen::problem::Problem;
use crate::codegen::walk::{Kind, Site, sites};

/// What an extension takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Takes {
    Flag,
    Text,
    Texts,
    /// Texts by name.
    Spellings,
}

/// Each extension, the kind of object that it stands on, and what it takes.
const OWN: [(&str, Kind, Takes); 7] = [
    ("x-retry", Kind::Operation, Takes::Text),
    ("x-settles-to", Kind::Operation, Takes::Text),
    ("x-reopens", Kind::Operation, Takes::Flag),
    ("x-open", Kind::Schema, Takes::Flag),
    ("x-aliases", Kind::Schema, Takes::Spellings),
    ("x-ends", Kind::Schema, Takes::Texts),
    ("x-config", Kind::Schema, Takes::Flag),
];

pub fn check(document: &Document) -> Vec<Problem> {
    let mut problems = Vec::new();
    for site in sites(document) {
        let members = site.value.as_object().into_iter().flatten();
        for (key, value) in members.filter(|(key, _)| is_extension(site.kind, key)) {
            problems.extend(extension(document, &site, key, value));
        }
    }
    problems
}

/// The members of some objects are names, not keywords.
fn is_extension(kind: Kind, key: &str) -> bool {
    kind != Kind::Callback && key.to_ascii_lowercase().starts_with("x-")
}

fn extension(document: &Document, site: &Site<'_>, key: &str, value: &Value) -> Option<Problem> {
    let at = join(&site.pointer, key);
    let Some((_, kind, takes)) = OWN.iter().find(|(name, ..)| *name == key) else {
        let names = OWN.iter().map(|(name, ..)| *name);
        let cure = match super::near::nearest(key, names.clone()) {
            Some(near) => format!("write `{near}`, if that is meant, or remove it"),
            None => format!("use one of {}, or remove it", names.collect::<Vec<_>>().join(", ")),
        };
        let what = format!("`{key}` is not an extension that the build reads");
        return Some(document.problem(&at, what, cure));
    };
    if *kind != site.kind {
        let owner = if *kind == Kind::Schema { "a schema" } else { "an operation" };
        return Some(document.problem(
            &at,
            format!("`{key}` is not read here"),
            format!("put it on {owner}, or remove it"),
        ));
    }
    let (fits, wanted) = match takes {
        Takes::Flag => (value.is_boolean(), "true or false"),
        Takes::Text => (value.is_string(), "text"),
        Takes::Texts => (
            value
                .as_array()
                .is_some_and(|items| !items.is_empty() && items.iter().all(Value::is_string)),
            "a list of texts",
        ),
        Takes::Spellings => (
            value.as_object().is_some_and(|members| members.values().all(Value::is_string)),
            "other spellings, each with the value that it means",
        ),
    };
    (!fits).then(|| {
        document.problem(
            &at,
            format!("`{key}` does not take `{value}`"),
            format!("write {wanted}, or remove it"),
        )
    })
}
