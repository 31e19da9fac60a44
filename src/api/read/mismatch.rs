//! Why a text could not be read.

use std::fmt;

use serde::de::{self, Expected, Unexpected};

use super::events::Broken;

/// The longest path of a member that is shown: names can come from the text
/// itself, and an error is one line.
const MAX_PATH_CHARS: usize = 200;

/// A text that is not what it should be: which member does not fit, and what
/// was expected there. It holds no value of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    member: String,
    what: What,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    /// The text ends too early.
    Cut,
    /// It is not JSON, from this byte on.
    NotJson(usize),
    /// The member has to be there.
    Missing,
    /// It is there, and something else was expected, where that can be said.
    Misfit(Option<String>),
}

impl Mismatch {
    pub(super) fn new(place: String, misfit: Misfit) -> Self {
        let place = misfit.place.unwrap_or(place);
        let (member, what) = match misfit.what {
            Wrong::Missing(name) if place.is_empty() => (name.to_owned(), What::Missing),
            Wrong::Missing(name) => (format!("{place}.{name}"), What::Missing),
            Wrong::Misfit(expected) => (place, What::Misfit(expected)),
        };
        let member = match member.char_indices().nth(MAX_PATH_CHARS) {
            Some((end, _)) => format!("{}…", member.get(..end).unwrap_or_default()),
            None => member,
        };
        Self { member, what }
    }

    /// The member that does not fit, for example `data.predecessorIds[0]`; empty
    /// when it is the whole.
    #[must_use]
    pub fn member(&self) -> &str {
        &self.member
    }

    /// What was expected there, in words; none where that is not known, where
    /// the member is missing, and where the text is not JSON.
    #[must_use]
    pub fn expected(&self) -> Option<&str> {
        match &self.what {
            What::Misfit(expected) => expected.as_deref(),
            _ => None,
        }
    }

    /// Whether the member is not there at all.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.what == What::Missing
    }

    /// Whether the text is JSON.
    #[must_use]
    pub fn is_json(&self) -> bool {
        !matches!(self.what, What::Cut | What::NotJson(_))
    }

    /// Whether the text ends in the middle of the JSON.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.what == What::Cut
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.what {
            What::Cut => return f.write_str("the JSON was cut off"),
            What::NotJson(at) => return write!(f, "it is not JSON: unexpected byte at {at}"),
            _ => {}
        }
        match self.member.as_str() {
            "" => f.write_str("the whole")?,
            member => write!(f, "member `{member}`")?,
        }
        match &self.what {
            What::Missing => f.write_str(" is missing"),
            What::Misfit(Some(expected)) => write!(f, " does not fit: expected {expected}"),
            _ => f.write_str(" does not fit"),
        }
    }
}

impl std::error::Error for Mismatch {}

impl From<Broken> for Mismatch {
    fn from(broken: Broken) -> Self {
        let what = if broken.cut { What::Cut } else { What::NotJson(broken.at) };
        Self { member: String::new(), what }
    }
}

/// The same on its way up: without a place as long as nobody knows it.
#[derive(Debug)]
pub(super) struct Misfit {
    place: Option<String>,
    what: Wrong,
}

#[derive(Debug)]
enum Wrong {
    Missing(&'static str),
    Misfit(Option<String>),
}

impl Misfit {
    fn expected(expected: Option<String>) -> Self {
        Self { place: None, what: Wrong::Misfit(expected) }
    }

    /// It happened here, if it is not known yet where.
    pub(super) fn at(mut self, place: impl FnOnce() -> String) -> Self {
        self.place.get_or_insert_with(place);
        self
    }
}

/// The words for what was expected: those of `serde` name Rust's kinds.
fn words(expected: &dyn Expected) -> String {
    let text = expected.to_string();
    match text.as_str() {
        "a map" => "an object".to_owned(),
        "a sequence" => "a list".to_owned(),
        text if text.starts_with("struct ") => "an object".to_owned(),
        _ => text,
    }
}

/// Messages of other types are dropped: what a value of the text looks like is
/// in them.
impl de::Error for Misfit {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self::expected(None)
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::expected(Some(words(expected)))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::expected(Some(words(expected)))
    }

    fn invalid_length(_: usize, expected: &dyn Expected) -> Self {
        Self::expected(Some(words(expected)))
    }

    fn unknown_variant(_: &str, known: &'static [&'static str]) -> Self {
        Self::expected((!known.is_empty()).then(|| format!("one of: {}", known.join(", "))))
    }

    fn missing_field(field: &'static str) -> Self {
        Self { place: None, what: Wrong::Missing(field) }
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member does not fit")
    }
}

impl std::error::Error for Misfit {}
