//! What can be said on the command line.

use std::time::Duration;

use crate::world::Failure;

/// How long the soak is by default: long enough for some thousand lives, short
/// enough for every run of CI.
const SOAK: Duration = Duration::from_secs(20);

/// `conformance/run [PART]… [--soak SECONDS] [--seed NUMBER]`
#[derive(Debug)]
pub struct Arguments {
    /// The parts to run; none for all.
    parts: Vec<String>,
    /// How long the soak is.
    pub soak: Duration,
    /// What the soak's chance comes from.
    pub seed: u64,
}

impl Arguments {
    pub fn read(known: &[&str]) -> Result<Self, Failure> {
        let mut read = Self { parts: Vec::new(), soak: SOAK, seed: 1 };
        let mut given = std::env::args().skip(1);
        while let Some(word) = given.next() {
            match word.as_str() {
                "--soak" => read.soak = Duration::from_secs(number(given.next())?),
                "--seed" => read.seed = number(given.next())?,
                part if known.contains(&part) => read.parts.push(word),
                other => return Err(format!("{other} is none of {known:?}").into()),
            }
        }
        Ok(read)
    }

    pub fn wants(&self, part: &str) -> bool {
        self.parts.is_empty() || self.parts.iter().any(|wanted| wanted == part)
    }
}

fn number(word: Option<String>) -> Result<u64, Failure> {
    Ok(word.ok_or("a number is missing")?.parse()?)
}
