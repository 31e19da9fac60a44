//! The forms that the build gives to open enums, tagged unions and ids. The
//! contract says which there are; see `build/emit/types.rs`.

/// An enum that keeps the text of a value that the contract does not know.
macro_rules! open_enum {
    (
        $(#[$doc:meta])*
        $name:ident { $($variant:ident = $value:literal),* $(,)? }
        also { $($alias:literal = $meant:ident),* $(,)? }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $name {
            $(#[doc = concat!("`", $value, "`")] $variant,)*
            /// A value that the contract does not know, as it was read.
            Unknown(::std::string::String),
        }

        impl $name {
            /// The values that the contract knows, in its order.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// The value as it goes over the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(text) => text,
                }
            }

            /// Whether the contract knows this value.
            #[must_use]
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }

            /// The value that another spelling of it means, and else itself.
            /// Reading keeps the spelling, so that it is written back as it was.
            #[must_use]
            pub fn canonical(&self) -> Self {
                match self.as_str() {
                    $($alias => Self::$meant,)*
                    _ => self.clone(),
                }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                match text {
                    $($value => Self::$variant,)*
                    _ => Self::Unknown(text.to_owned()),
                }
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                match text.as_str() {
                    $($value => Self::$variant,)*
                    _ => Self::Unknown(text),
                }
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            // Not `Self::Err`, which may be a value of the enumeration too.
            fn from_str(
                text: &str,
            ) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                ::std::result::Result::Ok(text.into())
            }
        }

        crate::api::own_types::text!($name, &[$($value),*]);
    };
}

/// A newtype around the text of an id.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(::std::string::String);

        impl $name {
            /// The id's text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl ::std::convert::From<&$name> for $name {
            fn from(id: &$name) -> Self {
                id.clone()
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self(text)
            }
        }

        impl ::std::convert::From<$name> for ::std::string::String {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl ::std::convert::From<&$name> for ::std::string::String {
            fn from(id: &$name) -> Self {
                id.0.clone()
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl ::std::cmp::PartialEq<str> for $name {
            fn eq(&self, other: &str) -> bool {
                self.0 == other
            }
        }

        impl ::std::cmp::PartialEq<&str> for $name {
            fn eq(&self, other: &&str) -> bool {
                self.0 == *other
            }
        }

        impl ::std::cmp::PartialEq<::std::string::String> for $name {
            fn eq(&self, other: &::std::string::String) -> bool {
                self.0 == *other
            }
        }

        impl ::std::convert::TryFrom<$name> for crate::api::PathId {
            type Error = crate::api::BadPathId;

            fn try_from(id: $name) -> ::std::result::Result<Self, Self::Error> {
                Self::new(id.0)
            }
        }

        impl ::std::convert::TryFrom<&$name> for crate::api::PathId {
            type Error = crate::api::BadPathId;

            fn try_from(id: &$name) -> ::std::result::Result<Self, Self::Error> {
                Self::new(id.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                Ok(text.into())
            }
        }

        crate::api::own_types::text!($name, &[]);
    };
}

/// How a type that is one string reads, writes, and describes itself.
macro_rules! text {
    ($name:ident, $known:expr) => {
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                #[allow(non_camel_case_types)]
                struct Text_;

                impl ::serde::de::Visitor<'_> for Text_ {
                    type Value = $name;

                    fn expecting(
                        &self,
                        f: &mut ::std::fmt::Formatter<'_>,
                    ) -> ::std::fmt::Result {
                        f.write_str("a string")
                    }

                    fn visit_str<E>(self, text: &str) -> ::std::result::Result<$name, E> {
                        Ok(text.into())
                    }
                }

                deserializer.deserialize_str(Text_)
            }
        }

        #[cfg(feature = "schemars")]
        impl ::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                let known: &[&str] = $known;
                if known.is_empty() {
                    return ::schemars::json_schema!({ "type": "string" });
                }
                ::schemars::json_schema!({
                    "type": "string",
                    "anyOf": [{ "enum": known }, {}],
                })
            }
        }
    };
}

/// An enum told apart by one member, which keeps objects with another tag.
macro_rules! tagged_union {
    (
        $(#[$doc:meta])*
        $name:ident by $tag:literal {
            $($variant:ident($held:ty: $component:ident) = $value:literal),* $(,)?
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $(#[doc = concat!("`", $value, "`")] $variant($held),)*
            /// An object whose tag the contract does not know, as it was read.
            Unknown(::serde_json::Map<::std::string::String, ::serde_json::Value>),
        }

        impl $name {
            /// The tags that the contract knows, in its order.
            pub const KNOWN: &'static [&'static str] = &[$($value),*];

            /// Whether the contract knows the tag.
            #[must_use]
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }
        }

        $(
            impl ::std::convert::From<$component> for $name {
                fn from(value: $component) -> Self {
                    Self::$variant(value.into())
                }
            }
        )*

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                #[derive(::serde::Serialize)]
                #[serde(tag = $tag)]
                #[allow(non_camel_case_types)]
                enum Tagged_<'a> {
                    $(#[serde(rename = $value)] $variant(&'a $component),)*
                }
                match self {
                    $(Self::$variant(value) => Tagged_::$variant(value).serialize(serializer),)*
                    Self::Unknown(object) => object.serialize(serializer),
                }
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                struct ByTag;

                impl<'de> ::serde::de::Visitor<'de> for ByTag {
                    type Value = $name;

                    fn expecting(
                        &self,
                        f: &mut ::std::fmt::Formatter<'_>,
                    ) -> ::std::fmt::Result {
                        f.write_str("an object")
                    }

                    fn visit_newtype_struct<D: ::serde::Deserializer<'de>>(
                        self,
                        deserializer: D,
                    ) -> ::std::result::Result<$name, D::Error> {
                        // By hand: a derived fallback would take a known tag with a
                        // bad member for an unknown tag, and hide what is wrong.
                        let mut object: ::serde_json::Map<
                            ::std::string::String,
                            ::serde_json::Value,
                        > = ::serde::Deserialize::deserialize(deserializer)?;
                        let tag = object.get($tag).and_then(::serde_json::Value::as_str);
                        $(
                            if tag == Some($value) {
                                object.remove($tag);
                                return ::serde_json::from_value::<$component>(object.into())
                                    .map($name::from)
                                    .map_err(|error| {
                                        ::serde::de::Error::custom(format_args!(
                                            "{} `{}`: {error}",
                                            $tag, $value,
                                        ))
                                    });
                            }
                        )*
                        Ok($name::Unknown(object))
                    }

                    /// Only the lenient reader comes this way: with the tag, then
                    /// the object without it, then the whole object.
                    fn visit_seq<A: ::serde::de::SeqAccess<'de>>(
                        self,
                        mut access: A,
                    ) -> ::std::result::Result<$name, A::Error> {
                        let absent = || ::serde::de::Error::invalid_length(0, &self);
                        let tag: ::serde_json::Value = access.next_element()?.ok_or_else(absent)?;
                        $(
                            if tag.as_str() == Some($value) {
                                let read = access.next_element::<$component>()?;
                                return read.map($name::from).ok_or_else(absent);
                            }
                        )*
                        access.next_element::<::serde::de::IgnoredAny>()?;
                        access.next_element()?.map($name::Unknown).ok_or_else(absent)
                    }
                }

                deserializer.deserialize_newtype_struct(
                    crate::api::read::union_name!($tag),
                    ByTag,
                )
            }
        }

        #[cfg(feature = "schemars")]
        impl ::schemars::JsonSchema for $name {
            fn schema_name() -> ::std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(generator: &mut ::schemars::SchemaGenerator) -> ::schemars::Schema {
                let known = [$({
                    let component = generator.subschema_for::<$component>();
                    ::schemars::json_schema!({
                        "allOf": [component],
                        "required": [$tag],
                        "properties": { $tag: { "const": $value } },
                    })
                }),*];
                let unknown = ::schemars::json_schema!({
                    "type": "object",
                    "not": { "properties": { $tag: { "enum": Self::KNOWN } }, "required": [$tag] },
                });
                let alternatives: ::std::vec::Vec<_> = known.into_iter().chain([unknown]).collect();
                ::schemars::json_schema!({ "oneOf": alternatives })
            }
        }
    };
}

pub(crate) use {id, open_enum, tagged_union, text};
