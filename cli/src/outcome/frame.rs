//! A box of lines.

use unicode_width::UnicodeWidthStr;

use crate::output::{fit, style};

/// Lines within a frame that is `width` wide, border and padding included.
/// A line may have colours; its plain form says how wide it is.
pub struct Frame {
    width: usize,
    lines: Vec<String>,
}

/// A border and a space on either side.
const AROUND: usize = 4;

impl Frame {
    pub fn new(width: usize) -> Self {
        Self { width: width.max(AROUND + 8), lines: Vec::new() }
    }

    /// How wide a line can be.
    pub fn room(&self) -> usize {
        self.width - AROUND
    }

    /// A line that begins at the left.
    pub fn left(&mut self, text: &str, style: fn(&str) -> String) {
        let text = fit(text, self.room());
        let padding = " ".repeat(self.room().saturating_sub(text.width()));
        self.lines.push(format!("{}{padding}", style(&text)));
    }

    /// A line that ends at the right.
    pub fn right(&mut self, text: &str, style: fn(&str) -> String) {
        let text = fit(text, self.room());
        let padding = " ".repeat(self.room().saturating_sub(text.width()));
        self.lines.push(format!("{padding}{}", style(&text)));
    }

    pub fn empty(&mut self) {
        self.lines.push(" ".repeat(self.room()));
    }

    /// All of it, as lines.
    pub fn lines(self) -> Vec<String> {
        let bar = "─".repeat(self.width - 2);
        let side = style::faint("│");
        let top = style::faint(format_args!("┌{bar}┐"));
        let bottom = style::faint(format_args!("└{bar}┘"));
        let middle = self.lines.into_iter().map(|line| format!("{side} {line} {side}"));
        std::iter::once(top).chain(middle).chain(std::iter::once(bottom)).collect()
    }
}
