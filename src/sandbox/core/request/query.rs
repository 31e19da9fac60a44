//! The parameters of a query, as JSON of the types that the contract names.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::contract::Parameter;
use super::validate;
use crate::api::types::ErrorReason;
use crate::sandbox::core::response::mistake;
use crate::sandbox::rules::Rules;

/// Reads a query. A parameter that the contract does not know is passed over;
/// of two with one name the last counts.
pub(super) fn read(
    query: &str,
    parameters: &[Parameter],
    rules: &Rules,
    mistakes: &mut Vec<ErrorReason>,
) -> Map<String, Value> {
    let mut members = Map::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, text) = pair.split_once('=').unwrap_or((pair, ""));
        let name = decode(name);
        let known = |parameter: &&Parameter| name.as_deref() == Some(parameter.name);
        let Some(parameter) = parameters.iter().find(known) else { continue };
        match value(parameter, text, rules) {
            Ok(value) => drop(members.insert(parameter.name.to_owned(), value)),
            Err(mut wrong) => mistakes.append(&mut wrong),
        }
    }
    members
}

fn value(parameter: &Parameter, text: &str, rules: &Rules) -> Result<Value, Vec<ErrorReason>> {
    let Parameter { name, kind, component } = parameter;
    let wrong = |message| Err(vec![mistake(*name, message)]);
    let Some(text) = decode(text) else { return wrong(format!("`{name}` is not UTF-8")) };
    let value = match *kind {
        "integer" => integer(&text).map(Value::from),
        "boolean" => text.parse::<bool>().ok().map(Value::from),
        _ => Some(Value::String(text)),
    };
    let Some(value) = value else {
        return wrong(format!("`{name}` has to be of the type {kind}"));
    };
    let mut mistakes =
        component.map(|component| validate::mistakes(component, rules, &value)).unwrap_or_default();
    mistakes.iter_mut().for_each(|mistake| mistake.key = Some((*name).to_owned()));
    match mistakes.is_empty() {
        true => Ok(value),
        false => Err(mistakes),
    }
}

/// A whole number, also one that is written with a point, as JSON has it.
fn integer(text: &str) -> Option<i64> {
    let digits = text.split_once('.').map_or(text, |(digits, rest)| {
        let zeros = !rest.is_empty() && rest.bytes().all(|byte| byte == b'0');
        if zeros { digits } else { text }
    });
    digits.parse().ok()
}

/// A text of a query without its encoding; `+` is a space there.
fn decode(text: &str) -> Option<String> {
    let text = text.replace('+', " ");
    let decoded = percent_encoding::percent_decode_str(&text).decode_utf8();
    decoded.ok().map(Cow::into_owned)
}
