//! The variables of the official wrapper, as the library reads them.

use std::env::{self, VarError};

use super::sourced::{Source, Sourced};
use crate::failure::Failure;

pub const KEY: [&str; 2] = ["FLATFILE_BEARER_TOKEN", "FLATFILE_API_KEY"];
pub const URL: [&str; 2] = ["FLATFILE_API_URL", "AGENT_INTERNAL_URL"];
pub const ENVIRONMENT_ID: [&str; 1] = ["FLATFILE_ENVIRONMENT_ID"];
pub const PROFILE: [&str; 1] = ["FLATFILE_PROFILE"];
pub const CONFIG: [&str; 1] = ["FLATFILE_JOBS_CONFIG"];

/// The first of these that is set. One that is set to nothing is what a shell
/// leaves of a missing secret: it counts as not set.
pub fn first(names: &[&'static str]) -> Result<Option<Sourced<String>>, Failure> {
    for name in names {
        match env::var(name) {
            Ok(value) => {
                let value = plain(&value);
                if !value.is_empty() {
                    return Ok(Some(Sourced::new(value.to_owned(), Source::Variable(name))));
                }
            }
            Err(VarError::NotPresent) => {}
            Err(VarError::NotUnicode(_)) => {
                return Err(Failure::settings(format!("`{name}` is not UTF-8")));
            }
        }
    }
    Ok(None)
}

/// A value without the white space and the pair of quotes around it: some
/// readers of env files keep those.
fn plain(value: &str) -> &str {
    let value = value.trim();
    let inner =
        ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
    inner.unwrap_or(value).trim()
}
