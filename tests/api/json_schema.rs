//! Components as JSON Schema.

use flatfile_jobs::contract::{components, json_schema};
use serde_json::json;

#[test]
fn each_component_is_a_valid_schema_on_its_own() {
    let mut count = 0;
    for name in components() {
        let schema = json_schema(name).unwrap();
        jsonschema::meta::validate(&schema).unwrap_or_else(|error| panic!("{name}: {error}"));
        jsonschema::validator_for(&schema).unwrap_or_else(|error| panic!("{name}: {error}"));
        let text = schema.to_string();
        assert!(!text.contains("#/components/") && !text.contains("nullable"), "{name}");
        count += 1;
    }
    assert!(count > 100);
    assert_eq!(json_schema("Nothing"), None);
}

#[test]
fn null_is_allowed_where_the_contract_allows_it() {
    let validator = jsonschema::validator_for(&json_schema("JobCancelDetails").unwrap()).unwrap();
    assert!(validator.is_valid(&json!({ "info": null })));
    assert!(!validator.is_valid(&json!({ "info": 5 })));
}
