//! Where two requests differ, as values.

use std::collections::{BTreeMap, BTreeSet};

use chrono::DateTime;
use serde_json::Value;

use super::recorder::Sent;

/// One difference; none where a side has nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// `requests`, `method`, `path`, `query <name>`, `header <name>` or
    /// `body <pointer>`.
    pub place: String,
    pub typescript: Option<String>,
    pub ours: Option<String>,
}

/// All differences of what both sides sent for one call.
pub fn differences(typescript: &[Sent], ours: &[Sent]) -> Vec<Difference> {
    let mut found = Found(Vec::new());
    let ([left], [right]) = (typescript, ours) else {
        found.compare("requests", typescript.len().to_string(), ours.len().to_string());
        return found.0;
    };
    found.compare("method", left.method.clone(), right.method.clone());
    found.compare("path", format!("{:?}", left.path), format!("{:?}", right.path));
    found.compare("answer", left.status.to_string(), right.status.to_string());
    found.maps("query", &left.query, &right.query);
    found.maps("header", &left.headers, &right.headers);
    let before = found.0.len();
    found.values("", left.body.as_ref(), right.body.as_ref());
    if found.0.len() > before {
        // Another body has another length.
        found.0.retain(|one| one.place != "header content-length");
    }
    found.0
}

struct Found(Vec<Difference>);

impl Found {
    fn compare(&mut self, place: &str, typescript: String, ours: String) {
        self.optional(place, Some(typescript), Some(ours));
    }

    fn optional(&mut self, place: &str, typescript: Option<String>, ours: Option<String>) {
        if typescript != ours {
            self.0.push(Difference { place: place.to_owned(), typescript, ours });
        }
    }

    fn maps(
        &mut self,
        kind: &str,
        left: &BTreeMap<String, String>,
        right: &BTreeMap<String, String>,
    ) {
        let names: BTreeSet<&String> = left.keys().chain(right.keys()).collect();
        for name in names {
            let (left, right) = (left.get(name).cloned(), right.get(name).cloned());
            self.optional(&format!("{kind} {name}"), left, right);
        }
    }

    /// Bodies, member by member. Unlike in answers, null is not absent here.
    fn values(&mut self, pointer: &str, left: Option<&Value>, right: Option<&Value>) {
        match (left, right) {
            (Some(Value::Object(left)), Some(Value::Object(right))) => {
                let names: BTreeSet<&String> = left.keys().chain(right.keys()).collect();
                for name in names {
                    let pointer = format!("{pointer}/{name}");
                    self.values(&pointer, left.get(name), right.get(name));
                }
            }
            (Some(Value::Array(left)), Some(Value::Array(right))) if left.len() == right.len() => {
                for (index, (left, right)) in left.iter().zip(right).enumerate() {
                    self.values(&format!("{pointer}/{index}"), Some(left), Some(right));
                }
            }
            _ => self.optional(&format!("body {pointer}"), left.map(text), right.map(text)),
        }
    }
}

/// A value as text; a date as an instant.
fn text(value: &Value) -> String {
    let date = value.as_str().and_then(|text| DateTime::parse_from_rfc3339(text).ok());
    date.map_or_else(|| value.to_string(), |date| date.to_utc().to_rfc3339())
}
