//! The file with the profiles.

use std::collections::BTreeMap;
use std::io;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use secrecy::SecretString;
use serde::Deserialize;

use super::key;
use crate::failure::Failure;
use crate::input::text_of;

/// The profile that is used where none is named.
const DEFAULT: &str = "default";

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct File {
    default_profile: Option<String>,
    #[serde(default)]
    profiles: BTreeMap<String, Profile>,
}

/// What a profile can say.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Profile {
    #[serde(default, deserialize_with = "key::secret")]
    pub key: Option<SecretString>,
    /// Beside the file with the profiles, unless it is a whole path.
    pub key_file: Option<PathBuf>,
    pub url: Option<String>,
    pub environment_id: Option<String>,
    pub timeout: Option<String>,
    pub deadline: Option<String>,
    pub retries: Option<u32>,
    #[serde(default)]
    pub allow_insecure_http: bool,
}

/// A profile with its name.
#[derive(Debug)]
pub struct Named {
    pub name: String,
    pub profile: Profile,
    pub file: PathBuf,
}

/// The profile with this name, or that which is used by default; none where
/// nobody asked for one and there is none.
pub fn find(file: &Path, must_be: bool, name: Option<&str>) -> Result<Option<Named>, Failure> {
    let text = match text_of(file) {
        Ok(text) => text,
        Err(error) if is_absent(&error) && !must_be && name.is_none() => return Ok(None),
        Err(error) => {
            let what = format!("the profiles in {} cannot be read: {error}", file.display());
            return Err(Failure::settings(what));
        }
    };
    let named = choose(&text, file, name)?;
    if named.as_ref().is_some_and(|named| named.profile.key.is_some()) {
        key::warn_if_open(file);
    }
    Ok(named)
}

/// The same of what stands in the file.
pub fn choose(text: &str, file: &Path, name: Option<&str>) -> Result<Option<Named>, Failure> {
    let profiles = parse(text, file)?;
    let wanted = name.or(profiles.default_profile.as_deref());
    let found = profiles.profiles.get(wanted.unwrap_or(DEFAULT));
    match (found, wanted) {
        (None, None) => Ok(None),
        (None, Some(wanted)) => {
            let known: Vec<&str> = profiles.profiles.keys().map(String::as_str).collect();
            let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
            let known = without_keys(&known);
            let what = format!("there is no profile `{wanted}` in {}", file.display());
            Err(Failure::settings(what).next(format!("the profiles there: {known}")))
        }
        (Some(profile), wanted) => Ok(Some(Named {
            name: wanted.unwrap_or(DEFAULT).to_owned(),
            profile: profile.clone(),
            file: file.to_owned(),
        })),
    }
}

/// A folder that may not be read counts as empty where nobody asked for it.
fn is_absent(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn parse(text: &str, file: &Path) -> Result<File, Failure> {
    toml::from_str(text).map_err(|error| {
        // The error's own Display repeats the line, which may hold the key.
        let line = error.span().and_then(|span| text.get(..span.start)).map_or(1, |before| {
            before.matches('\n').count() + 1
        });
        let place = format!("{}:{line}", file.display());
        Failure::settings(format!("{place}: {}", without_keys(&without_values(error.message()))))
            .next("cli/README.md has an example; a profile takes key, key-file, url, environment-id, timeout, deadline, retries and allow-insecure-http")
    })
}

/// A text without words that look like keys: one that was written in the wrong
/// place would be repeated.
fn without_keys(text: &str) -> String {
    let in_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(in_word) {
        let (before, from) = rest.split_at(start);
        let (word, after) = from.split_at(from.find(|c| !in_word(c)).unwrap_or(from.len()));
        let is_key = word.starts_with("sk_") || word.starts_with("pk_");
        shown.extend([before, if is_key { "…" } else { word }]);
        rest = after;
    }
    shown + rest
}

/// A message without the values that it repeats, which stand in quotes.
fn without_values(message: &str) -> String {
    let parts = message.split('"').enumerate();
    parts.map(|(index, part)| if index % 2 == 0 { part } else { "…" }).collect()
}
