//! What stands in a setting where its value should: what a shell, a template
//! or a copied line left there. One rule for tokens, ids and addresses.

/// What is wrong with the text of a setting, as the end of a sentence. It
/// shows nothing of the text, which may be a secret.
pub(crate) fn fault(text: &str) -> Option<&'static str> {
    if text.starts_with(is_quote) || text.ends_with(is_quote) {
        return Some("is in quotes: remove them");
    }
    if is_placeholder(text) {
        return Some("is a placeholder that was not filled in: give the value itself");
    }
    if MISSING.iter().any(|word| text.eq_ignore_ascii_case(word)) {
        return Some("is a word that programs write where a value is missing: give the value");
    }
    if !text.is_empty() && text.chars().all(|one| matches!(one, '*' | '•')) {
        return Some("is masked, as a log or a form shows it: give the value itself");
    }
    if names_variable(text) {
        return Some("begins with the name of a variable: remove the name and its `=`");
    }
    None
}

/// How languages spell that there is no value, or one of another type.
const MISSING: &[&str] = &["undefined", "null", "none", "nil", "nan", "true", "false"];

fn is_quote(one: char) -> bool {
    matches!(one, '"' | '\'' | '`' | '“' | '”' | '‘' | '’')
}

/// `$NAME`, `${NAME}`, `$(command)`, `{name}`, `{{ name }}`, `%NAME%`, `<NAME>`.
fn is_placeholder(text: &str) -> bool {
    let within = |open, close| {
        let inner = text.strip_prefix(open).and_then(|text: &str| text.strip_suffix(close));
        // An address in brackets is no name.
        inner.is_some_and(|inner| !inner.contains(['/', ':']))
    };
    let begins = |text: &str| {
        text.starts_with(|one: char| one.is_ascii_alphabetic() || matches!(one, '_' | '{' | '('))
    };
    text.strip_prefix('$').is_some_and(begins)
        || ["${", "$(", "{{"].iter().any(|open| text.contains(open))
        || within('{', '}')
        || within('%', '%')
        || within('<', '>')
}

/// A line of an env file, `NAME=value`. What is encoded in base 64 may end in
/// such signs, and never goes on after them.
fn names_variable(text: &str) -> bool {
    let text = text.strip_prefix("export ").unwrap_or(text);
    text.split_once('=').is_some_and(|(name, value)| {
        let of_name = |byte: u8| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'_');
        !name.is_empty() && name.bytes().all(of_name) && !value.trim_start_matches('=').is_empty()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_the_place_of_a_value() {
        for (text, says) in [
            ("$KEY", "placeholder"),
            ("${KEY}", "placeholder"),
            ("$(cat key)", "placeholder"),
            ("us_env_${KEY}", "placeholder"),
            ("{key}", "placeholder"),
            ("{{ key }}", "placeholder"),
            ("%KEY%", "placeholder"),
            ("<YOUR_KEY>", "placeholder"),
            ("undefined", "a value is missing"),
            ("NULL", "a value is missing"),
            ("None", "a value is missing"),
            ("true", "a value is missing"),
            ("********", "is masked"),
            ("FLATFILE_API_KEY=sk_1", "name of a variable"),
            ("export KEY=sk_1", "name of a variable"),
            ("\"sk_1\"", "quotes"),
            ("“sk_1”", "quotes"),
        ] {
            assert!(fault(text).is_some_and(|fault| fault.contains(says)), "{text}");
        }
    }

    #[test]
    fn what_may_be_a_value_stays() {
        for text in ["", "sk_1", "us_env_1", "nullable", "ABC=", "ABC==", "a=b", "a$b", "5%", "$1"]
        {
            assert_eq!(fault(text), None, "{text}");
        }
    }
}
