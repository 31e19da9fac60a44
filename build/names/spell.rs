//! How one word is spelt as a name.

use std::fmt::Write;

use heck::{ToSnakeCase, ToUpperCamelCase};

/// A word as the name of a type or variant.
pub fn pascal(word: &str) -> String {
    let name = upright(&with_letter(&letters(word).to_upper_camel_case(), 'X'));
    // The generator puts a name into case once more, which has to change nothing.
    upright(&name)
}

/// The builder that the generator makes of a function.
pub fn builder(function: &str) -> String {
    function.to_upper_camel_case()
}

fn upright(name: &str) -> String {
    name.to_upper_camel_case()
}

/// A word as the name of a member, parameter or function.
pub fn snake(word: &str) -> String {
    let name = with_letter(&letters(word).to_snake_case(), 'x');
    match is_keyword(&name) {
        true => format!("{name}_"),
        false => name,
    }
}

/// Whether a name is what anybody would expect for a word.
pub fn plain(word: &str, name: &str) -> bool {
    let bare = name.trim_end_matches('_');
    bare == word.to_upper_camel_case() || bare == word.to_snake_case()
}

fn with_letter(name: &str, letter: char) -> String {
    match name.starts_with(|first: char| first.is_ascii_digit()) {
        true => format!("{letter}{name}"),
        false => name.to_owned(),
    }
}

/// Letters, digits and what parts them, all ASCII.
fn letters(word: &str) -> String {
    match word {
        "" => return "empty".to_owned(),
        "+1" => return "plus1".to_owned(),
        "-1" => return "minus1".to_owned(),
        _ => {}
    }
    let only_signs = !word.chars().any(|it| it.is_ascii_alphanumeric() || !it.is_ascii());
    let mut letters = String::new();
    for character in word.chars() {
        match character {
            '\'' if !only_signs => {}
            plain if plain.is_ascii_alphanumeric() => letters.push(plain),
            sign if sign.is_ascii() && !only_signs => letters.push('-'),
            // Never fails: it is a string that is written to.
            other => drop(write!(letters, "u{:04x}", u32::from(other))),
        }
    }
    letters
}

/// Words that Rust keeps for itself, in any edition.
pub fn is_keyword(name: &str) -> bool {
    const KEYWORDS: [&str; 52] = [
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
        "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
        "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
        "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type",
        "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield", "_",
    ];
    KEYWORDS.contains(&name)
}
