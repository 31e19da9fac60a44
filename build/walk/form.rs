//! How the values of a parameter are written.

use serde_json::Value;

/// Whether a list in a query is one value, with commas between its elements;
/// by itself it repeats the parameter. (In a header it is one value always.)
pub fn is_joined(parameter: &Value) -> bool {
    let in_query = parameter.get("in").is_some_and(|place| place == "query");
    in_query && parameter.get("explode") == Some(&Value::Bool(false))
}
