//! The variables that a client reads, as the official wrapper names them.

use std::env::VarError;

use secrecy::SecretString;

use super::builder::ClientBuilder;
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
    read(|name| std::env::var(name).ok())
}

/// A builder with what `lookup` knows.
pub(super) fn read(lookup: impl Fn(&str) -> Option<String>) -> Result<ClientBuilder, Error> {
    // A variable that is set to nothing is what a shell leaves of a missing
    // secret: it counts as not set.
    let first = |names: &[&'static str]| {
        names.iter().find_map(|name| {
            let value = plain(&lookup(name)?).to_owned();
            (!value.is_empty()).then_some((*name, value))
        })
    };
    let (name, token) = first(&TOKEN).ok_or_else(|| {
        Error::configuration(format!("no token: set {} or {}", TOKEN[0], TOKEN[1]))
    })?;
    let mut builder = ClientBuilder::new().secret(SecretString::from(token)).token_from(name);
    if let Some((name, url)) = first(&URL) {
        builder = builder.base_url(url).base_url_from(name);
    }
    if let Some((name, id)) = first(&ENVIRONMENT) {
        builder = builder.environment_id(id).environment_id_from(name);
    }
    Ok(builder)
}

/// A value without the white space and the pair of quotes around it: some
/// readers of env files keep those.
fn plain(value: &str) -> &str {
    let value = value.trim();
    let inner =
        ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
    inner.unwrap_or(value).trim()
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
