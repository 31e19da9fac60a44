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

#[allow(unused_imports, reason = "each binary uses a part of it")]
pub use contract::examples::{Example, examples};

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
