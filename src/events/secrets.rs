//! Taking tokens out of what was received.
//!
//! The official forwarder sends its listener's own object, with the bearer
//! token in it. Nothing here has a use for it.

use std::collections::BTreeSet;

use serde_json::Value;

/// What members that hold a token are called, in small letters and without the
/// signs between words.
const NAMES: &[&str] = &["accesstoken", "bearertoken", "authorization", "apikey", "secretkey"];

/// What stands where a token stood within another text.
const GONE: &str = "[token]";

/// A shorter text is no token, and could be part of any other.
const SHORTEST: usize = 8;

/// How many bytes are searched at the most, each token's search counted: some
/// seconds of work. A token in each of the events of a large batch stays far below.
const MOST_SEARCHED: u64 = 4 << 30;

/// What a text takes beside its bytes.
const EACH_TEXT: u64 = 16;

/// There are so many tokens that it would take too long to look for each.
#[derive(Debug)]
pub(super) struct TooMany;

/// Takes out all members that hold tokens, at any depth, and the same texts
/// wherever else they stand.
///
/// # Errors
///
/// There are too many.
pub(super) fn remove(value: &mut Value) -> Result<(), TooMany> {
    let mut tokens = BTreeSet::new();
    let bytes = take(value, &mut tokens);
    if bytes.saturating_mul(tokens.len() as u64) > MOST_SEARCHED {
        return Err(TooMany);
    }
    if !tokens.is_empty() {
        scrub(value, &tokens);
    }
    Ok(())
}

/// Takes the members out, and says how much text is left.
fn take(value: &mut Value, tokens: &mut BTreeSet<String>) -> u64 {
    match value {
        Value::Object(members) => {
            members.retain(|name, member| {
                if !is_secret(name) {
                    return true;
                }
                if let Value::String(text) = member {
                    // With its scheme, where it has one.
                    let token = text.rsplit(' ').next().unwrap_or_default();
                    if token.len() >= SHORTEST {
                        tokens.insert(token.to_owned());
                    }
                }
                false
            });
            members.values_mut().map(|member| take(member, tokens)).sum()
        }
        Value::Array(items) => items.iter_mut().map(|item| take(item, tokens)).sum(),
        Value::String(text) => text.len() as u64 + EACH_TEXT,
        _ => 0,
    }
}

fn is_secret(name: &str) -> bool {
    let plain: String = name.chars().filter(|one| one.is_ascii_alphanumeric()).collect();
    NAMES.iter().any(|known| plain.eq_ignore_ascii_case(known))
}

fn scrub(value: &mut Value, tokens: &BTreeSet<String>) {
    match value {
        Value::String(text) => {
            for token in tokens {
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
