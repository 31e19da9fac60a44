//! The variables that a client reads, as the official wrapper names them.

use std::env::VarError;

use secrecy::SecretString;

use super::builder::ClientBuilder;
use super::handle::Client;
use crate::error::Error;

const TOKEN: [&str; 2] = ["FLATFILE_BEARER_TOKEN", "FLATFILE_API_KEY"];
const URL: [&str; 2] = ["FLATFILE_API_URL", "AGENT_INTERNAL_URL"];
const ENVIRONMENT: [&str; 1] = ["FLATFILE_ENVIRONMENT_ID"];

/// A builder with what the process's environment says.
pub(super) fn process() -> Result<ClientBuilder, Error> {
    for name in TOKEN.iter().chain(&URL).chain(&ENVIRONMENT) {
        if let Err(VarError::NotUnicode(_)) = std::env::var(name) {
            return Err(Error::configuration(format!("`{name}` is not UTF-8")));
        }
    }
    Ok(read(|name| std::env::var(name).ok()))
}

/// A builder with what `lookup` knows.
pub(super) fn read(lookup: impl Fn(&str) -> Option<String>) -> ClientBuilder {
    // A variable that is set to nothing is what a shell leaves of a missing
    // secret: it counts as not set.
    let first = |names: &[&'static str]| {
        names.iter().find_map(|name| {
            let value = plain(&lookup(name)?).to_owned();
            (!value.is_empty()).then_some((*name, value))
        })
    };
    // A token, or what gives one, may follow: `build` says that there is none.
    let mut builder = ClientBuilder::new().needs_token_from(&TOKEN);
    if let Some((name, token)) = first(&TOKEN) {
        builder = builder.secret(SecretString::from(token)).token_from(name);
    }
    if let Some((name, url)) = first(&URL) {
        builder = builder.base_url(url).base_url_from(name);
    }
    if let Some((name, id)) = first(&ENVIRONMENT) {
        builder = builder.environment_id(id).environment_id_from(name);
    }
    builder
}

/// A value without the white space and the pair of quotes around it: some
/// readers of env files keep those.
fn plain(value: &str) -> &str {
    let value = value.trim();
    let inner =
        ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
    inner.unwrap_or(value).trim()
}

impl Client {
    /// A client from the environment, with the variables of the official
    /// wrapper:
    ///
    /// | Variable | Else | Meaning |
    /// |---|---|---|
    /// | `FLATFILE_BEARER_TOKEN` | `FLATFILE_API_KEY` | the token; one of them is needed |
    /// | `FLATFILE_API_URL` | `AGENT_INTERNAL_URL` | the base URL |
    /// | `FLATFILE_ENVIRONMENT_ID` | | the environment that list and create use |
    ///
    /// A variable that is set to nothing counts as not set. White space and a
    /// pair of quotes around a value are dropped.
    ///
    /// # Errors
    ///
    /// When there is no token, or a variable cannot be used; the message names
    /// the variable. See [`Error::is_configuration`].
    pub fn from_env() -> Result<Self, Error> {
        ClientBuilder::from_env()?.build()
    }
}

impl ClientBuilder {
    /// A builder with what the environment says; see [`Client::from_env`]. What is
    /// set on it takes the place of what a variable says, and a
    /// [`token_provider`](Self::token_provider) that of a token.
    ///
    /// # Errors
    ///
    /// When a variable is not UTF-8. That there is no token,
    /// [`build`](Self::build) says.
    pub fn from_env() -> Result<Self, Error> {
        process()
    }

    /// A builder with what `lookup` says, by the names of [`Client::from_env`].
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<String>) -> Self {
        read(lookup)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_pair_of_quotes_goes() {
        for (value, read) in [
            ("a", "a"),
            (" a\n", "a"),
            ("\"a\"", "a"),
            ("'a'", "a"),
            (" \" a \" ", "a"),
            ("\"\"", ""),
            ("\"", "\""),
            ("\"a'", "\"a'"),
            ("\"\"a\"\"", "\"a\""),
            ("a\"", "a\""),
            ("", ""),
        ] {
            assert_eq!(plain(value), read, "{value}");
        }
    }
}
