//! A client by the settings.

use flatfile_jobs::{Client, Retries};
use secrecy::ExposeSecret;

use super::Settings;
use crate::failure::Failure;

/// The caller's part of the User-Agent.
const NAME: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

impl Settings {
    /// The client; nothing is sent.
    pub fn client(&self) -> Result<Client, Failure> {
        let Some(key) = &self.key else {
            return Err(Failure::settings("there is no key").next(
                "set FLATFILE_API_KEY, name a file with --key-file, or make a profile \
                 (`flatfile-jobs --help`)",
            ));
        };
        let mut builder = Client::builder()
            .token(key.value.expose_secret())
            .user_agent(NAME)
            .allow_insecure_http(self.allow_insecure_http)
            .retries(self.bounds(Retries::default()))
            .end_retries(self.bounds(Retries::ends()));
        if let Some(url) = &self.url {
            builder = builder.base_url(&url.value);
        }
        if let Some(id) = &self.environment_id {
            builder = builder.environment_id(&id.value);
        }
        if let Some(timeout) = self.timeout {
            builder = builder.timeout(timeout);
        }
        builder
            .build()
            .map_err(|error| Failure { next_step: Some(self.sources()), ..Failure::from(error) })
    }

    fn bounds(&self, retries: Retries) -> Retries {
        let retries = match self.deadline {
            Some(deadline) => retries.with_deadline(deadline),
            None => retries,
        };
        match self.retries {
            Some(again) => retries.with_attempts(again.saturating_add(1)),
            None => retries,
        }
    }

    /// Where each setting is from, for who has to change it.
    fn sources(&self) -> String {
        let sources = [
            self.key.as_ref().map(|key| format!("the key is from {}", key.source)),
            self.url.as_ref().map(|url| format!("the URL from {}", url.source)),
            self.environment_id.as_ref().map(|id| format!("the environment from {}", id.source)),
        ];
        let sources: Vec<String> = sources.into_iter().flatten().collect();
        let plain = self.url.as_ref().is_some_and(|url| url.value.trim().starts_with("http:"));
        let allow = if plain { "; --allow-insecure-http allows plain http" } else { "" };
        sources.join(", ") + allow
    }
}
