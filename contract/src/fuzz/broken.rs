//! Contracts that something happened to: to their tree, or to their text.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::words::{any, pick};

/// A contract with up to three changes in its tree.
#[must_use]
pub fn broken_tree(seed: u64, contract: &Value) -> Value {
    let mut rng = Rng::with_seed(seed);
    let mut contract = contract.clone();
    for _ in 0..rng.usize(1..4) {
        let donor = node(&mut rng, &mut contract.clone()).clone();
        let place = node(&mut rng, &mut contract);
        match rng.u8(..7) {
            0 => *place = scalar(&mut rng),
            1 => *place = donor,
            2 => rename(&mut rng, place),
            3 => remove(&mut rng, place),
            4 => insert(&mut rng, place, donor),
            5 => *place = json!({ "$ref": reference(&mut rng) }),
            _ => *place = Value::Array(vec![place.take(), donor]),
        }
    }
    contract
}

/// Some node of a tree.
fn node<'a>(rng: &mut Rng, root: &'a mut Value) -> &'a mut Value {
    let mut node = root;
    loop {
        let count = match &*node {
            Value::Object(members) => members.len(),
            Value::Array(items) => items.len(),
            _ => 0,
        };
        if count == 0 || rng.u8(..8) == 0 {
            return node;
        }
        let index = rng.usize(..count);
        let next = match node {
            Value::Object(members) => members.values_mut().nth(index),
            Value::Array(items) => items.get_mut(index),
            _ => None,
        };
        match next {
            Some(next) => node = next,
            // It has as many children as were counted.
            None => return Box::leak(Box::new(Value::Null)),
        }
    }
}

fn scalar(rng: &mut Rng) -> Value {
    match rng.u8(..7) {
        0 => Value::Null,
        1 => json!({}),
        2 => json!([]),
        3 => rng.bool().into(),
        4 => rng.i64(..).into(),
        5 => rng.f64().into(),
        _ => any(rng).into(),
    }
}

fn reference(rng: &mut Rng) -> String {
    let word = any(rng);
    match rng.u8(..4) {
        0 => format!("#/components/schemas/{word}"),
        1 => format!("#/{word}"),
        2 => "#/components/schemas/JobStatus/enum".to_owned(),
        _ => word,
    }
}

/// A keyword that OpenAPI has somewhere, or none.
fn keyword(rng: &mut Rng) -> String {
    const WORDS: [&str; 34] = [
        "$ref",
        "additionalProperties",
        "allOf",
        "anyOf",
        "callbacks",
        "content",
        "default",
        "discriminator",
        "enum",
        "example",
        "examples",
        "explode",
        "format",
        "head",
        "headers",
        "in",
        "items",
        "links",
        "maximum",
        "minimum",
        "name",
        "nullable",
        "oneOf",
        "parameters",
        "properties",
        "required",
        "responses",
        "schema",
        "security",
        "style",
        "type",
        "x-open",
        "x-retry",
        "x-settles-to",
    ];
    match rng.u8(..4) {
        0 => any(rng),
        _ => pick(rng, &WORDS).to_owned(),
    }
}

fn rename(rng: &mut Rng, place: &mut Value) {
    if let Value::Object(members) = place
        && let Some(key) = key(rng, members)
        && let Some(child) = members.remove(&key)
    {
        members.insert(keyword(rng), child);
    }
}

fn remove(rng: &mut Rng, place: &mut Value) {
    match place {
        Value::Object(members) => {
            if let Some(key) = key(rng, members) {
                members.remove(&key);
            }
        }
        Value::Array(items) if !items.is_empty() => drop(items.remove(rng.usize(..items.len()))),
        other => *other = Value::Null,
    }
}

fn insert(rng: &mut Rng, place: &mut Value, donor: Value) {
    match place {
        Value::Object(members) => drop(members.insert(keyword(rng), donor)),
        Value::Array(items) => items.push(donor),
        other => *other = donor,
    }
}

fn key(rng: &mut Rng, members: &Map<String, Value>) -> Option<String> {
    members.keys().nth(rng.usize(..members.len().max(1))).cloned()
}

/// A contract's text with up to four changes.
#[must_use]
pub fn broken_text(seed: u64, text: &str) -> String {
    let mut rng = Rng::with_seed(seed);
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..rng.usize(1..5) {
        if lines.is_empty() {
            break;
        }
        let at = rng.usize(..lines.len());
        match rng.u8(..9) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, lines[at].clone()),
            2 => lines[at].insert_str(0, "  "),
            3 => lines[at] = lines[at].replacen("  ", "", 1),
            4 => letter(&mut rng, &mut lines[at]),
            5 => lines.truncate(at),
            6 => {
                let other = rng.usize(..lines.len());
                lines.swap(at, other);
            }
            7 => lines[at] = format!("{}: {}", keyword(&mut rng), any(&mut rng)),
            _ => {
                let word = any(&mut rng);
                lines[at] = lines[at].replacen(|it: char| it.is_alphabetic(), &word, 1);
            }
        }
    }
    lines.join("\n")
}

fn letter(rng: &mut Rng, line: &mut String) {
    let places: Vec<usize> = line.char_indices().map(|(at, _)| at).collect();
    let at = places.get(rng.usize(..places.len().max(1))).copied().unwrap_or_default();
    match rng.bool() {
        true if at < line.len() => drop(line.remove(at)),
        _ => line.insert(at, rng.char(..)),
    }
}
