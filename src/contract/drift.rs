//! What a value has that the contract does not know.

use std::collections::BTreeSet;
use std::fmt;

use serde_json::{Map, Value};

use super::json_schema::{component_of, schemas};
use crate::api::read::aside;
use crate::api::types::Job;

/// Something that the contract does not know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Unknown {
    /// A JSON pointer to it.
    pub pointer: String,
    /// What it is.
    pub kind: UnknownKind,
}

/// What the contract does not know of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum UnknownKind {
    /// A member that is not listed.
    Member,
    /// A value that is not among those of its enum.
    Value,
    /// A tag that is not among those of its union.
    Variant,
    /// An optional member whose value does not fit, so that it was set aside;
    /// only [`Job::unknown`] lists these.
    Misfit,
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            UnknownKind::Member => "member",
            UnknownKind::Value => "value",
            UnknownKind::Variant => "variant",
            UnknownKind::Misfit => "misfit",
        };
        write!(f, "{kind} at {}", self.pointer)
    }
}

impl Job {
    /// What this job has that the contract does not know, in the order of the
    /// pointers; none means that crate and server agree about it.
    ///
    /// ```
    /// use flatfile_jobs::api::types::Job;
    ///
    /// let job: Job = serde_json::from_value(serde_json::json!({
    ///     "id": "us_jb_1", "type": "workbook", "operation": "map", "source": "us_wb_1",
    ///     "createdAt": "2025-01-01T00:00:00Z", "updatedAt": "2025-01-01T00:00:00Z",
    ///     "status": "on the moon", "fromAction": {},
    /// }))?;
    /// let unknown: Vec<String> = job.unknown().iter().map(ToString::to_string).collect();
    /// assert_eq!(unknown, ["member at /fromAction", "value at /status"]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    ///
    /// A job that was read by this crate, or by [`api::read`](crate::api::read()),
    /// may also have members that were set aside:
    ///
    /// ```
    /// # let text = serde_json::json!({
    /// #     "id": "us_jb_1", "type": "workbook", "operation": "map", "source": "us_wb_1",
    /// #     "createdAt": "2025-01-01T00:00:00Z", "updatedAt": "2025-01-01T00:00:00Z",
    /// #     "startedAt": "",
    /// # }).to_string();
    /// # use flatfile_jobs::api::{self, types::Job};
    /// let job: Job = api::read(text.as_bytes())?;
    /// let unknown: Vec<String> = job.unknown().iter().map(ToString::to_string).collect();
    /// assert_eq!(unknown, ["misfit at /startedAt"]);
    /// # Ok::<(), api::Mismatch>(())
    /// ```
    #[must_use]
    pub fn unknown(&self) -> Vec<Unknown> {
        let Ok(job) = serde_json::to_value(self) else { return Vec::new() };
        let kind = UnknownKind::Misfit;
        let misfits = aside::<Self>(&job).into_iter().map(|pointer| Unknown { pointer, kind });
        let found: BTreeSet<Unknown> = unknown("Job", &job).into_iter().chain(misfits).collect();
        found.into_iter().collect()
    }
}

/// What a value has that a schema of the contract does not know; free objects
/// are not looked into. A schema that does not exist knows nothing to miss.
#[must_use]
pub fn unknown(component: &str, value: &Value) -> Vec<Unknown> {
    let mut found = BTreeSet::new();
    if let Some(schema) = schemas().and_then(|schemas| schemas.get(component)) {
        compare(schema, value, "", &mut found);
    }
    found.into_iter().collect()
}

fn compare(schema: &Value, value: &Value, pointer: &str, found: &mut BTreeSet<Unknown>) {
    let add = |pointer: &str, kind, found: &mut BTreeSet<Unknown>| {
        found.insert(Unknown { pointer: pointer.to_owned(), kind });
    };
    let Some(schema) = component_of(schema) else { return };
    if let Some(Value::Array(parts)) = schema.get("allOf") {
        parts.iter().for_each(|part| compare(part, value, pointer, found));
    }
    if let Some(alternatives) = schema.get("oneOf").and_then(Value::as_array) {
        match alternative(schema, alternatives, value) {
            Some(chosen) => compare(chosen, value, pointer, found),
            None => add(pointer, UnknownKind::Variant, found),
        }
    }
    if let (Some(Value::Array(known)), Value::String(_)) = (schema.get("enum"), value)
        && !known.contains(value)
    {
        add(pointer, UnknownKind::Value, found);
    }
    if let (Some(items), Value::Array(values)) = (schema.get("items"), value) {
        for (index, value) in values.iter().enumerate() {
            compare(items, value, &format!("{pointer}/{index}"), found);
        }
    }
    let Value::Object(members) = value else { return };
    let none = Map::new();
    let properties = schema.get("properties").and_then(Value::as_object);
    let others = schema.get("additionalProperties").and_then(Value::as_object);
    for (name, member) in members {
        let pointer = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
        match (properties.unwrap_or(&none).get(name), others) {
            (Some(schema), _) => compare(schema, member, &pointer, found),
            (None, Some(others)) if !others.is_empty() => {
                compare(&Value::Object(others.clone()), member, &pointer, found);
            }
            (None, _) if properties.is_some() => add(&pointer, UnknownKind::Member, found),
            _ => {}
        }
    }
}

/// The alternative that a value is of: by its tag, or by its JSON type.
pub(crate) fn alternative<'a>(
    schema: &Value,
    alternatives: &'a [Value],
    value: &Value,
) -> Option<&'a Value> {
    if value.is_null() {
        return alternatives.first();
    }
    let tag = schema.pointer("/discriminator/propertyName").and_then(Value::as_str);
    let mapping = schema.pointer("/discriminator/mapping").and_then(Value::as_object);
    if let (Some(tag), Some(mapping)) = (tag, mapping) {
        let target = mapping.get(value.get(tag)?.as_str()?)?;
        return alternatives.iter().find(|each| each.get("$ref") == Some(target));
    }
    alternatives.iter().find(|each| {
        let kind = component_of(each).and_then(|each| each.get("type")).and_then(Value::as_str);
        match kind {
            Some("string") => value.is_string(),
            Some("object") => value.is_object(),
            Some("array") => value.is_array(),
            Some("boolean") => value.is_boolean(),
            Some("integer" | "number") => value.is_number(),
            _ => true,
        }
    })
}
