//! Components of the contract as JSON Schema.
//!
//! OpenAPI 3.0 has its own dialect: `nullable` stands for a null among the
//! types, and references lead to `components`.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde_json::{Map, Value, json};

use super::OPENAPI_JSON;

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";
const COMPONENTS: &str = "#/components/schemas/";

/// What becomes of an enum that may grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Enums {
    /// Only the values that the contract knows.
    Known,
    /// Any string.
    #[cfg_attr(not(feature = "sandbox"), allow(dead_code, reason = "a setting of the sandbox"))]
    Open,
}

/// The names of the contract's schemas, in alphabetical order.
pub fn components() -> impl Iterator<Item = &'static str> {
    schemas().into_iter().flatten().map(|(name, _)| name.as_str())
}

/// One schema of the contract as JSON Schema (draft 2020-12), with all that it
/// refers to under `$defs`; none if there is no such schema.
///
/// An enum lists the values that the contract knows. Where the contract marks
/// it `x-open`, a reader should accept others.
///
/// ```
/// let schema = flatfile_jobs::contract::json_schema("JobCompleteDetails").unwrap_or_default();
/// assert_eq!(schema["$ref"], "#/$defs/JobCompleteDetails");
/// assert!(schema["$defs"]["JobOutcome"].is_object());
/// ```
#[must_use]
pub fn json_schema(component: &str) -> Option<Value> {
    convert(component, Enums::Known)
}

pub(crate) fn convert(component: &str, enums: Enums) -> Option<Value> {
    let schemas = schemas()?;
    schemas.get(component)?;
    let mut definitions = Map::new();
    let mut wanted = BTreeSet::from([component.to_owned()]);
    while let Some(name) = wanted.pop_first() {
        let Some(schema) = schemas.get(&name) else { continue };
        let mut schema = schema.clone();
        rewrite(&mut schema, enums, &mut wanted);
        definitions.insert(name, schema);
        wanted.retain(|name| !definitions.contains_key(name));
    }
    Some(json!({
        "$schema": DIALECT,
        "$ref": format!("#/$defs/{component}"),
        "$defs": definitions,
    }))
}

/// The component of the contract that a schema or a parameter refers to, or
/// itself.
pub(crate) fn component_of(value: &Value) -> Option<&Value> {
    match value.get("$ref").and_then(Value::as_str) {
        Some(target) => document().pointer(target.strip_prefix('#')?),
        None => Some(value),
    }
}

pub(crate) fn schemas() -> Option<&'static Map<String, Value>> {
    document().pointer("/components/schemas")?.as_object()
}

/// The contract, read once.
pub(crate) fn document() -> &'static Value {
    static CONTRACT: OnceLock<Value> = OnceLock::new();
    CONTRACT.get_or_init(|| serde_json::from_str(OPENAPI_JSON).unwrap_or_default())
}

fn rewrite(schema: &mut Value, enums: Enums, wanted: &mut BTreeSet<String>) {
    let Value::Object(members) = schema else { return };
    if let Some(Value::String(target)) = members.get_mut("$ref")
        && let Some(name) = target.strip_prefix(COMPONENTS)
    {
        wanted.insert(name.to_owned());
        *target = format!("#/$defs/{name}");
    }
    for (keyword, child) in members.iter_mut() {
        match (keyword.as_str(), child) {
            ("properties", Value::Object(properties)) => {
                properties.values_mut().for_each(|child| rewrite(child, enums, wanted));
            }
            ("allOf" | "oneOf", Value::Array(children)) => {
                children.iter_mut().for_each(|child| rewrite(child, enums, wanted));
            }
            ("items" | "additionalProperties", child) => rewrite(child, enums, wanted),
            _ => {}
        }
    }
    if members.remove("x-open").is_some() && enums == Enums::Open {
        members.remove("enum");
    }
    // JSON Schema has neither; the union's alternatives name their tags.
    members.remove("discriminator");
    if let Some(example) = members.remove("example") {
        members.insert("examples".to_owned(), json!([example]));
    }
    if members.remove("nullable").is_some() {
        let description = members.remove("description");
        let mut either = json!({ "anyOf": [members.clone(), { "type": "null" }] });
        if let Some(description) = description {
            either["description"] = description;
        }
        *schema = either;
    }
}
