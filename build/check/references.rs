//! Does every reference lead to something of the right kind inside this file,
//! and does each link lead to an operation?

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::codegen::document::{Document, join};
use crate::codegen::problem::Problem;
use crate::codegen::walk::{Kind, Site, operations, reference, sites};

pub fn check(document: &Document) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut nowhere: BTreeMap<&str, Vec<Problem>> = BTreeMap::new();
    for site in sites(document) {
        match (site.kind, reference(site.value)) {
            (kind, Some(target)) if kind != Kind::PathItem && leads_nowhere(document, target) => {
                let at = join(&site.pointer, "$ref");
                nowhere.entry(target).or_default().extend(unresolved(document, &at, kind, target));
            }
            (Kind::PathItem, Some(_)) => problems.push(document.problem(
                &join(&site.pointer, "$ref"),
                "a path that is a reference is not supported",
                "write the operations here",
            )),
            (kind, Some(target)) => {
                let at = join(&site.pointer, "$ref");
                match unresolved(document, &at, kind, target) {
                    Some(problem) => problems.push(problem),
                    None => problems.extend(ring(document, &site)),
                }
            }
            (Kind::Discriminator, None) => problems.extend(mapping(document, &site)),
            (Kind::Link, None) => problems.extend(link(document, &site)),
            _ => {}
        }
    }
    problems.extend(nowhere.into_values().filter_map(first_of));
    problems
}

fn leads_nowhere(document: &Document, target: &str) -> bool {
    target.strip_prefix('#').is_some_and(|local| document.at(local).is_none())
}

/// What is not there is one fault, however often it is referred to.
fn first_of(mut uses: Vec<Problem>) -> Option<Problem> {
    uses.sort();
    let others = uses.len().saturating_sub(1);
    let mut first = uses.into_iter().next()?;
    match others {
        0 => {}
        1 => first.what.push_str(", where one more reference leads"),
        _ => first.what.push_str(&format!(", where {others} more references lead")),
    }
    Some(first)
}

fn mapping(document: &Document, site: &Site<'_>) -> Vec<Problem> {
    let at = join(&site.pointer, "mapping");
    let targets = site.value.get("mapping").and_then(Value::as_object);
    let problem = |(value, target): (&String, &Value)| {
        let at = join(&at, value);
        match target.as_str() {
            Some(target) => unresolved(document, &at, Kind::Schema, target),
            None => Some(document.problem(
                &at,
                "the target of a mapping has to be text",
                "write `'#/components/schemas/...'`",
            )),
        }
    };
    targets.into_iter().flatten().filter_map(problem).collect()
}

fn unresolved(document: &Document, pointer: &str, kind: Kind, target: &str) -> Option<Problem> {
    let Some(local) = target.strip_prefix('#') else {
        return Some(document.problem(
            pointer,
            format!("`{target}` leads out of this file"),
            "the contract is one file: write `#/components/...`",
        ));
    };
    if document.at(local).is_none() {
        return Some(document.problem(
            pointer,
            format!("nothing stands at `{target}`"),
            "add it under `components`, or correct the reference",
        ));
    }
    let section = kind.section().unwrap_or("schemas");
    let named = local
        .strip_prefix(&format!("/components/{section}/"))
        .is_some_and(|name| !name.is_empty() && !name.contains('/'));
    (!named).then(|| {
        document.problem(
            pointer,
            format!("`{target}` does not name a whole component of `{section}`"),
            format!("give what is meant a name under `components/{section}`, and refer to that"),
        )
    })
}

/// References that follow each other and come back.
fn ring(document: &Document, site: &Site<'_>) -> Option<Problem> {
    let mut seen = BTreeSet::from([site.pointer.clone()]);
    let mut target = reference(site.value)?;
    loop {
        let local = target.strip_prefix('#')?;
        if local == site.pointer {
            return Some(document.problem(
                &join(&site.pointer, "$ref"),
                format!("this reference leads back to itself, over `{target}`"),
                "let one of the references in this ring be a schema",
            ));
        }
        if !seen.insert(local.to_owned()) {
            return None;
        }
        target = reference(document.at(local)?)?;
    }
}

/// A link names one operation of this contract, and parameters that it has.
fn link(document: &Document, site: &Site<'_>) -> Vec<Problem> {
    let id = site.value.get("operationId").and_then(Value::as_str);
    let reference = site.value.get("operationRef").and_then(Value::as_str);
    let operations = operations(document);
    let operation = match (id, reference) {
        (Some(id), None) => operations.iter().find(|each| each.text("operationId") == Some(id)),
        (None, Some(target)) => {
            let local = target.strip_prefix('#').unwrap_or_default();
            operations.iter().find(|each| each.pointer == local)
        }
        _ => {
            return vec![document.problem(
                &site.pointer,
                "a link names one operation, by `operationId` or by `operationRef`",
                "write exactly one of the two",
            )];
        }
    };
    let Some(operation) = operation else {
        let (key, name) = match id {
            Some(id) => ("operationId", id),
            None => ("operationRef", reference.unwrap_or_default()),
        };
        return vec![document.problem(
            &join(&site.pointer, key),
            format!("`{name}` is no operation of this contract"),
            "name one that is there",
        )];
    };
    let parameters = operation.parameters(document);
    let known = |key: &str| {
        parameters.iter().any(|(_, parameter)| {
            let text = |key: &str| parameter.get(key).and_then(Value::as_str).unwrap_or_default();
            key == text("name") || key == format!("{}.{}", text("in"), text("name"))
        })
    };
    let at = join(&site.pointer, "parameters");
    let given = site.value.get("parameters").and_then(Value::as_object);
    let unknown = given.into_iter().flatten().filter(|(key, _)| !known(key));
    unknown
        .map(|(key, _)| {
            document.problem(
                &join(&at, key),
                format!("the operation of this link has no parameter `{key}`"),
                "name one of its parameters, or remove it",
            )
        })
        .collect()
}
