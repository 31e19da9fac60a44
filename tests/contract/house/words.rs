//! Wire names stand in the contract and nowhere else: no literal in `src/` is
//! a path, a segment of one, a header, a parameter, a member or an enum value.

use std::collections::BTreeSet;

use serde_json::Value;

use super::tree::Tree;
use crate::support::contract::contract;

/// Words that are not the wire's where they stand: the file or folder, the
/// words, and why.
const KNOWN: &[(&str, &[&str], &str)] = &[
    (
        "src/api/own_types.rs",
        &["type", "string", "enum", "required"],
        "keywords of JSON Schema, which these types say of themselves",
    ),
    (
        "src/contract/",
        &["type", "string", "boolean", "number", "enum", "description"],
        "keywords of JSON Schema and OpenAPI, in which the contract is written",
    ),
    ("src/api/read/", &["true"], "a literal of JSON"),
    ("src/contract/drift.rs", &["value"], "English, in a message"),
    (
        "src/error/body/shapes.rs",
        &["message", "description", "error", "key", "field", "errors", "path"],
        "members of failures that frameworks and proxies send, whatever the contract says",
    ),
    ("src/error/body/text.rs", &["meta"], "an element of HTML"),
    ("src/error/display.rs", &["s"], "the ending of a plural"),
    ("src/written.rs", &["none", "true"], "how languages spell a value that is missing"),
    (
        "src/sandbox/core/request/",
        &["query", "type", "boolean", "number"],
        "keywords of OpenAPI, by which parameters and schemas are read",
    ),
];

#[test]
fn no_literal_is_a_wire_name() {
    let names = names(&contract());
    assert!(names.contains("buttonText") && names.contains("fail") && names.len() > 100);
    let (mut wrong, mut used) = (Vec::new(), BTreeSet::new());
    for source in Tree::read().modules.values().filter(|source| source.file.starts_with("src/")) {
        for (written, value) in &source.literals {
            if !names.contains(value) && !names.contains(value.trim_matches('/')) {
                continue;
            }
            let known = |known: &&(&str, &[&str], &str)| {
                source.file.starts_with(known.0) && known.1.contains(&value.as_str())
            };
            match KNOWN.iter().find(known) {
                Some((file, ..)) => drop(used.insert((*file, value.clone()))),
                None => wrong.push(format!("{} has {written}", source.place(written))),
            }
        }
    }
    assert!(wrong.is_empty(), "wire names outside of the contract:\n{}", wrong.join("\n"));
    let listed =
        KNOWN.iter().flat_map(|(file, words, _)| words.iter().map(move |word| (*file, *word)));
    let stale: Vec<_> =
        listed.filter(|(file, word)| !used.contains(&(*file, (*word).to_owned()))).collect();
    assert!(stale.is_empty(), "no longer needed in the list: {stale:?}");
}

/// All names of the wire that the contract has.
fn names(contract: &Value) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for path in contract["paths"].as_object().unwrap().keys() {
        names.insert(path.clone());
        names.extend(path.split('/').filter(|part| !part.is_empty()).map(str::to_owned));
    }
    collect(contract, &mut names);
    names
}

fn collect(node: &Value, names: &mut BTreeSet<String>) {
    match node {
        Value::Object(members) => {
            if let (Some(Value::String(name)), Some(Value::String(place))) =
                (members.get("name"), members.get("in"))
            {
                names.insert(name.clone());
                // Headers are sent in small letters too.
                names.extend((place == "header").then(|| name.to_lowercase()));
            }
            for (keyword, child) in members {
                match (keyword.as_str(), child) {
                    ("example" | "examples" | "description", _) => continue,
                    ("properties", Value::Object(properties)) => {
                        names.extend(properties.keys().cloned());
                    }
                    ("headers", Value::Object(headers)) => {
                        for name in headers.keys() {
                            names.extend([name.clone(), name.to_lowercase()]);
                        }
                    }
                    ("enum", Value::Array(values)) => {
                        names.extend(values.iter().filter_map(Value::as_str).map(str::to_owned));
                    }
                    _ => {}
                }
                collect(child, names);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, names)),
        _ => {}
    }
}
