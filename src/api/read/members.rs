//! How the generated types read their members. The build puts these functions
//! on the fields; see `build/emit/members.rs`.
//!
//! To every deserializer but the `lenient` one they are what `serde` does by
//! itself: it is asked for a newtype of a name that means nothing to it.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// The newtype that asks the lenient reader to set aside what does not fit.
pub(super) const OPTIONAL: &str = "flatfile_jobs::optional";

/// Reads a member that may be absent.
pub(crate) fn optional<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    deserializer.deserialize_newtype_struct(OPTIONAL, Optional(PhantomData))
}

struct Optional<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Optional<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an optional member")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Option<T>, D::Error> {
        Option::deserialize(deserializer)
    }

    /// Only the lenient reader comes this way. What does not fit it has set
    /// aside when the error arrives here.
    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Option<T>, A::Error> {
        Ok(access.next_element::<Option<T>>().ok().flatten().flatten())
    }
}

/// Reads the members that a type does not name, with those that were set aside.
pub(crate) fn extra<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Map<String, Value>, D::Error> {
    deserializer.deserialize_map(Extra)
}

struct Extra;

impl<'de> Visitor<'de> for Extra {
    type Value = Map<String, Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut members = Map::new();
        while let Some(key) = access.next_key()? {
            let (name, value) = match key {
                Key::Name(name) => (name, access.next_value()?),
                Key::Aside => access.next_value()?,
            };
            members.insert(name, value);
        }
        Ok(members)
    }
}

/// The key of a member. One that was set aside has none, as no member of a
/// text can have it: its value is a pair of name and value.
enum Key {
    Name(String),
    Aside,
}

impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameOrNone;

        impl Visitor<'_> for NameOrNone {
            type Value = Key;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_str<E>(self, name: &str) -> Result<Key, E> {
                Ok(Key::Name(name.to_owned()))
            }

            fn visit_string<E>(self, name: String) -> Result<Key, E> {
                Ok(Key::Name(name))
            }

            fn visit_unit<E>(self) -> Result<Key, E> {
                Ok(Key::Aside)
            }
        }

        deserializer.deserialize_any(NameOrNone)
    }
}
