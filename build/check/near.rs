//! Which word was meant by a misspelt one.

use serde_json::Value;

/// The nearest of some words, if one is so near that it was probably meant.
pub fn nearest<'a>(word: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // Three changes of a long word, one of a short one.
    let farthest = (word.chars().count() / 3).min(3);
    words
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= farthest)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Whether an object lacks a keyword, and has one that is nearly that.
pub fn misspelt(object: &Value, keyword: &str) -> bool {
    let mut keys = object.as_object().into_iter().flatten().map(|(key, _)| key);
    object.get(keyword).is_none()
        && keys.any(|key| nearest(key, std::iter::once(keyword)).is_some())
}

/// How many letters have to be added, removed or replaced; letters that
/// changed places count as one change.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > 3 {
        return usize::MAX;
    }
    let mut rows: Vec<Vec<usize>> = vec![(0..=other.len()).collect()];
    for (line, a) in one.iter().enumerate() {
        let mut row = vec![line + 1];
        for (column, b) in other.iter().enumerate() {
            let replaced = rows[line][column] + usize::from(a != b);
            let removed = rows[line][column + 1] + 1;
            let added = row[column] + 1;
            let swapped = match (line.checked_sub(1), column.checked_sub(1)) {
                (Some(above), Some(before)) if one[above] == *b && other[before] == *a => {
                    rows[above][before] + 1
                }
                _ => usize::MAX,
            };
            row.push(replaced.min(removed).min(added).min(swapped));
        }
        rows.push(row);
    }
    rows.last().and_then(|row| row.last()).copied().unwrap_or(usize::MAX)
}
