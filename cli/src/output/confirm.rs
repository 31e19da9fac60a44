//! Asking a person.

use std::io::{self, BufRead, Write};

/// Asks on standard error. Only `y` or `yes` is a yes.
pub fn confirm(question: &str) -> bool {
    let mut err = anstream::stderr();
    if write!(err, "{question} [y/N] ").and_then(|()| err.flush()).is_err() {
        return false;
    }
    let mut line = String::new();
    let read = io::stdin().lock().read_line(&mut line);
    read.is_ok() && matches!(line.trim().to_ascii_lowercase().as_str(), "y" | "yes")
}
