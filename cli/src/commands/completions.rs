//! `completions`.

use clap::CommandFactory;
use clap_complete::{Shell, generate};

use super::Cli;
use crate::failure::{Failure, Kind};
use crate::output::document;

/// Print the completions of a shell
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Which shell.
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

pub fn run(args: &Args) -> Result<Kind, Failure> {
    let mut command = Cli::command();
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    generate(args.shell, &mut command, name, &mut script);
    document(&String::from_utf8_lossy(&script))?;
    Ok(Kind::Done)
}
