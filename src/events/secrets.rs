//! Taking tokens out of what was received.
//!
//! The official forwarder sends its listener's own object, with the bearer
//! token in it. Nothing here has a use for it.

use serde_json::Value;

/// What members that hold a token are called, in small letters and without the
/// signs between words.
const NAMES: &[&str] = &["accesstoken", "bearertoken", "authorization", "apikey", "secretkey"];

/// What stands where a token stood within another text.
const GONE: &str = "[token]";

/// A shorter text is no token, and could be part of any other.
const SHORTEST: usize = 8;

/// Takes out all members that hold tokens, at any depth, and the same texts
/// wherever else they stand.
pub(super) fn remove(value: &mut Value) {
    let mut tokens = Vec::new();
    take(value, &mut tokens);
    tokens.retain(|token| token.len() >= SHORTEST);
    if !tokens.is_empty() {
        scrub(value, &tokens);
    }
}

fn take(value: &mut Value, tokens: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            members.retain(|name, member| {
                if !is_secret(name) {
                    return true;
                }
                if let Value::String(text) = member {
                    // With its scheme, where it has one.
                    let token = text.rsplit(' ').next().unwrap_or_default();
                    tokens.push(token.to_owned());
                }
                false
            });
            members.values_mut().for_each(|member| take(member, tokens));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| take(item, tokens)),
        _ => {}
    }
}

fn is_secret(name: &str) -> bool {
    let plain: String = name.chars().filter(|one| one.is_ascii_alphanumeric()).collect();
    NAMES.iter().any(|known| plain.eq_ignore_ascii_case(known))
}

fn scrub(value: &mut Value, tokens: &[String]) {
    match value {
        Value::String(text) => {
            for token in tokens.iter().filter(|token| !token.is_empty()) {
                if text.contains(token.as_str()) {
                    *text = text.replace(token.as_str(), GONE);
                }
            }
        }
        Value::Object(members) => members.values_mut().for_each(|member| scrub(member, tokens)),
        Value::Array(items) => items.iter_mut().for_each(|item| scrub(item, tokens)),
        _ => {}
    }
}
