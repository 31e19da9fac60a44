//! Ids, one a line. Line ends of Windows, blank lines and comments are harmless.

use crate::failure::Failure;
use crate::output::clean;

/// What begins a comment, at the start of a line or after white space: the
/// files of what was left over say there why.
const COMMENT: char = '#';

/// The ids of a text.
pub fn ids_of(text: &str) -> Result<Vec<String>, Failure> {
    let mut ids = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        let id = without_comment(line).trim();
        match id.split_whitespace().count() {
            0 => {}
            1 => ids.push(id.to_owned()),
            _ => return Err(several(id, number)),
        }
    }
    Ok(ids)
}

fn several(line: &str, number: usize) -> Failure {
    let begun: String = line.chars().take(40).collect();
    Failure::input(format!("line {number} is more than one id: `{}`", clean(&begun)))
        .next("one id a line: `flatfile-jobs list --ids` prints them so")
}

fn without_comment(line: &str) -> &str {
    let is_comment = |at: &usize| {
        line.get(..*at)
            .is_some_and(|before| before.is_empty() || before.ends_with(char::is_whitespace))
    };
    let start = line.match_indices(COMMENT).map(|(at, _)| at).find(is_comment);
    start.and_then(|at| line.get(..at)).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::ids_of;

    #[test]
    fn what_stands_around_ids_is_harmless() {
        let text = "us_jb_1\r\n\r\n  us_jb_2\t\n# all of them\nus_jb_3 # in doubt: no response\n\
            \t#x\nus#jb\nus_jb_4";
        assert_eq!(ids_of(text).unwrap(), ["us_jb_1", "us_jb_2", "us_jb_3", "us#jb", "us_jb_4"]);
        assert!(ids_of("\n \r\n#\n").unwrap().is_empty());
    }

    #[test]
    fn a_line_of_a_table_is_no_id() {
        let failure = ids_of("us_jb_1\nus_jb_2  failed  \u{1b}[2J\n").unwrap_err();
        assert_eq!(failure.what, "line 2 is more than one id: `us_jb_2  failed  \\u{1b}[2J`");
    }
}
