//! Bodies as JSON, read into the contract's types.

use flatfile_jobs::contract;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::read;
use crate::failure::Failure;
use crate::output::warn_line;

/// A body of the type with this name in the contract, from a file or standard
/// input. A member that the contract does not know is sent, and named: it may
/// be a slip.
pub fn body<T: DeserializeOwned>(component: &str, file: &str) -> Result<T, Failure> {
    typed(component, Value::Object(object(file)?), file)
}

/// A value as a body of the type with this name.
pub fn typed<T: DeserializeOwned>(component: &str, value: Value, file: &str) -> Result<T, Failure> {
    for unknown in contract::unknown(component, &value) {
        warn_line(&format!("`{file}`: the contract does not know {unknown}; it is sent as it is"));
    }
    serde_json::from_value(value)
        .map_err(|error| Failure::input(format!("`{file}` is no {component}: {error}")))
        .map_err(|failure| {
            failure.next(format!("`flatfile-jobs schema {component}` says what it may hold"))
        })
}

/// A JSON object from a file or standard input.
pub fn object(file: &str) -> Result<Map<String, Value>, Failure> {
    match value(&read(file)?, file)? {
        Value::Object(object) => Ok(object),
        _ => Err(Failure::input(format!("`{file}` holds no JSON object"))),
    }
}

/// A JSON value from a text; `name` is what messages call it.
pub fn value(text: &str, name: &str) -> Result<Value, Failure> {
    serde_json::from_str(text)
        .map_err(|error| Failure::input(format!("`{name}` is no JSON: {error}")))
}
