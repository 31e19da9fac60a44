//! Differences that were looked at, each with its reason, so that a new one
//! stands out.

use super::difference::Difference;

/// The list for the file that the vendor publishes.
const VENDOR: &str = include_str!("known.txt");

#[derive(Debug, Default)]
pub struct Known(Vec<Entry>);

#[derive(Debug)]
struct Entry {
    place: String,
    kind: String,
    reason: String,
}

impl Known {
    /// The list that comes with the program.
    pub fn vendor() -> Self {
        // A test reads it.
        Self::read(VENDOR).unwrap_or_default()
    }

    /// A list: on each line a place, in which `*` stands for anything, a kind,
    /// and the reason. A kind may name the side (`nullable:contract`) or the value
    /// (`value=paused`).
    pub fn read(text: &str) -> Result<Self, String> {
        let mut entries = Vec::new();
        for (line, number) in text.lines().zip(1..) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let word = |text: &'_ str| {
                let (word, rest) = text.split_once(char::is_whitespace)?;
                Some((word.to_owned(), rest.trim_start().to_owned()))
            };
            let words = word(line).and_then(|(place, rest)| Some((place, word(&rest)?)));
            match words {
                Some((place, (kind, reason))) => {
                    entries.push(Entry { place: place.replace('%', " "), kind, reason })
                }
                _ => return Err(format!("line {number} is no place, kind and reason: `{line}`")),
            }
        }
        Ok(Self(entries))
    }

    /// The entries that none of these needs, for the test of the list.
    #[cfg(test)]
    pub fn idle(&self, differences: &[Difference]) -> Vec<String> {
        let needed = |entry: &Entry| differences.iter().any(|it| entry.fits(it));
        let idle = self.0.iter().filter(|entry| !needed(entry));
        idle.map(|entry| format!("{} {}", entry.place, entry.kind)).collect()
    }

    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The reason of a difference that is known.
    pub fn reason(&self, difference: &Difference) -> Option<&str> {
        self.0.iter().find(|entry| entry.fits(difference)).map(|entry| entry.reason.as_str())
    }
}

impl Entry {
    fn fits(&self, difference: &Difference) -> bool {
        let found = &difference.found;
        let kind = found.kind();
        let detailed = found.detail().map(|detail| format!("{kind}={detail}"));
        let sided = found.only_in().map(|side| format!("{kind}:{side}"));
        let kinds = [Some(kind.to_owned()), detailed, sided];
        kinds.iter().flatten().any(|kind| *kind == self.kind)
            && matches(&self.place, &difference.place)
    }
}

/// Whether a text is of a form in which `*` stands for anything.
fn matches(form: &str, text: &str) -> bool {
    let Some((before, after)) = form.split_once('*') else { return form == text };
    let Some(rest) = text.strip_prefix(before) else { return false };
    rest.char_indices()
        .map(|(at, _)| at)
        .chain([rest.len()])
        .any(|at| rest.get(at..).is_some_and(|rest| matches(after, rest)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diff::difference::{Found, Severity, Side};

    #[test]
    fn the_list_of_the_program_can_be_read() {
        assert!(!Known::read(VENDOR).unwrap().0.is_empty());
    }

    #[test]
    fn a_star_stands_for_anything() {
        for (form, text, fits) in [
            ("Job.createdBy", "Job.createdBy", true),
            ("Job.created", "Job.createdBy", false),
            ("*", "", true),
            ("*.createdBy", "Job.createdBy", true),
            ("Job.*", "JobConfig.info", false),
            ("*Clip*.*", "DataClip.columnField", true),
        ] {
            assert_eq!(matches(form, text), fits, "{form} {text}");
        }
    }

    #[test]
    fn a_value_can_be_named() {
        let found = Found::Value(Side::There, "paused".to_owned(), true);
        let difference =
            Difference { place: "JobStatus".to_owned(), found, severity: Severity::Additive };
        let reason = |list: &str| {
            let known = Known::read(list).unwrap();
            known.reason(&difference).map(str::to_owned)
        };
        assert_eq!(reason("JobStatus value=paused it is new").as_deref(), Some("it is new"));
        assert_eq!(reason("JobStatus value=other it is new"), None);
        assert_eq!(reason("Job* value they grow").as_deref(), Some("they grow"));
        assert!(Known::read("JobStatus value").is_err());
    }

    #[test]
    fn a_side_can_be_named() {
        let found = |side| Difference {
            place: "Job.operation".to_owned(),
            found: Found::Nullable(side, false),
            severity: Severity::Breaking,
        };
        let known = Known::read("* nullable:contract null is absent").unwrap();
        assert_eq!(known.reason(&found(Side::Here)), Some("null is absent"));
        assert_eq!(known.reason(&found(Side::There)), None);
    }
}
