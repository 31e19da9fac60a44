//! `oneOf` with a discriminator becomes our own tagged enum.
//!
//! The tag belongs to the enum, so it leaves the variants.

use serde_json::Value;

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
    /// The value of the tag.
    pub value: String,
    /// The component that it stands for.
    pub component: String,
}

pub fn take(contract: &mut Value) -> Vec<TaggedUnion> {
    let mut found = Vec::new();
    for (name, schema) in super::components(contract).into_iter().flatten() {
        let Some(discriminator) = schema.get("discriminator") else {
            continue;
        };
        let tag = discriminator.get("propertyName").and_then(Value::as_str).unwrap_or_default();
        let mapping = discriminator.get("mapping").and_then(Value::as_object);
        let order = schema.get("oneOf").and_then(Value::as_array);
        let variants = order
            .into_iter()
            .flatten()
            .filter_map(|alternative| {
                let target = alternative.get("$ref")?;
                let (value, _) = mapping?.iter().find(|(_, mapped)| *mapped == target)?;
                let component = target.as_str()?.rsplit('/').next()?.to_owned();
                Some(Variant { value: value.clone(), component })
            })
            .collect();
        found.push(TaggedUnion {
            name: name.clone(),
            description: super::description(schema),
            tag: tag.to_owned(),
            variants,
        });
    }
    for union in &found {
        for variant in &union.variants {
            remove_tag(contract, &variant.component, &union.tag);
        }
    }
    found
}

fn remove_tag(contract: &mut Value, component: &str, tag: &str) {
    let schema = super::components(contract).and_then(|components| components.get_mut(component));
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
