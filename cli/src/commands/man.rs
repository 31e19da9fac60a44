//! `man`.

use std::path::{Path, PathBuf};
use std::{fs, io};

use clap::CommandFactory;
use clap_mangen::Man;

use super::Cli;
use crate::failure::{Failure, Kind};
use crate::output::document;

/// Print the manual page, or write one for each command
#[derive(clap::Args, Debug)]
pub struct Args {
    /// Write the pages of all commands into this folder.
    #[arg(long, value_name = "FOLDER")]
    out: Option<PathBuf>,
}

pub fn run(args: &Args) -> Result<Kind, Failure> {
    let command = Cli::command();
    let Some(folder) = &args.out else {
        document(&String::from_utf8_lossy(&page(command)?))?;
        return Ok(Kind::Done);
    };
    fs::create_dir_all(folder).map_err(|error| unwritten(folder, &error))?;
    clap_mangen::generate_to(command, folder).map_err(|error| unwritten(folder, &error))?;
    Ok(Kind::Done)
}

fn page(command: clap::Command) -> Result<Vec<u8>, Failure> {
    let mut page = Vec::new();
    Man::new(command)
        .render(&mut page)
        .map_err(|error| Failure::new(Kind::Other, error.to_string()))?;
    Ok(page)
}

fn unwritten(place: &Path, error: &io::Error) -> Failure {
    Failure::new(Kind::Output, format!("{} cannot be written: {error}", place.display()))
}
