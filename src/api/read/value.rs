//! From a text to a value, with all that can be kept.

use std::mem;

use serde_json::{Map, Number, Value};

use super::events::{Event, Events, Kind};
use super::mismatch::Mismatch;

/// How deep a value may be: as deep as `serde_json` reads, so that what is
/// written back can be read by others.
pub(super) const MAX_DEPTH: usize = 127;

/// A list or an object that is open; of an object, the member that is next.
enum Open {
    List(Vec<Value>),
    Object(Map<String, Value>, String),
}

/// Reads a text whole. Of a member that is there twice the last one counts;
/// what is too deep, and a number that no float can hold, becomes the text
/// that stands for it.
pub(super) fn parse(json: &[u8]) -> Result<Value, Mismatch> {
    let mut events = Events::of(json);
    let mut open: Vec<Open> = Vec::new();
    let mut whole = Value::Null;
    while let Some(event) = events.next()? {
        let value = match event {
            Event::Open(kind) if open.len() < MAX_DEPTH => {
                open.push(match kind {
                    Kind::List => Open::List(Vec::new()),
                    Kind::Object => Open::Object(Map::new(), String::new()),
                });
                continue;
            }
            Event::Open(_) => String::from_utf8_lossy(events.skip_open()?).into(),
            Event::Key(key) => {
                if let Some(Open::Object(_, next)) = open.last_mut() {
                    *next = key.read().into_owned();
                }
                continue;
            }
            Event::Text(text) => text.read().into(),
            Event::Bare(word) => bare(word),
            Event::Close => match open.pop() {
                Some(Open::List(items)) => Value::Array(items),
                Some(Open::Object(members, _)) => Value::Object(members),
                None => continue,
            },
        };
        match open.last_mut() {
            Some(Open::List(items)) => items.push(value),
            Some(Open::Object(members, next)) => {
                members.insert(mem::take(next), value);
            }
            None => whole = value,
        }
    }
    Ok(whole)
}

fn bare(word: &[u8]) -> Value {
    match word {
        b"null" => Value::Null,
        b"true" => Value::Bool(true),
        b"false" => Value::Bool(false),
        number => match serde_json::from_slice::<Number>(number) {
            Ok(number) => Value::Number(number),
            Err(_) => String::from_utf8_lossy(number).into(),
        },
    }
}
