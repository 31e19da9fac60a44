//! The bearer token: sent in one header, shown nowhere.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::HeaderValue;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};

use crate::error::Error;

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
pub(crate) struct Bearer(Arc<SecretString>);

impl Bearer {
    /// Takes a token as it was written; white space around it is dropped,
    /// since files and shells like to add a line end.
    pub(crate) fn new(written: &SecretString) -> Result<Self, Error> {
        let text = written.expose_secret().trim();
        if text.is_empty() {
            return Err(Error::configuration("the token is empty"));
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Error::configuration(
                "the token holds a character that cannot be sent in a header",
            ));
        }
        Ok(Self(Arc::new(SecretString::from(text))))
    }

    /// The value of the Authorization header, marked sensitive.
    pub(crate) fn header(&self) -> Option<HeaderValue> {
        let text = Zeroizing::new(format!("Bearer {}", self.0.expose_secret()).into_bytes());
        // The header owns the bytes, which are wiped when the last of it goes.
        let mut value = HeaderValue::from_maybe_shared(Bytes::from_owner(text)).ok()?;
        value.set_sensitive(true);
        Some(value)
    }

    /// `text` without the token, should a server have repeated it.
    pub(crate) fn scrub(&self, text: &str) -> String {
        text.replace(self.0.expose_secret(), "[token]")
    }
}

impl PartialEq for Bearer {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.0.expose_secret() == other.0.expose_secret()
    }
}

impl fmt::Debug for Bearer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[token]")
    }
}
