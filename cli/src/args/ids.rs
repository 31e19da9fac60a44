//! Which jobs.

use std::collections::HashSet;

use clap::Args;

use crate::failure::Failure;
use crate::input::{STDIN, ids_of, read};
use crate::output::note;

#[derive(Args, Clone, Debug)]
pub struct Ids {
    /// Ids of jobs; `-` reads them from standard input, one a line.
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,
}

impl Ids {
    /// Whether standard input is theirs.
    pub fn take_stdin(&self) -> bool {
        self.ids.iter().any(|id| id == STDIN)
    }

    /// All ids, each once, in their order.
    pub fn read(&self, quiet: bool) -> Result<Vec<String>, Failure> {
        let mut ids = Vec::new();
        for id in &self.ids {
            match id.as_str() {
                STDIN => ids.extend(ids_of(&read(STDIN)?)?),
                _ => ids.push(id.trim().to_owned()),
            }
        }
        let given = ids.len();
        let mut seen = HashSet::with_capacity(given);
        ids.retain(|id| seen.insert(id.clone()));
        match given - ids.len() {
            0 => {}
            1 => note(quiet, "one id was given twice, and counts once"),
            twice => note(quiet, &format!("{twice} ids were given again, and count once")),
        }
        Ok(ids)
    }
}
