//! The contract, for tests that go by it instead of by a list of their own.

use serde_json::Value;

/// The contract as JSON.
pub fn contract() -> Value {
    serde_json::from_str(flatfile_jobs::contract::OPENAPI_JSON).unwrap()
}

/// The name of the component that a schema refers to.
pub fn component(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix("#/components/schemas/")
}

/// An example, where it stands, and the component that it is of.
#[derive(Debug)]
pub struct Example {
    pub place: String,
    pub component: String,
    pub value: Value,
}

/// All examples: those of bodies, and those that stand on schemas.
pub fn examples(contract: &Value) -> Vec<Example> {
    let mut found = Vec::new();
    bodies("", contract, &mut found);
    for (name, schema) in contract["components"]["schemas"].as_object().unwrap() {
        if let Some(value) = schema.get("example") {
            let place = format!("/components/schemas/{name}/example");
            found.push(Example { place, component: name.clone(), value: value.clone() });
        }
    }
    found
}

fn bodies(place: &str, node: &Value, found: &mut Vec<Example>) {
    match node {
        Value::Object(members) => {
            if let (Some(schema), Some(examples)) = (members.get("schema"), members.get("examples"))
            {
                let component =
                    component(schema).unwrap_or_else(|| panic!("{place}: not a reference"));
                for (name, example) in examples.as_object().unwrap() {
                    found.push(Example {
                        place: format!("{place}/examples/{name}"),
                        component: component.to_owned(),
                        value: example["value"].clone(),
                    });
                }
            }
            for (key, child) in members {
                bodies(&format!("{place}/{}", key.replace('/', "~1")), child, found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                bodies(&format!("{place}/{index}"), item, found);
            }
        }
        _ => {}
    }
}

/// Reads a value into the Rust type of a component and writes it back.
pub fn through(component: &str, value: &Value) -> Result<Value, String> {
    macro_rules! components {
        ($($name:literal => $kind:ty,)*) => {
            match component {
                $($name => again::<$kind>(value),)*
                _ => Err(format!("there is no component {component}")),
            }
        };
    }
    include!(concat!(env!("OUT_DIR"), "/components.rs"))
}

fn again<T>(value: &Value) -> Result<Value, String>
where
    T: serde::de::DeserializeOwned + serde::Serialize,
{
    let text = value.to_string();
    let read: T = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    serde_json::to_value(read).map_err(|error| error.to_string())
}
