//! Which settings are used, and where each is from.

use flatfile_jobs::Client;

use super::{Check, State};
use crate::failure::{Failure, Kind};
use crate::settings::Settings;

/// The checks of the settings; bad where no client can be made of them.
pub fn check(settings: &Settings, client: &Result<Client, Failure>) -> Vec<Check> {
    let profile = match &settings.profile {
        Some((name, file)) => Check::good("profile", format!("`{name}` in {}", file.display())),
        None => Check::good("profile", "none"),
    };
    let key = match &settings.key {
        Some(key) => Check::good("key", format!("from {}; it is not shown", key.source)),
        None => Check::new("key", State::Bad(Kind::Settings), "there is none"),
    };
    let made = match client {
        Ok(client) => {
            let source = settings.url.as_ref().map(|url| format!("from {}", url.source));
            let source = source.unwrap_or_else(|| "by default".to_owned());
            Check::good("url", format!("{}, {source}", client.base_url()))
        }
        Err(failure) => Check::new("settings", State::Bad(failure.kind), failure.what.as_str())
            .next(failure.next_step.clone()),
    };
    let environment = match &settings.environment_id {
        Some(id) => format!("{}, from {}", id.value, id.source),
        None => "none is named: list shows what the key may see".to_owned(),
    };
    vec![profile, key, made, Check::good("environment", environment)]
}
