//! Values made from the schemas of the contract.

use serde_json::{Map, Value, json};

use super::contract::component;

/// Deeper than any schema of the contract; a schema that holds itself would
/// end here.
const MOST_DEEP: usize = 40;

/// Which value of a schema to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Every member that the contract lists.
    Whole,
    /// Only what is required.
    Required,
    /// Every optional member null, members and enum values that the contract
    /// does not know.
    Strange,
}

/// Values of a component in one form: one for each alternative of its unions.
pub fn instances(contract: &Value, name: &str, form: Form) -> Vec<Value> {
    let schema = &contract["components"]["schemas"][name];
    let most = alternatives(contract, schema, 0);
    (0..most).map(|turn| make(contract, schema, form, turn, 0)).collect()
}

/// How many turns it takes until each alternative of each union was taken.
fn alternatives(contract: &Value, schema: &Value, depth: usize) -> usize {
    if depth > MOST_DEEP {
        return 1;
    }
    let below = |schema: &Value| alternatives(contract, schema, depth + 1);
    if let Some(name) = component(schema) {
        return below(&contract["components"]["schemas"][name]);
    }
    let mut most = 1;
    if let Some(one_of) = schema["oneOf"].as_array() {
        most = one_of.len() * one_of.iter().map(below).max().unwrap_or(1);
    }
    let properties = schema["properties"].as_object().into_iter().flatten().map(|(_, child)| child);
    let all_of = schema["allOf"].as_array().into_iter().flatten();
    let items = schema.get("items").into_iter();
    properties.chain(all_of).chain(items).map(below).chain([most]).max().unwrap_or(1)
}

fn make(contract: &Value, schema: &Value, form: Form, turn: usize, depth: usize) -> Value {
    let below = |schema: &Value, turn| make(contract, schema, form, turn, depth + 1);
    if let Some(name) = component(schema) {
        return below(&contract["components"]["schemas"][name], turn);
    }
    if let Some(all_of) = schema["allOf"].as_array() {
        return below(&all_of[0], turn);
    }
    if let Some(one_of) = schema["oneOf"].as_array() {
        return below(&one_of[turn % one_of.len()], turn / one_of.len());
    }
    if let Some(values) = schema["enum"].as_array() {
        let open = schema["x-open"] == true;
        return match form {
            Form::Strange if open => json!("a value of tomorrow"),
            _ => values[turn % values.len()].clone(),
        };
    }
    match schema["type"].as_str() {
        Some("string") if schema["format"] == "date-time" => json!("2025-03-04T09:15:00.120Z"),
        Some("string") => json!("text"),
        Some("boolean") => json!(turn.is_multiple_of(2)),
        Some("integer") => json!(7),
        Some("number") if turn.is_multiple_of(2) => json!(42),
        Some("number") => json!(99.5),
        Some("array") => match depth < MOST_DEEP {
            true => json!([below(&schema["items"], turn), below(&schema["items"], turn + 1)]),
            false => json!([]),
        },
        Some("object") => object(contract, schema, form, turn, depth),
        _ => [json!({ "any": "value" }), json!(1.5), json!("text"), json!(true)][turn % 4].clone(),
    }
}

fn object(contract: &Value, schema: &Value, form: Form, turn: usize, depth: usize) -> Value {
    let required = |name: &str| {
        schema["required"].as_array().is_some_and(|names| names.contains(&name.into()))
    };
    let Some(properties) = schema["properties"].as_object() else {
        let values = &schema["additionalProperties"];
        return match values.as_object().is_some_and(|values| !values.is_empty()) {
            true => json!({ "a": make(contract, values, form, turn, depth + 1) }),
            false => json!({ "free": [1, { "b": null }] }),
        };
    };
    let mut members = Map::new();
    for (name, child) in properties {
        let value = match (required(name), form) {
            (false, Form::Required) => continue,
            (false, Form::Strange) => Value::Null,
            _ => make(contract, child, form, turn, depth + 1),
        };
        members.insert(name.clone(), value);
    }
    if form == Form::Strange {
        members.insert("memberOfTomorrow".into(), json!({ "deep": [1, 2.5, "x", null] }));
    }
    Value::Object(members)
}
