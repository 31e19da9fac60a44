//! Dates as RFC 3339 has them: years of four digits, and an offset.

use std::fmt;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use serde::de::{Deserialize, Deserializer, Unexpected, Visitor};
use serde::ser::{Error, Serialize, Serializer};

use super::read::optional;

/// Reads a member that has to be a date.
pub(crate) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DateTime<Utc>, D::Error> {
    Date::deserialize(deserializer).map(|Date(date)| date)
}

/// Reads a member that is a date or absent.
pub(crate) fn read_optional<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<DateTime<Utc>>, D::Error> {
    optional(deserializer).map(|read| read.map(|Date(date)| date))
}

/// Writes a date. One that RFC 3339 cannot write is an error: nobody could
/// read it.
pub(crate) fn write<S: Serializer>(date: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
    match has_form(date) {
        true => date.serialize(serializer),
        false => Err(S::Error::custom("RFC 3339 has no date outside of the years 0 to 9999")),
    }
}

/// Writes a date that may be absent.
#[allow(clippy::ref_option, reason = "this is how serde calls it")]
pub(crate) fn write_optional<S: Serializer>(
    date: &Option<DateTime<Utc>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match date {
        Some(date) => write(date, serializer),
        None => serializer.serialize_none(),
    }
}

fn has_form(date: &DateTime<Utc>) -> bool {
    (0..=9999).contains(&date.year())
}

struct Date(DateTime<Utc>);

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Rfc3339;

        impl Visitor<'_> for Rfc3339 {
            type Value = Date;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date with an offset")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Date, E> {
                usual(text.as_bytes())
                    .or_else(|| text.parse().ok())
                    .filter(has_form)
                    .map(Date)
                    .ok_or_else(|| E::invalid_value(Unexpected::Other("another text"), &self))
            }
        }

        deserializer.deserialize_str(Rfc3339)
    }
}

/// The form that the API writes, `2025-03-04T09:15:00.120Z`, which every
/// response has several of; all else is chrono's to read.
fn usual(text: &[u8]) -> Option<DateTime<Utc>> {
    let text: &[u8; 24] = text.try_into().ok()?;
    let [.., b'-', _, _, b'-', _, _, b'T', _, _, b':', _, _, b':', _, _, b'.', _, _, _, b'Z'] =
        text
    else {
        return None;
    };
    let date = NaiveDate::from_ymd_opt(
        i32::try_from(number(text, 0, 4)?).ok()?,
        number(text, 5, 7)?,
        number(text, 8, 10)?,
    )?;
    // A leap second is not of this form: chrono counts it otherwise.
    let time = date.and_hms_milli_opt(
        number(text, 11, 13)?,
        number(text, 14, 16)?,
        number(text, 17, 19)?,
        number(text, 20, 23)?,
    )?;
    Some(time.and_utc())
}

fn number(text: &[u8], start: usize, end: usize) -> Option<u32> {
    text.get(start..end)?.iter().try_fold(0, |number, digit| match digit {
        b'0'..=b'9' => Some(number * 10 + u32::from(digit - b'0')),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::usual;

    #[test]
    fn the_short_way_reads_what_chrono_reads() {
        for text in [
            "2023-10-30T20:04:28.556Z",
            "0000-01-01T00:00:00.000Z",
            "9999-12-31T23:59:59.999Z",
            "2024-02-29T12:00:00.001Z",
        ] {
            assert_eq!(usual(text.as_bytes()), text.parse::<DateTime<Utc>>().ok(), "{text}");
            assert!(usual(text.as_bytes()).is_some(), "{text}");
        }
    }

    #[test]
    fn the_short_way_reads_nothing_else() {
        for text in [
            "2023-02-29T12:00:00.000Z",
            "2023-10-30T24:00:00.000Z",
            "2016-12-31T23:59:60.000Z",
            "2023-10-30 20:04:28.556Z",
            "2023-10-30T20:04:28.556z",
            "2023-10-30T20:04:28,556Z",
            "+023-10-30T20:04:28.556Z",
            "2023-1 -30T20:04:28.556Z",
            "2023-10-30T20:04:28Z",
            "",
        ] {
            assert_eq!(usual(text.as_bytes()), None, "{text}");
        }
    }
}
