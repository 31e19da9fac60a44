//! Globs, by the rules of `wildcard-match` 5.1.6, which the official listener
//! uses.
//!
//! | Pattern | Matches |
//! |---|---|
//! | `*` | any run of characters without the separator, also none |
//! | `?` | one character, not the separator |
//! | `**` as a whole segment | any number of segments, also none |
//! | `**` within a segment | the same as `*` |
//! | `\x` | `x` itself |
//! | one separator | one or more; those at the end of the value are passed over |
//!
//! All else is itself; the value is matched as a whole, by UTF-16 units, as
//! JavaScript has it.

/// One step of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Unit(u16),
    /// One unit that is not the separator.
    One,
    /// Any run of them.
    Run,
    /// One separator or more.
    Separators,
    /// Any number of separators.
    MaybeSeparators,
    /// One separator or more, or the end.
    SeparatorsOrEnd,
    /// Segments, each with its separator.
    Segments,
    /// Anything.
    All,
}

/// Whether a text matches a pattern.
pub(super) fn matches(pattern: &str, separator: char, text: &str) -> bool {
    let mut buffer = [0; 2];
    let [separator] = *separator.encode_utf16(&mut buffer) else { return false };
    let pattern: Vec<u16> = pattern.encode_utf16().collect();
    let text: Vec<u16> = text.encode_utf16().collect();
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    for step in steps(&pattern, separator) {
        reached = step.take(&reached, &text, separator);
    }
    reached.last().copied().unwrap_or_default()
}

fn steps(pattern: &[u16], separator: u16) -> Vec<Step> {
    let deep: Vec<u16> = "**".encode_utf16().collect();
    let segments: Vec<&[u16]> = pattern.split(|unit| *unit == separator).collect();
    let mut steps = Vec::new();
    for (number, segment) in segments.iter().enumerate() {
        let (first, last) = (number == 0, number + 1 == segments.len());
        if segment.is_empty() && !first {
            continue;
        }
        let before_deep = segments.get(number + 1).is_some_and(|next| *next == deep);
        if *segment == deep {
            if before_deep {
                continue;
            }
            match (first, last) {
                (true, _) => {}
                (false, true) => steps.push(Step::SeparatorsOrEnd),
                (false, false) => steps.push(Step::Separators),
            }
            steps.push(if last { Step::All } else { Step::Segments });
            continue;
        }
        literals(segment, &mut steps);
        match (last, before_deep) {
            (true, _) => steps.push(Step::MaybeSeparators),
            (false, false) => steps.push(Step::Separators),
            (false, true) => {}
        }
    }
    steps
}

fn literals(segment: &[u16], steps: &mut Vec<Step>) {
    let is = |unit: u16, sign: char| u32::from(unit) == u32::from(sign);
    let mut units = segment.iter().copied();
    while let Some(unit) = units.next() {
        steps.push(match unit {
            unit if is(unit, '\\') => match units.next() {
                Some(unit) => Step::Unit(unit),
                None => break,
            },
            unit if is(unit, '?') => Step::One,
            unit if is(unit, '*') => Step::Run,
            unit => Step::Unit(unit),
        });
    }
}

impl Step {
    /// Where in the text one can be after this step, from where one can be
    /// before it.
    fn take(self, before: &[bool], text: &[u16], separator: u16) -> Vec<bool> {
        let one = |from: &[bool], fits: &dyn Fn(u16) -> bool| {
            let mut after = vec![false; from.len()];
            for (at, unit) in text.iter().enumerate() {
                after[at + 1] = from[at] && fits(*unit);
            }
            after
        };
        let run = |mut from: Vec<bool>, fits: &dyn Fn(u16) -> bool| {
            for (at, unit) in text.iter().enumerate() {
                if from[at] && fits(*unit) {
                    from[at + 1] = true;
                }
            }
            from
        };
        let is_separator = |unit: u16| unit == separator;
        match self {
            Self::Unit(wanted) => one(before, &|unit| unit == wanted),
            Self::One => one(before, &|unit| unit != separator),
            Self::Run => run(before.to_vec(), &|unit| unit != separator),
            Self::Separators => run(one(before, &is_separator), &is_separator),
            Self::MaybeSeparators => run(before.to_vec(), &is_separator),
            Self::SeparatorsOrEnd => {
                let mut after = run(one(before, &is_separator), &is_separator);
                let end = text.len();
                after[end] |= before[end];
                after
            }
            Self::Segments => {
                let mut after = before.to_vec();
                let mut begun = false;
                for (at, unit) in text.iter().enumerate() {
                    begun |= before[at];
                    after[at + 1] |= begun && is_separator(*unit);
                }
                after
            }
            Self::All => {
                let mut begun = false;
                before
                    .iter()
                    .map(|reached| {
                        begun |= *reached;
                        begun
                    })
                    .collect()
            }
        }
    }
}
