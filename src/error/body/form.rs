//! What sort of body it is.

use serde_json::Value;

use super::text;
use crate::api::BYTE_ORDER_MARK;

/// The first bytes of what was compressed with gzip, zstd, or zlib at its
/// usual strengths.
const COMPRESSED: [&[u8]; 4] =
    [&[0x1f, 0x8b], &[0x28, 0xb5, 0x2f, 0xfd], &[0x78, 0x9c], &[0x78, 0xda]];

/// The form of a body.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Form {
    /// No body at all.
    Empty,
    /// Compressed, although the client asks for nothing of the kind.
    Compressed,
    /// A web page, as a proxy sends it, or another kind of XML.
    Markup { html: bool, title: Option<String> },
    /// JSON, whatever it says.
    Json(Value),
    /// JSON that was cut off.
    Truncated,
    /// Plain text, and its line for people where it has one.
    Text(Option<String>),
    /// No text, or one of two or more bytes a letter. Some ways to compress
    /// look like this too.
    Binary,
    /// What begins as JSON does and goes on otherwise.
    Other,
}

impl Form {
    /// The form in words, for where there is no message.
    pub(super) fn noun(&self) -> &'static str {
        match self {
            Self::Empty => "an empty body",
            Self::Compressed => "a body that is compressed, which was not asked for",
            Self::Markup { html: true, .. } => "an HTML page",
            Self::Markup { html: false, .. } => "an XML document",
            Self::Binary => "a body that is no text",
            Self::Truncated => "a body that was cut off",
            Self::Json(_) | Self::Text(_) | Self::Other => {
                "a body that is not the API's error shape"
            }
        }
    }
}

pub(super) fn of(body: &[u8]) -> Form {
    if COMPRESSED.iter().any(|magic| body.starts_with(magic)) {
        return Form::Compressed;
    }
    let body = body.trim_ascii();
    let body = body.strip_prefix(BYTE_ORDER_MARK).unwrap_or(body).trim_ascii();
    // A message in another encoding is better read with a hole than not at all.
    let body = String::from_utf8_lossy(body);
    match body.as_bytes().first() {
        None => Form::Empty,
        Some(b'{' | b'[' | b'"') => json(&body),
        Some(_) if !text::is_text(&body) => Form::Binary,
        Some(b'<') => Form::Markup { html: text::is_html(&body), title: text::title(&body) },
        // A bare number, `true` or `null` is JSON, and says nothing.
        Some(_) => match serde_json::from_str(&body) {
            Ok(value) => Form::Json(value),
            Err(_) => Form::Text(text::line(&body)),
        },
    }
}

/// The first value: what comes after it takes nothing away from it.
fn json(body: &str) -> Form {
    match serde_json::Deserializer::from_str(body).into_iter().next() {
        Some(Ok(value)) => Form::Json(value),
        Some(Err(error)) if error.is_eof() => Form::Truncated,
        _ if !text::is_text(body) => Form::Binary,
        Some(Err(_)) | None => Form::Other,
    }
}
