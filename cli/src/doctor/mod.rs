//! Checks of the way to the server, one a file. Each says what it found, and
//! what to do.

mod clock;
mod drift;
mod key;
mod proxy;
mod reach;
mod settings;

use serde_json::{Value, json};

use crate::failure::Kind;
use crate::output::{clean, style};

pub use clock::check as clock;
pub use drift::check as drift;
pub use key::check as key;
pub use proxy::check as proxy;
pub use reach::{check as reach, knock};
pub use settings::check as settings;

/// What a check found.
#[derive(Debug)]
pub struct Check {
    pub name: &'static str,
    pub state: State,
    pub found: String,
    pub next_step: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Good,
    /// It works, and something is odd.
    Odd,
    /// It does not work.
    Bad(Kind),
}

impl Check {
    pub fn new(name: &'static str, state: State, found: impl Into<String>) -> Self {
        Self { name, state, found: found.into(), next_step: None }
    }

    pub fn good(name: &'static str, found: impl Into<String>) -> Self {
        Self::new(name, State::Good, found)
    }

    #[must_use]
    pub fn next(mut self, step: Option<String>) -> Self {
        self.next_step = step;
        self
    }

    fn word(&self) -> &'static str {
        match self.state {
            State::Good => "good",
            State::Odd => "odd",
            State::Bad(_) => "bad",
        }
    }

    pub fn to_line(&self) -> String {
        let word = format!("{:<4}", self.word());
        let word = match self.state {
            State::Good => style::good(word),
            State::Odd => style::uneasy(word),
            State::Bad(_) => style::bad(word),
        };
        let step = self.next_step.as_ref();
        let step = step.map(|step| format!("\n{:19}{} {}", "", style::faint("next:"), clean(step)));
        format!("{word}  {:<11}  {}{}", self.name, clean(&self.found), step.unwrap_or_default())
    }

    pub fn to_json(&self) -> Value {
        json!({
            "check": self.name,
            "result": self.word(),
            "found": self.found,
            "next": self.next_step,
        })
    }
}
