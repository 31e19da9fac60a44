//! The base URL, from whatever people write.

use bytes::Bytes;
use http::Uri;
use http::uri::{Parts, PathAndQuery, Scheme};

use super::host::{host_and_port, is_loopback};
use super::slip;
use crate::api::VERSION;
use crate::auth::Bearer;

/// Flatfile's server for accounts that live in no other region.
const DEFAULT: &str = "https://api.x.flatfile.com/v1";

/// A base URL that ends in the API's version, without a slash after it.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl {
    uri: Uri,
    text: String,
}

/// An address that cannot be used, and why.
#[derive(Debug)]
pub(crate) struct BadBaseUrl {
    written: String,
    reason: String,
}

impl BaseUrl {
    /// Reads an address with or without scheme and `/v1`.
    ///
    /// Without a scheme it is https, and http on this machine. Plain http to
    /// another machine would show the token to everybody on the way, so it
    /// has to be allowed.
    pub(crate) fn parse(
        written: Option<&str>,
        allow_insecure_http: bool,
    ) -> Result<Self, BadBaseUrl> {
        let written = written.unwrap_or(DEFAULT).trim();
        let refuse =
            |reason: &str| BadBaseUrl { written: written.to_owned(), reason: reason.to_owned() };
        if let Some(reason) = slip::slip(written) {
            return Err(refuse(&reason));
        }
        let (scheme, rest) = match written.split_once("://") {
            Some((scheme, rest)) => (Some(scheme.to_ascii_lowercase()), rest),
            None => (None, written),
        };
        let (authority, tail) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        if authority.contains('@') {
            return Err(refuse("it holds a user or password; give the token on its own"));
        }
        let (host, port) = host_and_port(authority).map_err(|reason| refuse(&reason))?;
        if tail.contains(['?', '#']) {
            return Err(refuse("it has a query or fragment"));
        }
        let scheme = match scheme.as_deref() {
            Some("https") => Scheme::HTTPS,
            Some("http") => Scheme::HTTP,
            Some(_) => return Err(refuse("it is neither https nor http")),
            None if is_loopback(&host) => Scheme::HTTP,
            None => Scheme::HTTPS,
        };
        if scheme == Scheme::HTTP && !allow_insecure_http && !is_loopback(&host) {
            return Err(refuse(
                "plain http would show the token to others; use https, \
                 or allow it with `allow_insecure_http(true)`",
            ));
        }
        let port = port.filter(|port| *port != usual_port(&scheme));
        let port = port.map(|port| format!(":{port}")).unwrap_or_default();
        let path = path(tail).map_err(|reason| refuse(&reason))?;
        let text = format!("{scheme}://{host}{port}{path}");
        let uri: Uri = text
            .parse()
            .map_err(|error| refuse(&format!("no request can be made with it: {error}")))?;
        Ok(Self { uri, text })
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// What requests are made of.
    pub(crate) fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The URL of a path and a query below it.
    ///
    /// # Errors
    ///
    /// Says why there can be no request with it.
    pub(super) fn join(&self, path: &str, query: &str) -> Result<Uri, String> {
        let base = self.uri.path().trim_end_matches('/');
        let mut text = String::with_capacity(base.len() + path.len() + 1 + query.len());
        text.push_str(base);
        text.push_str(path);
        if !query.is_empty() {
            text.push('?');
            text.push_str(query);
        }
        let refused =
            |error: &dyn std::fmt::Display| format!("the request could not be made: {error}");
        let mut parts = Parts::default();
        parts.scheme = self.uri.scheme().cloned();
        parts.authority = self.uri.authority().cloned();
        let below = PathAndQuery::from_maybe_shared(Bytes::from(text));
        parts.path_and_query = Some(below.map_err(|error| refused(&error))?);
        Uri::from_parts(parts).map_err(|error| refused(&error))
    }

    pub(crate) fn is_https(&self) -> bool {
        self.uri.scheme() == Some(&Scheme::HTTPS)
    }

    pub(crate) fn is_loopback(&self) -> bool {
        is_loopback(self.host())
    }

    pub(crate) fn host(&self) -> &str {
        self.uri.host().unwrap_or_default()
    }

    pub(crate) fn port(&self) -> Option<u16> {
        self.uri.port_u16().or_else(|| self.uri.scheme().map(usual_port))
    }
}

impl BadBaseUrl {
    /// The whole sentence, with what the setting is called. The address is in
    /// there but for what may be a secret.
    pub(crate) fn sentence(&self, setting: &str, token: Option<&Bearer>) -> String {
        let reason = &self.reason;
        match token.is_some_and(|token| token.is_in(&self.written)) {
            true => format!("{setting} holds the token, and cannot be used: {reason}"),
            false => format!("{setting} {:?} cannot be used: {reason}", visible(&self.written)),
        }
    }
}

/// The path, up to the API's version.
fn path(written: &str) -> Result<String, String> {
    let path = written.trim_end_matches('/');
    if !path.is_ascii() {
        return Err("its path has letters beyond ASCII; write them percent-encoded".to_owned());
    }
    if path.split('/').any(|segment| matches!(segment, "." | "..")) {
        return Err("its path has a segment of dots alone".to_owned());
    }
    if let Some(reason) = slip::of_path(path, VERSION) {
        return Err(reason);
    }
    Ok(match path.rsplit('/').next() == Some(VERSION) {
        true => path.to_owned(),
        false => format!("{path}/{VERSION}"),
    })
}

fn usual_port(scheme: &Scheme) -> u16 {
    if *scheme == Scheme::HTTPS { 443 } else { 80 }
}

/// An address is for one line.
const LONGEST: usize = 100;

/// The address without what may be a secret: what stands before an `@`, in a
/// query or in a fragment.
fn visible(written: &str) -> String {
    let (address, rest) = written.split_at(written.find(['?', '#']).unwrap_or(written.len()));
    if rest.contains('@') {
        // A password with such a sign in it, or a query with such a value.
        return "...".to_owned();
    }
    let (before, address) = match address.rsplit_once('@') {
        Some((_, host)) => ("...@", host),
        None => ("", address),
    };
    let mut text: String = address.chars().take(LONGEST).collect();
    if text.len() < address.len() || !rest.is_empty() {
        text.extend(rest.chars().take(1));
        text.push_str("...");
    }
    format!("{before}{text}")
}
