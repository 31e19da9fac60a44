//! The page that shows the sandbox to people: one file, and what the browser is
//! told about it.

use std::hash::{BuildHasher, RandomState};

use http::HeaderValue;
use http::header::{CONTENT_SECURITY_POLICY, REFERRER_POLICY};

use super::control::{Reply, with_type};

const PAGE: &str = include_str!("page.html");

/// What stands in the page where the number of this response belongs.
const MARK: &str = "NONCE";

/// The page. Its own script and style run by a number that nobody knows
/// beforehand, and nothing else does; no text can become markup, since the
/// browser refuses that too; it talks to where it is from, and to nobody else.
pub fn reply() -> Reply {
    let state = RandomState::new();
    let nonce = format!("{:016x}{:016x}", state.hash_one(0), state.hash_one(1));
    let policy = format!(
        "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; \
         connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    );
    let mut reply = with_type("text/html; charset=utf-8", PAGE.replace(MARK, &nonce).into());
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        reply.headers_mut().insert(CONTENT_SECURITY_POLICY, policy);
    }
    reply.headers_mut().insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    reply
}
