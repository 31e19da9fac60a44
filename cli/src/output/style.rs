//! What colours mean. The streams drop them where they are not wanted.

use anstyle::{AnsiColor, Style};
use std::fmt::Display;

fn styled(style: Style, text: impl Display) -> String {
    format!("{style}{text}{style:#}")
}

pub fn good(text: impl Display) -> String {
    styled(AnsiColor::Green.on_default(), text)
}

pub fn bad(text: impl Display) -> String {
    styled(AnsiColor::Red.on_default().bold(), text)
}

pub fn uneasy(text: impl Display) -> String {
    styled(AnsiColor::Yellow.on_default(), text)
}

pub fn busy(text: impl Display) -> String {
    styled(AnsiColor::Cyan.on_default(), text)
}

pub fn faint(text: impl Display) -> String {
    styled(Style::new().dimmed(), text)
}

pub fn strong(text: impl Display) -> String {
    styled(Style::new().bold(), text)
}
