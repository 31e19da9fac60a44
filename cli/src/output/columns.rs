//! Rows under one another, given one by one: the widths are set before the
//! rows are known, so that a list of a million begins at once.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A column: its title, and how wide it usually is. The last one has the rest.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub title: &'static str,
    pub width: usize,
    /// Whether a wider text goes over the width, since half of it is of no use.
    pub whole: bool,
}

/// What all rows of one table share.
#[derive(Clone, Debug)]
pub struct Columns {
    columns: Vec<Column>,
    /// The terminal's width; without one nothing is cut.
    width: Option<usize>,
}

/// Between two columns.
const GAP: usize = 2;

impl Columns {
    pub fn new(columns: &[Column], width: Option<usize>) -> Self {
        Self { columns: columns.to_vec(), width }
    }

    /// The titles, as a row.
    pub fn titles(&self) -> String {
        let titles: Vec<&str> = self.columns.iter().map(|column| column.title).collect();
        self.row(&titles, |_, text| text.to_owned())
    }

    /// One row. `style` gives a cell its colours, which have no width.
    pub fn row(&self, cells: &[&str], style: impl Fn(usize, &str) -> String) -> String {
        let mut row = String::new();
        let mut used = 0;
        for (index, cell) in cells.iter().enumerate() {
            let last = index + 1 == cells.len();
            let column = self.columns.get(index);
            let wanted = column.map_or(0, |column| column.width);
            let most = if column.is_some_and(|column| column.whole) { usize::MAX } else { wanted };
            let shown = match (self.width, last) {
                (None, _) => Cow::Borrowed(*cell),
                (Some(width), true) => fit(cell, width.saturating_sub(used)),
                (Some(width), false) => fit(cell, most.min(width.saturating_sub(used))),
            };
            let shown_width = shown.width();
            row.push_str(&style(index, &shown));
            used += shown_width;
            if !last {
                let padding = wanted.saturating_sub(shown_width) + GAP;
                row.push_str(&" ".repeat(padding));
                used += padding;
            }
        }
        row.truncate(row.trim_end().len());
        row
    }
}

/// As much of a text as fits, with a mark where some is left out.
pub fn fit(text: &str, width: usize) -> Cow<'_, str> {
    if text.width() <= width {
        return Cow::Borrowed(text);
    }
    let mut room = width.saturating_sub(1);
    let mut shown = String::new();
    for c in text.chars() {
        let needed = c.width().unwrap_or(0);
        if needed > room {
            break;
        }
        room -= needed;
        shown.push(c);
    }
    if width > 0 {
        shown.push('…');
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 2] = [
        Column { title: "ID", width: 6, whole: false },
        Column { title: "INFO", width: 4, whole: false },
    ];

    fn row(width: Option<usize>, cells: [&str; 2]) -> String {
        Columns::new(&COLUMNS, width).row(&cells, |_, text| text.to_owned())
    }

    #[test]
    fn a_terminal_is_never_left() {
        assert_eq!(row(Some(12), ["us_jb_1", "a long text"]), "us_jb…  a l…");
        assert_eq!(row(Some(12), ["us_jb", "日本語"]), "us_jb   日…");
        assert_eq!(row(Some(3), ["us_jb", "text"]), "us…");
    }

    #[test]
    fn an_id_is_whole() {
        let columns = COLUMNS.map(|column| Column { whole: true, ..column });
        let row =
            |width| Columns::new(&columns, Some(width)).row(&["us_jb_1", "x"], |_, it| it.into());
        assert_eq!(row(20), "us_jb_1  x");
        assert_eq!(row(5), "us_j…");
    }

    #[test]
    fn nothing_is_cut_where_there_is_no_terminal() {
        assert_eq!(row(None, ["us_jb_12345", "a long text"]), "us_jb_12345  a long text");
        assert_eq!(row(None, ["us", ""]), "us");
    }

    #[test]
    fn colours_have_no_width() {
        let columns = Columns::new(&COLUMNS, Some(20));
        let row = columns.row(&["us", "x"], |_, text| format!("<{text}>"));
        assert_eq!(row, "<us>      <x>");
    }
}
