//! The base URL, from whatever people write.

use reqwest::Url;

use crate::error::Error;

/// Flatfile's server for accounts that live in no other region.
const DEFAULT: &str = "https://api.x.flatfile.com/v1";

/// The API's version, the last segment of every base URL.
const VERSION: &str = "v1";

/// A base URL that ends in the API's version, without a slash after it.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl {
    url: Url,
    text: String,
}

impl BaseUrl {
    /// Reads an address with or without scheme and `/v1`.
    ///
    /// Without a scheme it is https, and http on this machine. Plain http to
    /// another machine would show the token to everybody on the way, so it
    /// has to be allowed.
    pub(crate) fn parse(written: Option<&str>, allow_insecure_http: bool) -> Result<Self, Error> {
        let written = written.unwrap_or(DEFAULT).trim();
        let refuse = |reason: &str| {
            Error::configuration(format!(
                "the base URL {:?} cannot be used: {reason}",
                visible(written)
            ))
        };
        let mut url = parse(written).map_err(|error| refuse(&error.to_string()))?;
        if url.host_str().is_none_or(str::is_empty) {
            return Err(refuse("it names no host"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refuse("it holds a user or password; give the token on its own"));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(refuse("it has a query or fragment"));
        }
        match url.scheme() {
            "https" => {}
            "http" if allow_insecure_http || is_loopback(&url) => {}
            "http" => {
                return Err(refuse(
                    "plain http would show the token to others; use https, \
                     or allow it with `allow_insecure_http(true)`",
                ));
            }
            _ => return Err(refuse("it is neither https nor http")),
        }
        let mut path = url.path().trim_end_matches('/').to_owned();
        if path.rsplit('/').next() != Some(VERSION) {
            path = format!("{path}/{VERSION}");
        }
        url.set_path(&path);
        let text = url.as_str().trim_end_matches('/').to_owned();
        Ok(Self { url, text })
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    pub(super) fn url(&self) -> &Url {
        &self.url
    }

    pub(crate) fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }

    pub(crate) fn is_loopback(&self) -> bool {
        is_loopback(&self.url)
    }

    pub(crate) fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    pub(crate) fn port(&self) -> Option<u16> {
        self.url.port_or_known_default()
    }
}

fn parse(written: &str) -> Result<Url, String> {
    if written.contains("://") {
        return Url::parse(written).map_err(|error| error.to_string());
    }
    let secure = Url::parse(&format!("https://{written}")).map_err(|error| error.to_string())?;
    if is_loopback(&secure) {
        return Url::parse(&format!("http://{written}")).map_err(|error| error.to_string());
    }
    Ok(secure)
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// The address without what stands before an `@`: it may be a password.
fn visible(written: &str) -> String {
    match written.rsplit_once('@') {
        Some((_, host)) => format!("...@{host}"),
        None => written.to_owned(),
    }
}
