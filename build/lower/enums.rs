//! String enums marked `x-open` become our own open enums.

use serde_json::Value;

use super::component;
use super::named::Names;
use crate::codegen::names::{Rename, Scope, plain, reserved};

/// An enum that keeps the text of a value that it does not know.
#[derive(Clone, Debug)]
pub struct OpenEnum {
    pub name: String,
    pub description: String,
    pub values: Vec<Named>,
    /// Other spellings, and the name of the value that each means.
    pub aliases: Vec<Named>,
}

/// A word of the contract and its name in Rust.
#[derive(Clone, Debug)]
pub struct Named {
    pub word: String,
    pub name: String,
}

pub fn take(contract: &mut Value, names: &mut Names) -> Vec<OpenEnum> {
    let mut found = Vec::new();
    for (name, schema) in component::components(contract).into_iter().flatten() {
        if schema.get("x-open") != Some(&Value::Bool(true)) {
            continue;
        }
        let words = schema.get("enum").and_then(Value::as_array).into_iter().flatten();
        let words = words.filter_map(Value::as_str);
        let values = variants(name, words, names);
        let aliases = aliases(schema, &values);
        let description = component::description(schema);
        found.push(OpenEnum { name: name.clone(), description, values, aliases });
    }
    found
}

/// The variants for some values of an enumeration or tags of a union.
pub fn variants<'a>(
    owner: &str,
    words: impl Iterator<Item = &'a str>,
    names: &mut Names,
) -> Vec<Named> {
    let mut scope = Scope::new(reserved::VARIANTS);
    let mut variants = Vec::new();
    for word in words {
        let name = scope.pascal(word);
        if !plain(word, &name) {
            let of = format!("value of {owner}");
            names.renames.push(Rename { of, word: word.to_owned(), name: name.clone() });
        }
        variants.push(Named { word: word.to_owned(), name });
    }
    variants
}

fn aliases(schema: &Value, values: &[Named]) -> Vec<Named> {
    let aliases = schema.get("x-aliases").and_then(Value::as_object);
    let pairs = aliases.into_iter().flatten();
    pairs
        .filter_map(|(alias, value)| {
            let meant = values.iter().find(|each| value == &each.word)?;
            Some(Named { word: alias.clone(), name: meant.name.clone() })
        })
        .collect()
}
