//! A document in JSON or YAML.

use serde_json::Value;

use crate::failure::Failure;

/// The value of a text; `name` is what messages call it. JSON is looked for
/// first: it is YAML too, and its own messages are better.
pub fn document(text: &str, name: &str) -> Result<Value, Failure> {
    let is_json = text.trim_start().starts_with(['{', '[']);
    if is_json {
        return super::value(text, name);
    }
    serde_saphyr::from_str(text).map_err(|error| {
        // The message has a picture of the place below its first line.
        let said = error.to_string();
        let line = said.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let line = line.trim_start_matches("error: ");
        Failure::input(format!("`{name}` is no YAML: {line}"))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::document;

    #[test]
    fn json_and_yaml_are_the_same_value() {
        let value = json!({ "a": [1, "b"], "version": "3.10", "3": null });
        assert_eq!(document(r#" {"a":[1,"b"],"version":"3.10","3":null}"#, "x").unwrap(), value);
        assert_eq!(document("a: [1, b]\nversion: '3.10'\n3:\n", "x").unwrap(), value);
        for (text, what) in [("{", "`x` is no JSON"), ("a: [", "`x` is no YAML")] {
            let failure = document(text, "x").unwrap_err();
            assert!(failure.what.starts_with(what), "{}", failure.what);
        }
    }
}
