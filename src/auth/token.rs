//! The bearer token: sent in one header, shown nowhere.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::HeaderValue;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};

use crate::error::Error;
use crate::written;

/// A bearer token, as a [`TokenProvider`](crate::TokenProvider) gives it. It
/// shows itself nowhere, and its memory is wiped when it goes.
pub struct Token(pub(crate) SecretString);

impl From<String> for Token {
    fn from(token: String) -> Self {
        Self(token.into())
    }
}

impl From<&str> for Token {
    fn from(token: &str) -> Self {
        Self(token.into())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[token]")
    }
}

/// A token that can be sent in a header. Its memory is wiped when it goes.
#[derive(Clone)]
pub(crate) struct Bearer(Arc<Sendable>);

struct Sendable {
    secret: SecretString,
    /// The value of the Authorization header; made once, for it goes with every
    /// request. Its bytes are wiped when the last of them goes.
    header: HeaderValue,
}

/// What is wrong with a token, as the end of a sentence. It never shows it.
#[derive(Debug)]
pub(crate) struct BadToken(&'static str);

impl fmt::Display for BadToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for BadToken {}

impl From<BadToken> for Error {
    fn from(bad: BadToken) -> Self {
        Self::configuration(format!("the token {bad}"))
    }
}

/// How a header names this kind of token. People copy it along.
const SCHEME: &str = "Bearer";

impl Bearer {
    /// Takes a token as it was written; white space around it is dropped,
    /// since files and shells like to add a line end, and so is the scheme
    /// before it.
    pub(crate) fn new(written: &SecretString) -> Result<Self, BadToken> {
        let text = without_scheme(written.expose_secret().trim());
        match (fault(text), header(text)) {
            (Some(fault), _) => Err(BadToken(fault)),
            (None, None) => Err(BadToken(NO_HEADER)),
            (None, Some(header)) => {
                Ok(Self(Arc::new(Sendable { secret: SecretString::from(text), header })))
            }
        }
    }

    /// Whether `text` holds the token. A token so short that it may stand
    /// there by chance is not looked for.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        let token = self.0.secret.expose_secret();
        token.len() >= SHORTEST_SECRET && text.contains(token)
    }

    /// The value of the Authorization header, marked sensitive.
    pub(crate) fn header(&self) -> HeaderValue {
        self.0.header.clone()
    }

    /// `text` without the token, should a server have repeated it. One so
    /// short that it may be a part of a word is taken out as a word alone.
    pub(crate) fn scrub(&self, text: &str) -> String {
        let token = self.0.secret.expose_secret();
        if token.len() >= SHORTEST_SECRET {
            return text.replace(token, HIDDEN);
        }
        let mut rest = text;
        let mut scrubbed = String::with_capacity(text.len());
        while let Some((before, after)) = rest.split_once(token) {
            let last = before.chars().next_back().or(scrubbed.chars().next_back());
            let is_word = !last.is_some_and(char::is_alphanumeric)
                && !after.starts_with(char::is_alphanumeric);
            scrubbed.push_str(before);
            scrubbed.push_str(if is_word { HIDDEN } else { token });
            rest = after;
        }
        scrubbed.push_str(rest);
        scrubbed
    }
}

/// Shorter ones are those of tests and examples.
const SHORTEST_SECRET: usize = 16;

/// What stands where a token was.
const HIDDEN: &str = "[token]";

/// A token without the scheme before it. One that only begins like that, or is
/// such a word in lower case, stays.
fn without_scheme(text: &str) -> &str {
    match text.split_at_checked(SCHEME.len()) {
        Some((SCHEME, "")) => "",
        Some((scheme, rest))
            if scheme.eq_ignore_ascii_case(SCHEME) && rest.starts_with(char::is_whitespace) =>
        {
            rest.trim_start()
        }
        _ => text,
    }
}

fn header(token: &str) -> Option<HeaderValue> {
    let text = Zeroizing::new(format!("{SCHEME} {token}").into_bytes());
    let mut value = HeaderValue::from_maybe_shared(Bytes::from_owner(text)).ok()?;
    value.set_sensitive(true);
    Some(value)
}

const NO_HEADER: &str = "holds a character that cannot be sent in a header";

/// What is wrong with a token.
fn fault(text: &str) -> Option<&'static str> {
    if text.is_empty() {
        return Some("is empty");
    }
    if let Some(fault) = written::fault(text) {
        return Some(fault);
    }
    if text.contains("://") {
        return Some("looks like a URL: give the token");
    }
    if text.contains(char::is_whitespace) {
        return Some("holds white space");
    }
    match text.bytes().all(|byte| byte.is_ascii_graphic()) {
        true => None,
        false => Some(NO_HEADER),
    }
}

impl PartialEq for Bearer {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
            || self.0.secret.expose_secret() == other.0.secret.expose_secret()
    }
}

impl fmt::Debug for Bearer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[token]")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(written: &str) -> Result<String, String> {
        let bearer = Bearer::new(&written.into()).map_err(|bad| bad.to_string())?;
        Ok(bearer.header().to_str().unwrap().to_owned())
    }

    #[test]
    fn what_stands_around_a_token_goes() {
        for written in ["sk_1", " sk_1\r\n", "Bearer sk_1", "bearer  sk_1", "BEARER\tsk_1\n"] {
            assert_eq!(header(written).as_deref(), Ok("Bearer sk_1"), "{written:?}");
        }
        assert_eq!(header("bearer_of_news").as_deref(), Ok("Bearer bearer_of_news"));
    }

    #[test]
    fn a_short_token_spoils_no_words() {
        let scrub = |token: &str, text: &str| Bearer::new(&token.into()).unwrap().scrub(text);
        assert_eq!(scrub("test", "the latest of test, test"), "the latest of [token], [token]");
        assert_eq!(scrub("a", "aa a bab"), "aa [token] bab");
        let long = "sk_0123456789abcdef";
        assert_eq!(scrub(long, &format!("x{long}x{long}")), "x[token]x[token]");
    }

    #[test]
    fn what_cannot_be_one_is_refused_by_name() {
        for (written, fault) in [
            ("", "is empty"),
            (" \n", "is empty"),
            ("Bearer", "is empty"),
            ("Bearer ", "is empty"),
            ("\"sk_1\"", "quotes"),
            ("'sk_1'", "quotes"),
            ("sk_1\"", "quotes"),
            ("“sk_1”", "quotes"),
            ("Bearer \"sk_1\"", "quotes"),
            ("${FLATFILE_API_KEY}", "placeholder"),
            ("{{ token }}", "placeholder"),
            ("$(cat key)", "placeholder"),
            ("$KEY", "placeholder"),
            ("undefined", "a value is missing"),
            ("FLATFILE_API_KEY=sk_1", "name of a variable"),
            ("op://vault/sk_1", "a URL"),
            ("sk_1 sk_2", "white space"),
            ("Authorization: Bearer sk_1", "white space"),
            ("sk_1\nsk_2", "white space"),
            ("sk_\u{7}", "cannot be sent in a header"),
            ("sk_ümlaut", "cannot be sent in a header"),
            ("\u{feff}sk_1", "cannot be sent in a header"),
        ] {
            let refused = header(written).unwrap_err();
            assert!(refused.contains(fault), "{written:?}: {refused}");
            assert!(!refused.contains("sk_"), "{refused}");
        }
    }
}
