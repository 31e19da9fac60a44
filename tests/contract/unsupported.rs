//! What `openapi/README.md` lists as not supported is refused in these words.

const README: &str = include_str!("../../openapi/README.md");
const PLANTED: &str = include_str!("planted/planted.txt");

/// The right cells of the table under a title.
fn said(title: &str) -> Vec<&'static str> {
    let (_, section) = README.split_once(title).expect("the section is there");
    let section = section.split_once("\n## ").map_or(section, |(section, _)| section);
    let rows = section.lines().filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"));
    // The title of the table is a row, too.
    rows.skip(1).filter_map(|row| Some(row.split_once(" | ")?.1)).collect()
}

/// Whether the pieces stand in a line, one after another.
fn has(line: &str, pieces: &str) -> bool {
    let mut rest = line;
    pieces.split('…').map(str::trim).all(|piece| match rest.split_once(piece) {
        Some((_, after)) => {
            rest = after;
            true
        }
        None => false,
    })
}

#[test]
fn each_is_refused_in_these_words() {
    let cells = said("\n## What is not supported\n");
    assert!(cells.len() > 10, "{cells:?}");
    for words in cells.iter().flat_map(|cell| cell.split("; ")) {
        let found =
            PLANTED.lines().any(|line| line.starts_with("  small.yaml:") && has(line, words));
        assert!(found, "no fault that was planted is refused with `{words}`");
    }
}
