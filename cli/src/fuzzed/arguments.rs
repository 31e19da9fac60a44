//! A command line.

use std::ffi::OsString;
use std::sync::LazyLock;

use clap::Parser;
use flatfile_jobs::Client;

use super::shown;
use crate::commands::Cli;
use crate::settings::{Settings, Sourced, of_flags};

/// A command line, the program's name first: the client that it asks for, and what
/// its command makes of its options.
pub fn arguments(words: &[OsString]) -> String {
    let cli = match Cli::try_parse_from(words) {
        Ok(cli) => cli,
        Err(message) => return crate::harmless(message, words).render().to_string(),
    };
    if cli.globals.key_file.is_some() {
        return String::new();
    }
    shown(of_flags(&cli.globals).and_then(|settings| {
        let key = Some(Sourced::flag("sk_fuzzed".into(), "--key-file"));
        let settings = Settings { key, ..settings };
        // It reads the certificates of the system: milliseconds, where all else
        // takes less.
        let usual = settings.url.is_none() && settings.environment_id.is_none();
        match (usual, USUAL.as_ref()) {
            (true, Some(client)) => cli.weigh(client),
            _ => cli.weigh(&settings.client()?),
        }
    }))
}

/// The client of a command line that says nothing of it.
static USUAL: LazyLock<Option<Client>> =
    LazyLock::new(|| Client::builder().token("sk_fuzzed").build().ok());
