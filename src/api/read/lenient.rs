//! Decodes a value, and sets aside the optional members that do not fit.
//!
//! One pass, whatever does not fit: where the generated types read an optional
//! member (`optional`), this deserializer notes a value that fails, and hands
//! it to the object's `extra` when all other members are read. A required
//! member that fails takes the object along that it is in, up to the nearest
//! optional one.

use std::cell::RefCell;
use std::{mem, slice};

use serde::de::value::{StrDeserializer, UnitDeserializer};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value};

use super::members::OPTIONAL;
use super::mismatch::{Misfit, Mismatch};
use super::place::Place;

/// The newtype that asks the lenient reader for a union by this tag: for the
/// tag, then the object without it, or else the whole object.
macro_rules! union_name {
    ($tag:literal) => {
        concat!("flatfile_jobs::union by ", $tag)
    };
}
pub(in crate::api) use union_name;

/// Reads a value that stands at `place`.
pub(super) fn read<T: DeserializeOwned>(value: &Value, place: &Place<'_>) -> Result<T, Mismatch> {
    let notes = &RefCell::default();
    T::deserialize(Lenient { value, place, hidden: None, aside: None, notes })
        .map_err(|misfit| Mismatch::new(place.path(), misfit))
}

/// The pointers to what a `T` sets aside of a value.
pub(super) fn aside<T: DeserializeOwned>(value: &Value) -> Vec<String> {
    let (notes, place) = (RefCell::default(), &Place::Root);
    // A value that does not fit at all has nothing that was set aside.
    match T::deserialize(Lenient { value, place, hidden: None, aside: None, notes: &notes }) {
        Ok(_) => notes.into_inner(),
        Err(_) => Vec::new(),
    }
}

/// What was set aside of one object: names and values.
type Aside = RefCell<Vec<(String, Value)>>;

/// One value, on its way into a type.
#[derive(Clone, Copy)]
struct Lenient<'a> {
    value: &'a Value,
    place: &'a Place<'a>,
    /// A member that is not shown: the tag of a union.
    hidden: Option<&'a str>,
    /// The name of this member, and where it goes if it does not fit.
    aside: Option<(&'a str, &'a Aside)>,
    /// Pointers to all that was set aside.
    notes: &'a RefCell<Vec<String>>,
}

impl Lenient<'_> {
    /// The same value, where it has to fit or else the type fails.
    fn alone(self) -> Self {
        Self { aside: None, ..self }
    }

    fn visit<'de, V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(number), ..) => visitor.visit_u64(number),
                (_, Some(number), _) => visitor.visit_i64(number),
                (.., Some(number)) => visitor.visit_f64(number),
                _ => Err(Misfit::custom("no number")),
            },
            Value::String(text) => visitor.visit_str(text),
            Value::Array(items) => {
                let mut items = Items { items: items.iter(), of: self, index: 0 };
                let read = visitor.visit_seq(&mut items)?;
                match items.items.len() {
                    0 => Ok(read),
                    _ => Err(Misfit::invalid_length(items.index, &"a shorter list")),
                }
            }
            Value::Object(members) => {
                let aside = Aside::default();
                let members = members.iter();
                visitor.visit_map(Members { members, of: self, aside: &aside, next: Next::None })
            }
        }
    }
}

impl<'de> Deserializer<'de> for Lenient<'_> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.visit(visitor).map_err(|misfit| misfit.at(|| self.place.path()))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        match (self.aside, self.value, name.strip_prefix(union_name!(""))) {
            (Some(aside), ..) if name == OPTIONAL => visitor.visit_seq(Attempt { of: self, aside }),
            (_, Value::Object(members), Some(tag)) => {
                visitor.visit_seq(Union { of: self.alone(), members, tag, turn: 0 })
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let read = match self.value {
            Value::String(text) => visitor.visit_enum(StrDeserializer::new(text)),
            // No type of the contract is of this form; those of others may be.
            other => {
                other.clone().deserialize_enum(name, variants, visitor).map_err(Misfit::custom)
            }
        };
        read.map_err(|misfit| misfit.at(|| self.place.path()))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

/// The items of a list.
struct Items<'a> {
    items: slice::Iter<'a, Value>,
    of: Lenient<'a>,
    index: usize,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Misfit> {
        let Some(value) = self.items.next() else { return Ok(None) };
        let place = Place::Item(self.of.place, self.index);
        self.index += 1;
        let notes = self.of.notes;
        seed.deserialize(Lenient { value, place: &place, hidden: None, aside: None, notes })
            .map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

/// The members of an object, then those that were set aside.
struct Members<'a> {
    members: serde_json::map::Iter<'a>,
    of: Lenient<'a>,
    aside: &'a Aside,
    next: Next<'a>,
}

/// The value whose key was read last.
enum Next<'a> {
    None,
    Member(&'a str, &'a Value),
    /// A list of name and value.
    Aside(Value),
}

impl<'de> MapAccess<'de> for Members<'_> {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Misfit> {
        let hidden = self.of.hidden;
        if let Some((name, value)) = self.members.find(|(name, _)| Some(name.as_str()) != hidden) {
            self.next = Next::Member(name, value);
            return seed.deserialize(StrDeserializer::new(name)).map(Some);
        }
        let Some((name, value)) = self.aside.borrow_mut().pop() else { return Ok(None) };
        self.next = Next::Aside(Value::Array(vec![name.into(), value]));
        seed.deserialize(UnitDeserializer::new()).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Misfit> {
        let Lenient { place, notes, .. } = self.of;
        match mem::replace(&mut self.next, Next::None) {
            Next::None => Err(Misfit::custom("a value without a key")),
            Next::Member(name, value) => {
                let place = &Place::Member(place, name);
                let aside = Some((name, self.aside));
                seed.deserialize(Lenient { value, place, hidden: None, aside, notes })
            }
            Next::Aside(pair) => {
                seed.deserialize(Lenient { value: &pair, place, hidden: None, aside: None, notes })
            }
        }
    }
}

/// One optional member, which is set aside if it does not fit.
struct Attempt<'a> {
    of: Lenient<'a>,
    aside: (&'a str, &'a Aside),
}

impl<'de> SeqAccess<'de> for Attempt<'_> {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Misfit> {
        let Lenient { value, place, notes, .. } = self.of;
        let before = notes.borrow().len();
        seed.deserialize(self.of.alone()).map(Some).inspect_err(|_| {
            let (name, aside) = self.aside;
            aside.borrow_mut().push((name.to_owned(), value.clone()));
            let mut notes = notes.borrow_mut();
            // What was set aside inside of it goes along with it.
            notes.truncate(before);
            notes.push(place.pointer());
        })
    }
}

/// A union: its tag, the object without the tag, the whole object.
struct Union<'a> {
    of: Lenient<'a>,
    members: &'a Map<String, Value>,
    tag: &'a str,
    turn: u8,
}

impl<'de> SeqAccess<'de> for Union<'_> {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Misfit> {
        self.turn += 1;
        let read = match self.turn {
            1 => Lenient { value: self.members.get(self.tag).unwrap_or(&Value::Null), ..self.of },
            2 => Lenient { hidden: Some(self.tag), ..self.of },
            _ => self.of,
        };
        seed.deserialize(read).map(Some)
    }
}
