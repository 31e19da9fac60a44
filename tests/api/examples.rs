//! The contract's own examples fit their schemas, and survive the types.

use crate::support::contract::{contract, examples, through};
use crate::support::json::assert_same;

#[test]
fn each_example_fits_its_schema() {
    for example in examples(&contract()) {
        let schema = flatfile_jobs::contract::json_schema(&example.component).unwrap();
        let validator = jsonschema::options()
            .should_validate_formats(true)
            .build(&schema)
            .unwrap_or_else(|error| panic!("{}: {error}", example.component));
        let errors: Vec<String> = validator
            .iter_errors(&example.value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", example.place);
    }
}

#[test]
fn each_example_survives_the_types() {
    for example in examples(&contract()) {
        let back = through(&example.component, &example.value)
            .unwrap_or_else(|error| panic!("{}: {error}", example.place));
        assert_same(&back, &example.value, &example.place);
    }
}

#[test]
fn no_example_has_what_the_contract_does_not_know() {
    for example in examples(&contract()) {
        let unknown = flatfile_jobs::contract::unknown(&example.component, &example.value);
        assert!(unknown.is_empty(), "{}: {unknown:?}", example.place);
    }
}
