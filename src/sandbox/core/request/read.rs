//! What a value that fits its schema says beyond that: which numbers are whole
//! although they have a point, which jobs it names, and which dates cannot be
//! written back.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::look::{Choice, Looks, Place};
use crate::api::types::ErrorReason;
use crate::contract::alternative;
use crate::sandbox::core::dates;
use crate::sandbox::core::response::mistake;

/// The first whole number that a double does not hold exactly any more.
const INEXACT: f64 = 9_007_199_254_740_992.0;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// JSON pointers to numbers with a point that are whole, where the contract
    /// wants an integer.
    pub(super) whole: Vec<String>,
    /// Members that name a job, and its id.
    pub(super) jobs: Vec<(String, String)>,
    pub(super) mistakes: Vec<ErrorReason>,
}

/// A step from a value to what is in it.
#[derive(Clone, Copy)]
enum Step<'a> {
    Member(&'a str),
    Item(usize),
}

/// Reads a value that fits a component.
pub(super) fn read(component: &str, value: &Value) -> Found {
    let mut found = Found::default();
    let looks = Looks::of_the_contract();
    if let Some(place) = looks.component(component) {
        walk(looks, place, value, &mut Vec::new(), &mut found);
    }
    found
}

/// It goes as deep as the value, and JSON is parsed to 128 levels.
fn walk<'a>(
    looks: &Looks,
    place: Place,
    value: &'a Value,
    path: &mut Vec<Step<'a>>,
    found: &mut Found,
) {
    let Some(look) = looks.at(place) else { return };
    if let (Value::String(id), true) = (value, look.job) {
        found.jobs.push((member(path), id.clone()));
        return;
    }
    for part in &look.parts {
        walk(looks, *part, value, path, found);
    }
    if let Some(Choice { schema, alternatives, looks: places }) = &look.choice
        && let Some(chosen) = alternative(schema, alternatives, value)
        && let Some(at) = alternatives.iter().position(|other| std::ptr::eq(other, chosen))
        && let Some(place) = places.get(at)
    {
        walk(looks, *place, value, path, found);
    }
    match value {
        Value::Number(number) if look.whole => {
            let float = number.as_f64().filter(|_| number.is_f64());
            if float.is_some_and(|float| float.fract() == 0.0 && float.abs() < INEXACT) {
                found.whole.push(pointer(path));
            }
        }
        Value::String(text) if look.date => {
            let date = DateTime::parse_from_rfc3339(text).map(|date| date.with_timezone(&Utc));
            if date.is_ok_and(|date| !dates::is_writable(&date)) {
                let member = member(path);
                let message = format!("`{member}` does not fit: it is past the year 9999 in UTC");
                found.mistakes.push(mistake(member, message));
            }
        }
        Value::Array(items) => {
            let Some(place) = look.items else { return };
            for (index, item) in items.iter().enumerate() {
                path.push(Step::Item(index));
                walk(looks, place, item, path, found);
                path.pop();
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                let listed = look.members.get(name.as_str()).copied();
                let Some(place) = listed.unwrap_or(look.others) else { continue };
                path.push(Step::Member(name));
                walk(looks, place, member, path, found);
                path.pop();
            }
        }
        _ => {}
    }
}

/// A path as `outcome.next.url` or `predecessorIds[0]`.
fn member(path: &[Step<'_>]) -> String {
    let mut member = String::new();
    for step in path {
        match step {
            Step::Member(name) if member.is_empty() => member.push_str(name),
            Step::Member(name) => member.extend([".", name]),
            Step::Item(index) => member.push_str(&format!("[{index}]")),
        }
    }
    member
}

fn pointer(path: &[Step<'_>]) -> String {
    let mut pointer = String::new();
    for step in path {
        pointer.push('/');
        match step {
            Step::Member(name) => pointer.push_str(&name.replace('~', "~0").replace('/', "~1")),
            Step::Item(index) => pointer.push_str(&index.to_string()),
        }
    }
    pointer
}
