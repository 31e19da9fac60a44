//! A session without what differs from run to run.

/// Puts a word in the place of dates, durations and names by the clock.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (length, word) = [date(rest), stamp(rest), took(rest)]
            .into_iter()
            .flatten()
            .next()
            .unwrap_or((first.len_utf8(), ""));
        plain.push_str(if word.is_empty() { &rest[..length] } else { word });
        rest = &rest[length..];
    }
    plain
}

/// `2025-03-04T09:12:30.123Z`, or `2025-03-04 09:12:30 UTC`.
fn date(text: &str) -> Option<(usize, &'static str)> {
    shaped(text, "0000-00-00")?;
    let after = text.get(10..)?.strip_prefix(['T', ' '])?;
    shaped(after, "00:00:00")?;
    let end = after.find(|c: char| !c.is_ascii_digit() && !":.".contains(c))?;
    let zone = ["Z", " UTC"].into_iter().find(|zone| after[end..].starts_with(zone))?;
    Some((11 + end + zone.len(), "DATE"))
}

/// `20250304T091230-1234`, in the name of a file.
fn stamp(text: &str) -> Option<(usize, &'static str)> {
    shaped(text, "00000000T000000-")?;
    let number = &text[16..];
    let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
    Some((16 + end, "STAMP"))
}

/// `in 1.5ms`.
fn took(text: &str) -> Option<(usize, &'static str)> {
    let number = text.strip_prefix("in ")?;
    let end = number.find(|c: char| !c.is_ascii_digit() && c != '.').filter(|end| *end > 0)?;
    // `as in 10s` is help.
    let units = if number[..end].contains('.') { &["ms", "µs", "s"][..] } else { &["ms", "µs"] };
    let unit = units.iter().find(|unit| number[end..].starts_with(**unit))?;
    Some((3 + end + unit.len(), "in TIME"))
}

/// Whether a text begins with this shape, in which 0 is any digit.
fn shaped(text: &str, shape: &str) -> Option<()> {
    let mut chars = text.chars();
    shape
        .chars()
        .all(|wanted| {
            chars.next().is_some_and(|c| match wanted {
                '0' => c.is_ascii_digit(),
                other => c == other,
            })
        })
        .then_some(())
}

#[test]
fn what_differs_goes() {
    let text = "at 2025-03-04T09:12:30.123456Z, 2025-03-04 09:12:30 UTC (2h ago) in 1.5ms, in 12 jobs, in 10s, left-20250304T091230-77.txt";
    assert_eq!(plain(text), "at DATE, DATE (2h ago) in TIME, in 12 jobs, in 10s, left-STAMP.txt");
}
