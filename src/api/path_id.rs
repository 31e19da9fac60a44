//! Ids where they enter a path.

use std::fmt;
use std::sync::Arc;

/// An id that cannot change the URL that it enters.
///
/// An id of any form is accepted as long as it stays one segment of the path:
/// not empty, not `.` or `..`, without slash, backslash or control character.
///
/// ```
/// use flatfile_jobs::api::PathId;
///
/// assert!(PathId::try_from("dev_jb_x").is_ok());
/// assert!(PathId::try_from("us_jb_3kQ9xTzA/../..").is_err());
/// # Ok::<(), flatfile_jobs::api::BadPathId>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PathId(Arc<str>);

impl PathId {
    /// Checks an id.
    ///
    /// # Errors
    ///
    /// Says what in the id would change the URL.
    pub fn new(id: impl AsRef<str>) -> Result<Self, BadPathId> {
        let id = id.as_ref();
        let reason = match id {
            // The usual case, seen at one look.
            id if id.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric()) => {
                id.is_empty().then_some("it is empty")
            }
            "." | ".." => Some("it would name another path"),
            id if id.contains(['/', '\\']) => Some("it contains a slash or backslash"),
            id if id.contains(char::is_control) => Some("it contains a control character"),
            _ => None,
        };
        match reason {
            Some(reason) => Err(BadPathId { id: id.to_owned(), reason }),
            None => Ok(Self(id.into())),
        }
    }

    /// The id's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PathId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<PathId> for String {
    fn from(id: PathId) -> Self {
        id.0.as_ref().to_owned()
    }
}

impl From<PathId> for Arc<str> {
    fn from(id: PathId) -> Self {
        id.0
    }
}

impl TryFrom<&str> for PathId {
    type Error = BadPathId;

    fn try_from(id: &str) -> Result<Self, BadPathId> {
        Self::new(id)
    }
}

impl TryFrom<String> for PathId {
    type Error = BadPathId;

    fn try_from(id: String) -> Result<Self, BadPathId> {
        Self::new(id)
    }
}

impl TryFrom<&String> for PathId {
    type Error = BadPathId;

    fn try_from(id: &String) -> Result<Self, BadPathId> {
        Self::new(id.as_str())
    }
}

/// An id that would change the URL that it enters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadPathId {
    id: String,
    reason: &'static str,
}

#[cfg(feature = "client")]
impl BadPathId {
    /// The same, with another text in the place of the id.
    pub(crate) fn showing(self, id: String) -> Self {
        Self { id, ..self }
    }
}

impl fmt::Display for BadPathId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The id may be long, and may be something else by mistake: a token, say.
        let shown: String = self.id.chars().take(40).collect();
        let more = if shown.len() < self.id.len() { "…" } else { "" };
        write!(f, "{shown:?}{more} cannot be an id in a path: {}", self.reason)
    }
}

impl std::error::Error for BadPathId {}
