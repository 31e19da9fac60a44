//! `oneOf` with a discriminator becomes our own tagged enum.
//!
//! The tag belongs to the enum, so it leaves the variants.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::component;
use super::enums::variants;
use super::named::Names;
use super::tree::{each_schema, target};

/// An enum told apart by one member, which keeps objects with another tag.
#[derive(Clone, Debug)]
pub struct TaggedUnion {
    pub name: String,
    pub description: String,
    pub tag: String,
    pub variants: Vec<Variant>,
}

/// One alternative.
#[derive(Clone, Debug)]
pub struct Variant {
    pub name: String,
    /// The value of the tag.
    pub value: String,
    /// The component that it stands for.
    pub component: String,
    /// Whether that component holds the union in turn.
    pub boxed: bool,
}

/// Takes the tags out of the alternatives.
pub fn remove_tags(contract: &mut Value) {
    let mut tags: Vec<(String, String)> = Vec::new();
    each_schema(contract, &mut |schema| {
        let tag = schema.pointer("/discriminator/propertyName").and_then(Value::as_str);
        let alternatives = schema.get("oneOf").and_then(Value::as_array);
        for alternative in alternatives.into_iter().flatten() {
            if let (Some(tag), Some(name)) = (tag, target(alternative)) {
                tags.push((name.to_owned(), tag.to_owned()));
            }
        }
    });
    for (component, tag) in tags {
        remove_tag(contract, &component, &tag);
    }
}

fn remove_tag(contract: &mut Value, component: &str, tag: &str) {
    let schema =
        component::components(contract).and_then(|components| components.get_mut(component));
    let Some(schema) = schema.and_then(Value::as_object_mut) else {
        return;
    };
    if let Some(Value::Object(properties)) = schema.get_mut("properties") {
        properties.remove(tag);
    }
    if let Some(Value::Array(required)) = schema.get_mut("required") {
        required.retain(|name| name != tag);
    }
}

pub fn take(contract: &mut Value, names: &mut Names) -> Vec<TaggedUnion> {
    let components = component::components(contract).cloned().unwrap_or_default();
    let mut found = Vec::new();
    for (name, schema) in &components {
        let Some(discriminator) = schema.get("discriminator") else {
            continue;
        };
        let tag = discriminator.get("propertyName").and_then(Value::as_str).unwrap_or_default();
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        let order = schema.get("oneOf").and_then(Value::as_array).into_iter().flatten();
        let (values, targets): (Vec<&str>, Vec<&str>) = order
            .filter_map(|alternative| {
                let at = alternative.get("$ref")?;
                let (value, _) = mapping?.iter().find(|(_, mapped)| *mapped == at)?;
                Some((value.as_str(), target(alternative)?))
            })
            .unzip();
        let variants = variants(name, values.into_iter(), names)
            .into_iter()
            .zip(targets)
            .map(|(named, component)| Variant {
                name: named.name,
                value: named.word,
                component: component.to_owned(),
                boxed: holds(&components, component, name, &mut BTreeSet::new()),
            })
            .collect();
        found.push(TaggedUnion {
            name: name.clone(),
            description: component::description(schema),
            tag: tag.to_owned(),
            variants,
        });
    }
    found
}

/// Whether a component holds another as a part of itself: a list or a map
/// holds what it points to.
fn holds<'a>(
    components: &'a Map<String, Value>,
    from: &'a str,
    to: &str,
    seen: &mut BTreeSet<&'a str>,
) -> bool {
    if !seen.insert(from) {
        return false;
    }
    components.get(from).is_some_and(|schema| {
        parts(schema).into_iter().any(|part| part == to || holds(components, part, to, seen))
    })
}

fn parts(schema: &Value) -> Vec<&str> {
    if let Some(name) = target(schema) {
        return vec![name];
    }
    let members = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    let lists = ["allOf", "oneOf"].into_iter().filter_map(|key| schema.get(key)?.as_array());
    members.map(|(_, member)| member).chain(lists.flatten()).flat_map(parts).collect()
}
