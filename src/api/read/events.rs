//! JSON as a row of events. Nothing here recurses, so a text may be as deep as
//! it is long; and nothing looks into strings and numbers, so that odd ones
//! pass.

use std::borrow::Cow;

use super::text::{self, BYTE_ORDER_MARK};

/// What stands next in the text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Event<'t> {
    /// A list or an object begins.
    Open(Kind),
    /// It ends.
    Close,
    /// The name of a member; its value is next.
    Key(Text<'t>),
    /// A string.
    Text(Text<'t>),
    /// A number, `true`, `false` or `null`, or what stands for a number.
    Bare(&'t [u8]),
}

/// What is open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    List,
    Object,
}

/// A string as it is written, without its quotes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Text<'t> {
    raw: &'t [u8],
    escaped: bool,
}

impl<'t> Text<'t> {
    /// What it says.
    pub(super) fn read(self) -> Cow<'t, str> {
        text::read(self.raw)
    }

    /// Whether it says this: most names are seen not to without being read.
    #[cfg(feature = "client")]
    pub(super) fn is(self, text: &str) -> bool {
        self.raw == text.as_bytes() || self.escaped && self.read() == text
    }
}

/// Where the text stops being JSON.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Broken {
    /// How many bytes come before.
    pub(super) at: usize,
    /// Whether the text ends there.
    pub(super) cut: bool,
}

/// The words that are values. Some serializers write the last three, although
/// JSON has none of them.
const WORDS: [&[u8]; 6] = [b"true", b"false", b"null", b"NaN", b"Infinity", b"-Infinity"];

/// What may stand next.
#[derive(Clone, Copy, Debug)]
enum Next {
    Value,
    ValueOrClose,
    Key,
    KeyOrClose,
    CommaOrClose,
    End,
}

/// A text on its way.
#[derive(Debug)]
pub(super) struct Events<'t> {
    json: &'t [u8],
    at: usize,
    open: Vec<Kind>,
    next: Next,
}

impl<'t> Events<'t> {
    /// At the beginning of a text; a byte order mark is passed over.
    pub(super) fn of(json: &'t [u8]) -> Self {
        let at = if json.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
        Self { json, at, open: Vec::new(), next: Next::Value }
    }

    /// The next event; none when the text is over, and complete.
    pub(super) fn next(&mut self) -> Result<Option<Event<'t>>, Broken> {
        loop {
            let Some(byte) = self.byte() else {
                return match self.next {
                    Next::End => Ok(None),
                    _ => Err(self.broken()),
                };
            };
            match (self.next, byte, self.open.last()) {
                (Next::CommaOrClose, b',', Some(Kind::List)) => self.pass(Next::Value),
                (Next::CommaOrClose, b',', Some(Kind::Object)) => self.pass(Next::Key),
                (Next::CommaOrClose | Next::ValueOrClose, b']', Some(Kind::List))
                | (Next::CommaOrClose | Next::KeyOrClose, b'}', Some(Kind::Object)) => {
                    self.open.pop();
                    self.pass(Next::End);
                    return Ok(Some(self.valued(Event::Close)));
                }
                (Next::Key | Next::KeyOrClose, b'"', _) => {
                    let key = self.string()?;
                    if self.byte() != Some(b':') {
                        return Err(self.broken());
                    }
                    self.pass(Next::Value);
                    return Ok(Some(Event::Key(key)));
                }
                (Next::Value | Next::ValueOrClose, byte, _) => return self.value(byte).map(Some),
                _ => return Err(self.broken()),
            }
        }
    }

    /// Passes over one value, whatever it is.
    #[cfg(feature = "client")]
    pub(super) fn skip(&mut self) -> Result<(), Broken> {
        match self.next()? {
            Some(Event::Open(_)) => self.skip_open().map(drop),
            _ => Ok(()),
        }
    }

    /// Passes to the end of what was opened last; returns all of it as written.
    pub(super) fn skip_open(&mut self) -> Result<&'t [u8], Broken> {
        let start = self.at.saturating_sub(1);
        let depth = self.open.len();
        while self.open.len() >= depth {
            self.next()?;
        }
        Ok(self.json.get(start..self.at).unwrap_or_default())
    }

    fn value(&mut self, byte: u8) -> Result<Event<'t>, Broken> {
        let (kind, next) = match byte {
            b'{' => (Kind::Object, Next::KeyOrClose),
            b'[' => (Kind::List, Next::ValueOrClose),
            b'"' => {
                let text = self.string()?;
                return Ok(self.valued(Event::Text(text)));
            }
            _ => {
                let bare = self.bare()?;
                return Ok(self.valued(Event::Bare(bare)));
            }
        };
        self.pass(next);
        self.open.push(kind);
        Ok(Event::Open(kind))
    }

    /// A value is over.
    fn valued(&mut self, event: Event<'t>) -> Event<'t> {
        self.next = if self.open.is_empty() { Next::End } else { Next::CommaOrClose };
        event
    }

    /// The next byte that is no space.
    fn byte(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.json.get(self.at) {
            self.at += 1;
        }
        self.json.get(self.at).copied()
    }

    fn pass(&mut self, next: Next) {
        self.at += 1;
        self.next = next;
    }

    fn string(&mut self) -> Result<Text<'t>, Broken> {
        let start = self.at + 1;
        let (mut at, mut escaped) = (start, false);
        loop {
            let rest = self.json.get(at..).unwrap_or_default();
            let Some(length) = rest.iter().position(|byte| matches!(byte, b'"' | b'\\')) else {
                self.at = self.json.len();
                return Err(self.broken());
            };
            at += length;
            if rest.get(length) == Some(&b'"') {
                break;
            }
            // What is escaped may be a quote, and is never the end.
            at += 2;
            escaped = true;
        }
        self.at = at + 1;
        Ok(Text { raw: self.json.get(start..at).unwrap_or_default(), escaped })
    }

    fn bare(&mut self) -> Result<&'t [u8], Broken> {
        let rest = self.json.get(self.at..).unwrap_or_default();
        let of_word = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
        let length = rest.iter().position(|byte| !of_word(byte)).unwrap_or(rest.len());
        let word = rest.get(..length).unwrap_or_default();
        let of_number = |byte: &u8| byte.is_ascii_digit() || b"+-.eE".contains(byte);
        let known = match word {
            [b'-' | b'0'..=b'9', digits @ ..] if digits.iter().all(of_number) => true,
            word => WORDS.contains(&word),
        };
        if !known {
            // Perhaps it goes on where the text was cut.
            let cut = length == rest.len() && WORDS.iter().any(|known| known.starts_with(word));
            self.at += if cut { length } else { 0 };
            return Err(self.broken());
        }
        self.at += length;
        Ok(word)
    }

    fn broken(&self) -> Broken {
        Broken { at: self.at, cut: self.at >= self.json.len() }
    }
}
