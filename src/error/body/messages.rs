//! The server's messages: without tokens, and within bounds.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use http::StatusCode;

/// More of them say nothing more to a reader of one line.
const MOST: usize = 8;
/// How many are told from each other: some hundred kilobytes of marks.
const MOST_COUNTED: usize = 10_000;
/// Room for a whole sentence or two of a validator.
const LONGEST: usize = 500;
const LONGEST_KEY: usize = 100;

/// One reason that the server gave.
///
/// A message is cut after 500 characters, which it says, and an error has no
/// more than 8 of them; all is in [`Error::body`](crate::Error::body).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerMessage {
    /// The kind of the object, or the member, that it is about.
    pub key: Option<String>,
    /// The reason, for people.
    pub message: String,
    /// The key is the name of what the caller sent.
    is_member: bool,
}

impl ServerMessage {
    /// The member that it is about, where the message itself does not name it.
    pub(in crate::error) fn unsaid_member(&self) -> Option<&str> {
        let key = self.key.as_deref().filter(|_| self.is_member)?;
        let last = key.rsplit(['.', '/']).next().unwrap_or(key);
        (!self.message.contains(last)).then_some(key)
    }
}

/// What a reason is about.
#[derive(Clone, Copy)]
pub(super) struct Key<'a> {
    pub(super) name: &'a str,
    /// Whether it is the name of what the caller sent, and not of a kind.
    pub(super) is_member: bool,
}

/// Collects messages.
pub(super) struct Messages<'a> {
    scrub: &'a dyn Fn(&str) -> String,
    kept: Vec<ServerMessage>,
    found: usize,
    /// Marks of the messages that were met, on their own and with their keys.
    met: HashSet<u64>,
    marks: RandomState,
}

impl<'a> Messages<'a> {
    pub(super) fn new(scrub: &'a dyn Fn(&str) -> String) -> Self {
        Self { scrub, kept: Vec::new(), found: 0, met: HashSet::new(), marks: RandomState::new() }
    }

    /// Adds a message, unless it is empty or there already.
    pub(super) fn add(&mut self, key: Option<Key<'_>>, message: &str) {
        if message.trim().is_empty() {
            return;
        }
        let many = self.found > MOST_COUNTED || self.met.len() > 2 * MOST_COUNTED;
        if many || !self.is_new(key, message.trim()) {
            return;
        }
        if self.kept.len() == MOST {
            self.found += 1;
            return;
        }
        let message = self.clean(message, LONGEST);
        let is_member = key.is_some_and(|key| key.is_member);
        let key = key.map(|key| self.clean(key.name, LONGEST_KEY)).filter(|key| !key.is_empty());
        let same =
            |kept: &ServerMessage| kept.message == message && (!is_member || kept.key == key);
        if self.kept.iter().any(same) {
            return;
        }
        self.kept.push(ServerMessage { key, message, is_member });
        self.found += 1;
    }

    /// Whether a message was not met before; of the names of what the caller sent
    /// each is another one.
    fn is_new(&mut self, key: Option<Key<'_>>, message: &str) -> bool {
        let alone = self.met.insert(self.marks.hash_one(message));
        match key {
            Some(Key { is_member: true, name }) => {
                self.met.insert(self.marks.hash_one((message, name)))
            }
            _ => alone,
        }
    }

    /// Adds what may be a message: one that only names a status is worth
    /// nothing beside another.
    pub(super) fn add_heading(&mut self, key: Option<Key<'_>>, heading: &str) {
        if self.found == 0 || !names_a_status(heading) {
            self.add(key, heading);
        }
    }

    /// Adds the title of a page, unless it only names a status.
    pub(super) fn add_title(&mut self, title: &str) {
        if !names_a_status(title) {
            self.add(None, title);
        }
    }

    pub(super) fn found(&self) -> usize {
        self.found
    }

    pub(super) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// How many there are and how many are kept, where that is not the same.
    pub(super) fn left_out(&self) -> Option<String> {
        let (found, kept) = (self.found, self.kept.len());
        let many = match found > MOST_COUNTED {
            true => format!("more than {MOST_COUNTED}"),
            false => found.to_string(),
        };
        (found > kept).then(|| format!("{many} messages, the first {kept} of them"))
    }

    pub(super) fn into_list(self) -> Vec<ServerMessage> {
        self.kept
    }

    /// Without tokens, then cut: half a token would not be found.
    fn clean(&self, text: &str, most: usize) -> String {
        let text = (self.scrub)(text.trim());
        match text.char_indices().nth(most) {
            None => text,
            Some((end, _)) => {
                let (kept, cut) = text.split_at(end);
                format!("{kept}… ({} more characters)", cut.chars().count())
            }
        }
    }
}

/// `Bad Gateway`, `502 Bad Gateway` and the like.
fn names_a_status(text: &str) -> bool {
    let text = text.trim_start_matches(|letter: char| letter.is_ascii_digit()).trim();
    (100..600)
        .filter_map(|status| StatusCode::from_u16(status).ok()?.canonical_reason())
        .any(|reason| reason.eq_ignore_ascii_case(text))
}
