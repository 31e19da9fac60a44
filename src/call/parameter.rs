//! The values of parameters, as texts.

use serde::Serialize;
use serde_json::Value;

/// A value as it is written into a header or a query.
#[derive(Debug)]
pub(super) struct Written {
    /// Its text, or those of its elements; none of what is absent.
    pub(super) texts: Vec<String>,
    pub(super) is_list: bool,
}

/// Writes a value.
///
/// # Errors
///
/// Says why it cannot be written.
pub(super) fn write(value: &impl Serialize) -> Result<Written, String> {
    let value = serde_json::to_value(value).map_err(|error| error.to_string())?;
    let is_list = value.is_array();
    let values = match value {
        Value::Null => Vec::new(),
        Value::Array(elements) => elements,
        single => vec![single],
    };
    let texts = values.into_iter().map(text).collect::<Result<_, _>>()?;
    Ok(Written { texts, is_list })
}

fn text(value: Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(flag) => Ok(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => {
            Err("it is no text, number or boolean".to_owned())
        }
    }
}
