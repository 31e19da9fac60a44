//! Taking tokens out of what was received.
//!
//! The official forwarder sends its listener's own object, with the bearer
//! token in it. Nothing here has a use for it.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;

/// What members that hold a token are called, in small letters and without the
/// signs between words.
const NAMES: &[&str] = &["accesstoken", "bearertoken", "authorization", "apikey", "secretkey"];

/// What stands where a token stood within another text.
const GONE: &str = "[token]";

/// A shorter text is no token, and could be part of any other.
const SHORTEST: usize = 8;

/// How often a token is compared with a place in a text that begins like it, at the
/// most: some tenths of a second. Tokens begin alike where they are of one kind, so
/// that each place where one stands costs as much as there are.
const MOST_COMPARED: u64 = 1 << 26;

/// What is left of the work on one body.
#[derive(Debug)]
pub(super) struct Search {
    compares: u64,
}

impl Default for Search {
    fn default() -> Self {
        Self { compares: MOST_COMPARED }
    }
}

/// There are so many tokens that it would take too long to look for each.
#[derive(Debug)]
pub(super) struct TooMany;

/// Takes out all members that hold tokens, at any depth, and the same texts
/// wherever else they stand.
///
/// # Errors
///
/// There are too many, in this value and those before it.
pub(super) fn remove(value: &mut Value, search: &mut Search) -> Result<(), TooMany> {
    let mut tokens = BTreeSet::new();
    take(value, &mut tokens);
    if tokens.is_empty() {
        return Ok(());
    }
    Tokens::of(&tokens).scrub(value, search)
}

/// Takes the members out.
fn take(value: &mut Value, tokens: &mut BTreeSet<String>) {
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

/// Tokens by how they begin, so that a text is gone through once for all of them.
struct Tokens<'a>(HashMap<&'a [u8], Vec<&'a str>>);

impl<'a> Tokens<'a> {
    fn of(tokens: &'a BTreeSet<String>) -> Self {
        let mut by_head: HashMap<_, Vec<&str>> = HashMap::new();
        // The longer of two that begin alike comes first.
        for token in tokens.iter().rev() {
            if let Some(head) = token.as_bytes().get(..SHORTEST) {
                by_head.entry(head).or_default().push(token);
            }
        }
        Self(by_head)
    }

    fn scrub(&self, value: &mut Value, search: &mut Search) -> Result<(), TooMany> {
        match value {
            Value::String(text) => {
                if let Some(scrubbed) = self.without(text, search)? {
                    *text = scrubbed;
                }
                Ok(())
            }
            Value::Object(members) => {
                members.values_mut().try_for_each(|member| self.scrub(member, search))
            }
            Value::Array(items) => items.iter_mut().try_for_each(|item| self.scrub(item, search)),
            _ => Ok(()),
        }
    }

    /// The text without them; none where it has none.
    fn without(&self, text: &str, search: &mut Search) -> Result<Option<String>, TooMany> {
        let (mut out, mut kept, mut at) = (String::new(), 0, 0);
        while let Some(head) = text.as_bytes().get(at..at + SHORTEST) {
            let alike = self.0.get(head).map_or(&[][..], Vec::as_slice);
            let compares = alike.len() as u64;
            search.compares = search.compares.checked_sub(compares).ok_or(TooMany)?;
            let rest = text.get(at..).unwrap_or_default();
            match alike.iter().find(|token| rest.starts_with(**token)) {
                Some(token) => {
                    out.push_str(text.get(kept..at).unwrap_or_default());
                    out.push_str(GONE);
                    at += token.len();
                    kept = at;
                }
                None => at += 1,
            }
        }
        if kept == 0 {
            return Ok(None);
        }
        out.push_str(text.get(kept..).unwrap_or_default());
        Ok(Some(out))
    }
}
