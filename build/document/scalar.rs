//! What a plain scalar of YAML is, by the core schema of YAML 1.2: there a bare
//! `y`, `on` or `12:30` is text, as it is meant in a contract.

use serde_json::{Number, Value};

/// The value of a scalar that stands without quotes; none of a number that
/// JSON cannot write.
pub(super) fn plain(text: &str) -> Option<Value> {
    Some(match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ => match number(text) {
            Some(number) => Value::Number(number?),
            None => text.into(),
        },
    })
}

/// The number that a text is, if it is one; none inside of one that JSON cannot
/// write.
fn number(text: &str) -> Option<Option<Number>> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN") {
        return Some(None);
    }
    for (prefix, radix) in [("0x", 16), ("0o", 8)] {
        if let Some(digits) = text.strip_prefix(prefix).filter(|digits| !digits.starts_with('+')) {
            return u64::from_str_radix(digits, radix).ok().map(|number| Some(number.into()));
        }
    }
    let of_number = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
    if !unsigned.bytes().all(of_number) {
        return None;
    }
    if unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
        if let Ok(whole) = text.parse::<u64>() {
            return Some(Some(whole.into()));
        }
        if let Ok(whole) = text.parse::<i64>() {
            return Some(Some(whole.into()));
        }
    }
    text.parse().ok().map(Number::from_f64)
}
