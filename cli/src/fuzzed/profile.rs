//! A file of profiles.

use std::path::Path;

use super::shown;
use crate::settings::{choose, of_profile};

/// The settings of a profile, and a client by them.
pub fn profile(text: &str, name: Option<&str>) -> String {
    let settings = choose(text, Path::new("config.toml"), name).and_then(|named| match named {
        // Its key would be read from a file.
        Some(named) if named.profile.key.is_none() && named.profile.key_file.is_some() => Ok(None),
        named => named.map(of_profile).transpose(),
    });
    shown(settings.and_then(|settings| match settings {
        None => Ok(String::new()),
        Some(settings) => settings.client().map(|client| format!("{settings:?} {client:?}")),
    }))
}
