//! How wide the terminals are, and whether there is a person at them.

use std::io::{IsTerminal, stderr, stdin, stdout};

use terminal_size::{Width, terminal_size_of};

/// The width of standard output; none where it is no terminal, so that nothing
/// is cut there.
pub fn width_of_stdout() -> Option<usize> {
    terminal_size_of(stdout()).map(|(Width(columns), _)| columns.into())
}

/// The same of standard error.
pub fn width_of_stderr() -> Option<usize> {
    terminal_size_of(stderr()).map(|(Width(columns), _)| columns.into())
}

/// Whether somebody can be asked: reads standard error, types on standard input.
pub fn is_terminal_pair() -> bool {
    stdin().is_terminal() && stderr().is_terminal()
}
