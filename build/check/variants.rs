//! The tag of a union belongs to the union: an alternative that is used alone
//! would be written without it.

use std::collections::BTreeMap;

use serde_json::Value;

use super::kinds::alone;
use crate::codegen::document::{Document, join};
use crate::codegen::problem::Problem;
use crate::codegen::walk::{Kind, component, reference, schemas, sites};

pub fn check(document: &Document) -> Vec<Problem> {
    let mut problems = Vec::new();
    // Each alternative, with the union that it belongs to, and its tag.
    let mut owners: BTreeMap<&str, (String, &str)> = BTreeMap::new();
    let mut inside: Vec<String> = Vec::new();
    schemas(document, &mut |pointer, schema| {
        let tag = schema.pointer("/discriminator/propertyName").and_then(Value::as_str);
        let alternatives = schema.get("oneOf").and_then(Value::as_array);
        for (index, alternative) in alternatives.into_iter().flatten().enumerate() {
            let at = join(&join(pointer, "oneOf"), &index.to_string());
            let (Some(tag), Some(name)) = (tag, component(alternative)) else { continue };
            match owners.get(name) {
                Some((union, other)) if *other != tag => problems.push(document.problem(
                    &at,
                    format!("`{name}` is told by `{other}` in {union}, and by `{tag}` here"),
                    "let both unions have one tag, or give each an alternative of its own",
                )),
                _ => drop(owners.insert(name, (pointer.to_owned(), tag))),
            }
            inside.push(at);
        }
        // Parts of a larger object take the tag with them.
        if !alone(schema) {
            let parts = schema.get("allOf").and_then(Value::as_array).map_or(0, Vec::len);
            let below = join(pointer, "allOf");
            inside.extend((0..parts).map(|index| join(&below, &index.to_string())));
        }
    });
    for site in sites(document) {
        if site.kind != Kind::Schema || inside.contains(&site.pointer) {
            continue;
        }
        let Some((union, tag)) = component(site.value).and_then(|name| owners.get(name)) else {
            continue;
        };
        problems.push(document.problem(
            &join(&site.pointer, "$ref"),
            format!(
                "`{}` is an alternative of {union}; used alone it would lose its `{tag}`",
                reference(site.value).unwrap_or_default()
            ),
            "refer to the union, or describe a schema of its own for this place",
        ));
    }
    problems
}
