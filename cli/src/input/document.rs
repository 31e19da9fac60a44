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
        let line = for_people(line.trim_start_matches("error: "));
        Failure::input(format!("`{name}` is no YAML that can be read: {line}"))
    })
}

/// A message of the parser without what it says to programmers.
fn for_people(line: &str) -> String {
    const WORDS: [(&str, &str); 5] = [
        (", set DuplicateKeyPolicy", ""),
        ("; use from_str_multiple", ""),
        ("recursive references require", "an anchor is a part of itself"),
        ("budget breached: Depth", "it is nested too deep"),
        ("budget breached", "it has more parts than are read"),
    ];
    let found = WORDS.iter().find_map(|(said, meant)| Some((line.find(said)?, meant)));
    match found.and_then(|(at, meant)| Some((line.get(..at)?, meant))) {
        Some((before, meant)) => format!("{before}{meant}"),
        None => line.to_owned(),
    }
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

    #[test]
    fn what_is_wrong_is_said_to_people() {
        let deep: String = (0..70).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
        for (text, what) in [
            ("a: 1\na: 2\n", "line 2 column 1: duplicate mapping key: a"),
            ("a: 1\n---\nb: 1\n", "line 3 column 1: multiple YAML documents detected"),
            ("a: &a\n  b: *a\n", "an anchor is a part of itself"),
            (&deep, "it is nested too deep"),
        ] {
            let failure = document(text, "x").unwrap_err();
            assert!(failure.what.ends_with(what), "{}", failure.what);
        }
    }
}
