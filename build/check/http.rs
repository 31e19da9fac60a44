//! What HTTP and URLs let through: names and values of headers, and paths.

/// Headers that the client, the connection or OpenAPI itself sets.
const TAKEN: [&str; 18] = [
    "accept",
    "accept-encoding",
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "cookie",
    "date",
    "expect",
    "host",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
];

/// Why a header of this name cannot be sent or read.
pub fn header_name(name: &str) -> Option<String> {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    match name.bytes().find(|byte| !is_token(*byte)) {
        _ if name.is_empty() => Some("the name of this header is empty".to_owned()),
        Some(byte) if byte.is_ascii() => {
            Some(format!("`{name}` is no name of a header: `{}` is in it", char::from(byte)))
        }
        Some(_) => Some(format!("`{name}` is no name of a header: it is not all ASCII")),
        None => None,
    }
}

/// Whether the client sets this header by itself.
pub fn is_taken(name: &str) -> bool {
    TAKEN.contains(&name.to_ascii_lowercase().as_str())
}

/// Why this cannot be the value of a header.
pub fn header_value(value: &str) -> Option<&'static str> {
    if value.trim() != value || value.is_empty() {
        Some("it is empty, or a space stands at an end of it")
    } else if !value.bytes().all(|byte| byte == b'\t' || (b' '..=b'~').contains(&byte)) {
        Some("only visible ASCII characters and spaces can be sent")
    } else {
        None
    }
}

/// Why this cannot be a literal segment of a path.
pub fn segment(segment: &str) -> Option<&'static str> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@".contains(&byte);
    match segment {
        "" => Some("a segment of it is empty"),
        "." | ".." => Some("`.` and `..` lead to another path"),
        text if text.contains(['{', '}']) => {
            Some("a parameter has to be a whole segment, as in `/{name}/`")
        }
        text if text.contains('%') => Some("`%` would be sent as it stands"),
        text if !text.bytes().all(plain) => Some("a character of it does not belong into a path"),
        _ => None,
    }
}

/// Why this cannot be the media type that a request asks for.
pub fn media_type(name: &str) -> Option<&'static str> {
    match name.split_once('/') {
        _ if name.contains('*') => Some("it stands for several"),
        _ if name.contains(';') => Some("it has a parameter"),
        Some((kind, subtype)) if header_name(kind).or_else(|| header_name(subtype)).is_none() => {
            None
        }
        _ => Some("it is no media type"),
    }
}
