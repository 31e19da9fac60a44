//! The variables that a client reads, as the official wrapper names them.

use secrecy::SecretString;

use super::builder::ClientBuilder;
use crate::error::Error;

const TOKEN: [&str; 2] = ["FLATFILE_BEARER_TOKEN", "FLATFILE_API_KEY"];
const URL: [&str; 2] = ["FLATFILE_API_URL", "AGENT_INTERNAL_URL"];
const ENVIRONMENT: [&str; 1] = ["FLATFILE_ENVIRONMENT_ID"];

/// A builder with what `lookup` knows.
pub(super) fn read(lookup: impl Fn(&str) -> Option<String>) -> Result<ClientBuilder, Error> {
    // A variable that is set to nothing is what a shell leaves of a missing
    // secret: it counts as not set.
    let first = |names: &[&str]| {
        names.iter().filter_map(|name| lookup(name)).find(|value| !value.trim().is_empty())
    };
    let token = first(&TOKEN).ok_or_else(|| {
        Error::configuration(format!("no token: set {} or {}", TOKEN[0], TOKEN[1]))
    })?;
    let mut builder = ClientBuilder::new().secret(SecretString::from(token));
    if let Some(url) = first(&URL) {
        builder = builder.base_url(url);
    }
    if let Some(environment) = first(&ENVIRONMENT) {
        builder = builder.environment_id(environment.trim());
    }
    Ok(builder)
}
