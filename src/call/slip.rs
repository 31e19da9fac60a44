//! Slips in base URLs: what was meant otherwise, and what the URL standard
//! would take in its own way.

use std::net::Ipv6Addr;

use crate::written;

/// What is wrong with an address as it was written.
pub(super) fn slip(written: &str) -> Option<String> {
    let (scheme, rest) = match written.split_once("://") {
        Some((scheme, rest)) => (Some(scheme), rest),
        None => (None, written),
    };
    let host = rest.split(['/', ':', '?', '#']).next().unwrap_or_default();
    let reason = of_signs(written)
        .or_else(|| of_value(written, host))
        .or_else(|| of_scheme(written, scheme, rest).map(ToOwned::to_owned));
    if reason.is_some() {
        return reason;
    }
    if !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some("it is a port alone; give the host too, as in `localhost:3000`".to_owned());
    }
    if written.parse::<Ipv6Addr>().is_ok() {
        return Some("an IPv6 address stands in brackets, as in `[::1]:3000`".to_owned());
    }
    None
}

/// What is wrong with its path, as it was read.
pub(super) fn of_path(path: &str, version: &str) -> Option<String> {
    let segments: Vec<&str> = path.split('/').collect();
    let last = segments.last().copied().unwrap_or_default();
    if last != version && last.eq_ignore_ascii_case(version) {
        return Some(format!("its version is written `{version}`"));
    }
    let below = segments.windows(2).rev().find_map(|pair| match pair {
        [before, after] if *before == version && is_resource(after) => Some(*after),
        _ => None,
    })?;
    Some(format!("it goes on after its version; remove `/{below}` and what follows"))
}

/// Whether a path of the API begins like that.
fn is_resource(segment: &str) -> bool {
    let mut paths = crate::api::OPERATIONS.iter().map(|operation| operation.path);
    paths.any(|path| path.split('/').find(|one| !one.is_empty()) == Some(segment))
}

fn of_signs(written: &str) -> Option<String> {
    let reason = match written {
        "" => "it is empty, and names no host",
        _ if written::fault(written).is_some() => return None,
        _ if written.contains(char::is_whitespace) => "it holds white space",
        _ if written.contains(char::is_control) => "it holds a control character",
        _ if written.contains('\\') => "it holds a backslash",
        _ if written.contains(['"', '\'', '`', '<', '>']) => "it holds a quote or a bracket",
        _ => return None,
    };
    Some(reason.to_owned())
}

/// What stands where the address, or the host in it, should.
fn of_value(written: &str, host: &str) -> Option<String> {
    if let Some(fault) = written::fault(written) {
        return Some(format!("it {fault}"));
    }
    if let Some(fault) = written::fault(host) {
        return Some(format!("its host {fault}"));
    }
    let open = written.contains(['{', '}']);
    open.then(|| "it holds a placeholder that was not filled in".to_owned())
}

fn of_scheme(written: &str, scheme: Option<&str>, rest: &str) -> Option<&'static str> {
    const NO_SLASHES: &str = "its scheme has no `://` after it";

    if let Some(scheme) = scheme {
        let again = rest.find(['/', ':']).map(|end| rest.split_at(end));
        return match again {
            _ if !is_word(scheme) => Some("what stands before its `://` is no scheme"),
            Some((word, after))
                if is_ours(word) && (after.starts_with("//") || after.starts_with(":/")) =>
            {
                Some("its scheme is written twice")
            }
            _ if rest.starts_with('/') => Some("it has too many slashes, and names no host"),
            _ => None,
        };
    }
    if written.starts_with('/') {
        return Some("it begins with a slash, and names no host");
    }
    if written.split_once("//").is_some_and(|(word, _)| is_ours(word)) {
        return Some(NO_SLASHES);
    }
    match written.split_once(':').filter(|(word, _)| is_word(word)) {
        Some((word, rest))
            if is_ours(word) && !rest.starts_with(|one: char| one.is_ascii_digit()) =>
        {
            Some(NO_SLASHES)
        }
        Some((_, rest)) if rest.starts_with('/') => {
            Some("what stands before its `:/` is neither https nor http")
        }
        _ => None,
    }
}

fn is_word(scheme: &str) -> bool {
    let of_scheme = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    !scheme.is_empty() && scheme.bytes().all(of_scheme)
}

fn is_ours(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")
}
