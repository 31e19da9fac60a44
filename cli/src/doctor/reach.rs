//! Whether the server can be reached, and how fast.

use std::time::{Duration, Instant};

use flatfile_jobs::{Client, Error, Retries};

use super::{Check, State};
use crate::failure::{Failure, Kind};

/// What knocking at the server brought.
#[derive(Debug)]
pub struct Reached {
    pub took: Duration,
    /// The server's clock, as it wrote it.
    pub date: Option<String>,
    pub failure: Option<Failure>,
}

/// Asks for one job, once.
pub async fn knock(client: &Client) -> Reached {
    let start = Instant::now();
    let once = client.with_retries(Retries::none());
    let result = once.api().list_jobs().page_size(1u32).send().await;
    let took = start.elapsed();
    const DATE: &str = "date";
    match result {
        Ok(response) => {
            Reached { took, date: response.header(DATE).map(str::to_owned), failure: None }
        }
        Err(error) => {
            let date = error.header(DATE).map(str::to_owned);
            Reached { took, date, failure: Some(unless_read(error)) }
        }
    }
}

fn unless_read(error: Error) -> Failure {
    Failure { next_step: None, ..Failure::from(error) }
}

pub fn check(reached: &Reached) -> Check {
    let Some(failure) = &reached.failure else {
        return Check::good("server", format!("it answered in {:.0?}", reached.took));
    };
    let error = failure.error.as_ref();
    let answered = error.is_some_and(|error| error.status().is_some());
    let step = error.and_then(|error| {
        let steps = [
            (error.is_tls(), "check the clock here, and that the certificate's authority is trusted (SSL_CERT_FILE)"),
            (error.is_proxy(), "check HTTPS_PROXY, and its user and password"),
            (error.is_connect(), "check the URL, the network and the firewall"),
            (error.is_timeout(), "check the network, or raise --timeout"),
        ];
        steps.into_iter().find_map(|(is, step)| is.then(|| step.to_owned()))
    });
    match failure.kind {
        // What it says of the key is another check.
        Kind::Unauthorized => Check::good("server", format!("it answered in {:.0?}", reached.took)),
        kind if answered => Check::new("server", State::Bad(kind), failure.what.as_str()),
        kind => Check::new("server", State::Bad(kind), failure.what.as_str()).next(step),
    }
}
