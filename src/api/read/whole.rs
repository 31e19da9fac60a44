//! Whole numbers in any spelling: 50, 50.0 and 5e1 are one number.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};

use super::optional;

/// From here on a float stands for more than one whole number, so that it
/// could be read as another one than was written (2^53).
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Reads a member that has to be a whole number.
pub(crate) fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    Whole::deserialize(deserializer).map(|Whole(number)| number)
}

/// Reads a member that is a whole number or absent.
pub(crate) fn optional_whole<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<i64>, D::Error> {
    optional(deserializer).map(|read| read.map(|Whole(number)| number))
}

struct Whole(i64);

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnySpelling;

        impl Visitor<'_> for AnySpelling {
            type Value = Whole;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a whole number")
            }

            fn visit_i64<E>(self, number: i64) -> Result<Whole, E> {
                Ok(Whole(number))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Whole, E> {
                i64::try_from(number)
                    .map(Whole)
                    .map_err(|_| E::invalid_value(Unexpected::Other("a larger number"), &self))
            }

            fn visit_f64<E: Error>(self, number: f64) -> Result<Whole, E> {
                if number.fract() != 0.0 || number.abs() >= EXACT {
                    return Err(E::invalid_value(Unexpected::Other("another number"), &self));
                }
                #[allow(clippy::cast_possible_truncation, reason = "it is whole, and in range")]
                Ok(Whole(number as i64))
            }
        }

        // Not `deserialize_i64`: what `serde` keeps for an untagged enum
        // refuses a float there.
        deserializer.deserialize_any(AnySpelling)
    }
}
