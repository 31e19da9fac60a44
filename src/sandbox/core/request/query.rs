//! The parameters of a query, as JSON of the types that the contract names.

use serde_json::{Map, Value};

use super::contract::Parameter;
use super::{bad, validate};
use crate::sandbox::UnknownEnums;
use crate::sandbox::core::answer::Refusal;

/// Reads a query. A parameter that the contract does not know is passed over;
/// of two with one name the last counts.
pub(super) fn read(
    query: &str,
    parameters: &[Parameter],
    enums: UnknownEnums,
) -> Result<Map<String, Value>, Refusal> {
    let mut members = Map::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, text) = pair.split_once('=').unwrap_or((pair, ""));
        let name = decode(name)?;
        let Some(parameter) = parameters.iter().find(|parameter| parameter.name == name) else {
            continue;
        };
        let value = value(parameter, decode(text)?)?;
        if let Some(component) = &parameter.component {
            validate::check(component, enums, &value).map_err(|refusal| refusal.about(&name))?;
        }
        members.insert(name, value);
    }
    Ok(members)
}

fn value(parameter: &Parameter, text: String) -> Result<Value, Refusal> {
    let value = match parameter.kind.as_str() {
        "integer" => text.parse::<i64>().ok().map(Value::from),
        "boolean" => text.parse::<bool>().ok().map(Value::from),
        _ => return Ok(Value::String(text)),
    };
    value.ok_or_else(|| {
        let Parameter { name, kind, .. } = parameter;
        bad(format!("`{name}` has to be of the type {kind}")).about(name)
    })
}

/// A text of a query without its encoding; `+` is a space there.
fn decode(text: &str) -> Result<String, Refusal> {
    let text = text.replace('+', " ");
    let decoded = percent_encoding::percent_decode_str(&text).decode_utf8();
    decoded.map(Into::into).map_err(|_| bad("the query is not UTF-8"))
}
