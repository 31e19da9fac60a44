//! Parameters in the query of a URL.

use form_urlencoded::Serializer;
use serde::Serialize;
use serde_json::Value;

/// Adds a parameter; one without a value is left out, and a list is one
/// parameter for each of its items.
///
/// # Errors
///
/// It has no form in a query.
pub(super) fn add(query: &mut String, name: &str, value: &impl Serialize) -> Result<(), String> {
    let value = serde_json::to_value(value).map_err(|error| format!("`{name}`: {error}"))?;
    let mut pairs = Serializer::new(std::mem::take(query));
    match &value {
        Value::Null => {}
        Value::Array(items) => {
            for item in items {
                pairs.append_pair(name, &text(name, item)?);
            }
        }
        one => {
            pairs.append_pair(name, &text(name, one)?);
        }
    }
    *query = pairs.finish();
    Ok(())
}

/// A query with more parameters.
pub(super) fn with(query: &str, more: &[(String, String)]) -> String {
    let mut pairs = Serializer::new(query.to_owned());
    pairs.extend_pairs(more);
    pairs.finish()
}

fn text(name: &str, value: &Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Bool(_) | Value::Number(_) => Ok(value.to_string()),
        _ => Err(format!("`{name}`: this has no form in a query")),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_form_of_a_value() {
        let mut query = String::new();
        for (name, value) in [
            ("none", json!(null)),
            ("text", json!("a b&c=ü'")),
            ("number", json!(7)),
            ("half", json!(0.5)),
            ("flag", json!(true)),
            ("list", json!(["x", "y"])),
            ("empty", json!([])),
        ] {
            add(&mut query, name, &value).unwrap();
        }
        assert_eq!(query, "text=a+b%26c%3D%C3%BC%27&number=7&half=0.5&flag=true&list=x&list=y");
        assert_eq!(with(&query, &[("more".into(), "1".into())]), query.clone() + "&more=1");
        assert_eq!(with("", &[("a".into(), "b".into())]), "a=b");
    }

    #[test]
    fn what_has_no_form_is_named() {
        for value in [json!({}), json!([[1]]), json!([null])] {
            let refused = add(&mut String::new(), "filter", &value).unwrap_err();
            assert_eq!(refused, "`filter`: this has no form in a query");
        }
    }
}
