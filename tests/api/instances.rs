//! For each schema of the contract: values of it are read and written without
//! loss. The contract says which schemas there are; no list here does.

use serde_json::Value;

use crate::support::contract::{contract, through};
use crate::support::instances::{Form, instances};
use crate::support::json::assert_same;

fn each(form: Form, mut check: impl FnMut(&str, &Value)) {
    let contract = contract();
    let mut count = 0;
    for name in flatfile_jobs::contract::components() {
        for value in instances(&contract, name, form) {
            check(name, &value);
            count += 1;
        }
    }
    assert!(count >= 150, "only {count} values were made");
}

fn survives(name: &str, value: &Value) {
    let back = through(name, value).unwrap_or_else(|error| panic!("{name}: {error}: {value:#}"));
    assert_same(&back, value, name);
}

#[test]
fn all_members() {
    each(Form::Whole, survives);
}

#[test]
fn required_members_only() {
    each(Form::Required, survives);
}

#[test]
fn optional_members_null_and_strange_members_and_values() {
    each(Form::Strange, survives);
}

#[test]
fn what_is_made_fits_the_schema_and_is_known() {
    for form in [Form::Whole, Form::Required] {
        each(form, |name, value| {
            let schema = flatfile_jobs::contract::json_schema(name).unwrap();
            let error = jsonschema::validator_for(&schema).unwrap().validate(value).err();
            let error = error.map(|error| format!("{}: {error}", error.instance_path()));
            assert_eq!(error, None, "{name}");
            let unknown = flatfile_jobs::contract::unknown(name, value);
            assert!(unknown.is_empty(), "{name}: {unknown:?}");
        });
    }
}

#[test]
fn what_is_strange_is_reported() {
    let contract = contract();
    each(Form::Strange, |name, value| {
        let listed = contract["components"]["schemas"][name]["properties"].is_object();
        let open = contract["components"]["schemas"][name]["x-open"] == true;
        if listed || open {
            assert!(!flatfile_jobs::contract::unknown(name, value).is_empty(), "{name}: {value}");
        }
    });
}
