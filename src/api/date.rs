//! Dates as RFC 3339 has them: years of four digits, and an offset.

use std::{fmt, str};

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
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
        true => match usual_text(date).as_ref().map(|text| str::from_utf8(text)) {
            Some(Ok(text)) => serializer.serialize_str(text),
            _ => date.serialize(serializer),
        },
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

/// Whether RFC 3339 can write it: its years have four digits.
pub(crate) fn has_form(date: &DateTime<Utc>) -> bool {
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

/// The same form the other way round, of a date that has it: one of whole
/// milliseconds, but no whole seconds, of which chrono writes less.
fn usual_text(date: &DateTime<Utc>) -> Option<[u8; 24]> {
    let mut text = *b"0000-00-00T00:00:00.000Z";
    let date = date.naive_utc();
    let (milliseconds, rest) = (date.nanosecond() / 1_000_000, date.nanosecond() % 1_000_000);
    // A leap second has more than a thousand.
    if rest != 0 || !(1..1000).contains(&milliseconds) {
        return None;
    }
    let year = u32::try_from(date.year()).ok().filter(|year| *year <= 9999)?;
    let parts = [
        (0..4, year),
        (5..7, date.month()),
        (8..10, date.day()),
        (11..13, date.hour()),
        (14..16, date.minute()),
        (17..19, date.second()),
        (20..23, milliseconds),
    ];
    for (digits, number) in parts {
        let mut number = number;
        for digit in text.get_mut(digits)?.iter_mut().rev() {
            *digit += u8::try_from(number % 10).ok()?;
            number /= 10;
        }
    }
    Some(text)
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
    use proptest::prelude::*;

    use super::{has_form, usual, usual_text};

    /// What chrono reads, but for leap seconds, which are its own to count.
    fn library(text: &str) -> Option<DateTime<Utc>> {
        text.parse().ok()
    }

    prop_compose! {
        /// Texts of the usual form, whose numbers are mostly those of a date.
        fn form()(
            year in 0..=9999u32,
            numbers in (0..=13u32, 0..=32u32, 0..=25u32, 0..=61u32, 0..=60u32, 0..=999u32),
        ) -> String {
            let (month, day, hour, minute, second, millisecond) = numbers;
            format!(
                "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millisecond:03}Z"
            )
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            failure_persistence: None,
            ..ProptestConfig::with_cases(4096)
        })]

        #[test]
        fn both_ways_agree_on_all_of_the_form(text in form()) {
            let leap = &text[17..19] == "60";
            prop_assert_eq!(usual(text.as_bytes()), library(&text).filter(|_| !leap));
        }

        #[test]
        fn the_short_way_reads_nothing_that_the_library_does_not(
            text in form(),
            at in 0..24usize,
            with in "[0-9TZtz:.+ ,-]{0,3}",
            cut in 0..3usize,
        ) {
            let mut text = text;
            text.replace_range(at..(at + cut).min(24), &with);
            let short = usual(text.as_bytes());
            prop_assert!(short.is_none() || short == library(&text), "{}: {:?}", text, short);
        }

        #[test]
        fn whatever_is_written_is_read_by_the_short_way(
            milliseconds in -62_167_219_200_000i64..253_402_300_800_000,
        ) {
            let date = DateTime::<Utc>::from_timestamp_millis(milliseconds).unwrap();
            let text = date.to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
            prop_assert_eq!(usual(text.as_bytes()), Some(date));
        }

        #[test]
        fn both_ways_write_the_same(
            milliseconds in -62_167_219_200_000i64..253_402_300_800_000,
            nanoseconds in prop_oneof![4 => Just(0u32), 1 => 0..1_000_000u32],
            whole in any::<bool>(),
        ) {
            let milliseconds = if whole { milliseconds / 1000 * 1000 } else { milliseconds };
            let date = DateTime::<Utc>::from_timestamp_millis(milliseconds).unwrap();
            let date = date + chrono::TimeDelta::nanoseconds(i64::from(nanoseconds));
            let library = serde_json::to_value(date).unwrap();
            let short = usual_text(&date).map(|text| String::from_utf8(text.to_vec()).unwrap());
            prop_assert!(short.as_deref().is_none_or(|text| library == text), "{:?}", short);
            prop_assert_eq!(short.is_some(), nanoseconds == 0 && milliseconds % 1000 != 0);
            prop_assert!(has_form(&date));
        }

        #[test]
        fn no_bytes_at_all_are_too_odd(bytes in proptest::collection::vec(any::<u8>(), 0..40)) {
            let read = usual(&bytes);
            let text = std::str::from_utf8(&bytes).ok();
            prop_assert!(read.is_none() || text.and_then(library) == read);
        }
    }

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
