//! Whether the examples of any contract, a mutated one too, fit its schemas.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::support::contract::examples;

/// Where the examples stand that do not fit: the schemas as they are in
/// OpenAPI 3.0, strictly, so that a member which is not listed is a misfit.
pub fn misfits(contract: &Value) -> Vec<String> {
    let mut schemas = contract["components"]["schemas"].clone();
    strict(&mut schemas);
    let mut root = json!({ "components": { "schemas": schemas } });
    let mut validators = BTreeMap::new();
    let mut misfits = Vec::new();
    for example in examples(contract) {
        let validator = validators.entry(example.component.clone()).or_insert_with(|| {
            root["$ref"] = json!(format!("#/components/schemas/{}", example.component));
            jsonschema::validator_for(&root).ok()
        });
        if !validator.as_ref().is_some_and(|validator| validator.is_valid(&example.value)) {
            misfits.push(example.place);
        }
    }
    misfits
}

#[test]
fn no_example_is_a_misfit() {
    assert_eq!(misfits(&crate::release::present()), Vec::<String>::new());
}

/// `nullable` as JSON Schema has it, and no member but those that are listed.
fn strict(node: &mut Value) {
    match node {
        Value::Object(members) => {
            members.remove("example");
            members.values_mut().for_each(strict);
            if members.contains_key("properties") {
                members.insert("additionalProperties".to_owned(), json!(false));
            }
            if members.get("nullable") == Some(&json!(true)) {
                members.remove("nullable");
                *node = json!({ "anyOf": [node.clone(), { "type": "null" }] });
            }
        }
        Value::Array(items) => items.iter_mut().for_each(strict),
        _ => {}
    }
}
