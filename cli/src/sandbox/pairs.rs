//! `name=value,name=value`: the members of an object, for the command line.

use serde_json::{Map, Value};

/// The object of such pairs. A value that is JSON is that, and any other is a
/// text; a name alone is true.
pub fn object(text: &str) -> Result<Map<String, Value>, String> {
    if text.trim_start().starts_with('{') {
        return serde_json::from_str(text).map_err(|error| error.to_string());
    }
    let mut object = Map::new();
    for pair in text.split(',').map(str::trim) {
        let (name, value) = match pair.split_once('=') {
            None => (pair, Value::Bool(true)),
            Some((name, value)) => {
                (name.trim(), serde_json::from_str(value).unwrap_or_else(|_| value.into()))
            }
        };
        if name.is_empty() {
            return Err("a name is missing; it goes name=value,name=value".to_owned());
        }
        if object.insert(name.to_owned(), value).is_some() {
            return Err(format!("`{name}` is there twice"));
        }
    }
    Ok(object)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::object;

    #[test]
    fn values_are_json_or_text() {
        for (text, read) in [
            ("operation=failJob,status=503", json!({ "operation": "failJob", "status": 503 })),
            (
                "kind=lose-response, closed ,probability=0.5",
                json!({ "kind": "lose-response", "closed": true, "probability": 0.5 }),
            ),
            ("ack_within_seconds=null", json!({ "ack_within_seconds": null })),
            (r#"{"body":"a,b=c"}"#, json!({ "body": "a,b=c" })),
        ] {
            assert_eq!(object(text).map(Value::Object), Ok(read), "{text}");
        }
        for text in ["", "status=503,", "=503", "status=503,status=504", "{"] {
            assert!(object(text).is_err(), "{text}");
        }
    }
}
