//! Which of the sources counts.

use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;

use super::profile::{self, Named};
use super::sourced::{Source, Sourced};
use super::{key, place, variable};
use crate::args::{Globals, bound};
use crate::failure::Failure;

/// What the calls go by.
#[derive(Debug, Default)]
pub struct Settings {
    pub key: Option<Sourced<SecretString>>,
    pub url: Option<Sourced<String>>,
    pub environment_id: Option<Sourced<String>>,
    pub timeout: Option<Duration>,
    pub deadline: Option<Duration>,
    pub retries: Option<u32>,
    pub allow_insecure_http: bool,
    /// The profile that was found, and its file.
    pub profile: Option<(String, PathBuf)>,
}

/// Resolves all settings. A profile that the command line names counts as said
/// there, so it goes before the environment: a key of one place must not be
/// sent to the URL of another.
pub fn resolve(globals: &Globals) -> Result<Settings, Failure> {
    let named = profile(globals)?;
    let by_flag = globals.profile.is_some();
    let environment = Settings {
        key: variable::first(&variable::KEY)?.map(|key| Sourced::new(key.value.into(), key.source)),
        url: variable::first(&variable::URL)?,
        environment_id: variable::first(&variable::ENVIRONMENT_ID)?,
        ..Settings::default()
    };
    let profile = named.map_or_else(|| Ok(Settings::default()), of_profile)?;
    let (second, third) = if by_flag { (profile, environment) } else { (environment, profile) };
    Ok(of_flags(globals)?.or(second).or(third))
}

impl Settings {
    fn or(self, other: Self) -> Self {
        Self {
            key: self.key.or(other.key),
            url: self.url.or(other.url),
            environment_id: self.environment_id.or(other.environment_id),
            timeout: self.timeout.or(other.timeout),
            deadline: self.deadline.or(other.deadline),
            retries: self.retries.or(other.retries),
            allow_insecure_http: self.allow_insecure_http || other.allow_insecure_http,
            profile: self.profile.or(other.profile),
        }
    }
}

fn profile(globals: &Globals) -> Result<Option<Named>, Failure> {
    let variable = variable::first(&variable::PROFILE)?;
    let name = globals.profile.as_deref().or(variable.as_ref().map(|name| name.value.as_str()));
    match place::config_file(globals.config_file.as_ref())? {
        Some((file, must_be)) => profile::find(&file, must_be, name),
        None => match name {
            Some(name) => Err(Failure::settings(format!("no place for the profile `{name}`"))
                .next("name the file with --config-file")),
            None => Ok(None),
        },
    }
}

pub fn of_flags(globals: &Globals) -> Result<Settings, Failure> {
    let flag = |value: &Option<String>, name| value.clone().map(|it| Sourced::flag(it, name));
    let key = globals.key_file.as_deref().map(key::from_file).transpose()?;
    Ok(Settings {
        key: key.map(|key| Sourced::flag(key, "--key-file")),
        url: flag(&globals.url, "--url"),
        environment_id: flag(&globals.environment_id, "--environment-id"),
        timeout: globals.timeout,
        deadline: globals.deadline,
        retries: globals.retries,
        allow_insecure_http: globals.allow_insecure_http,
        profile: None,
    })
}

pub fn of_profile(named: Named) -> Result<Settings, Failure> {
    let Named { name, profile, file } = named;
    let source = || Source::Profile(name.clone());
    let key = match (profile.key, profile.key_file) {
        (Some(_), Some(_)) => {
            let what = format!("profile `{name}` has both key and key-file");
            return Err(Failure::settings(what));
        }
        (Some(key), None) => Some(key),
        (None, Some(path)) => {
            let beside = file.parent().map(|folder| folder.join(&path)).unwrap_or(path);
            Some(key::from_file(&beside)?)
        }
        (None, None) => None,
    };
    let time = |value: Option<String>, member: &str| {
        let parsed = value.map(|text| bound(&text)).transpose();
        parsed.map_err(|error| {
            Failure::settings(format!("the {member} of profile `{name}`: {error}"))
        })
    };
    Ok(Settings {
        key: key.map(|key| Sourced::new(key, source())),
        url: profile.url.map(|url| Sourced::new(url, source())),
        environment_id: profile.environment_id.map(|id| Sourced::new(id, source())),
        timeout: time(profile.timeout, "timeout")?,
        deadline: time(profile.deadline, "deadline")?,
        retries: profile.retries,
        allow_insecure_http: profile.allow_insecure_http,
        profile: Some((name.clone(), file)),
    })
}
