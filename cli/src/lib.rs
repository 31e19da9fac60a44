//! `flatfile-jobs`: Flatfile jobs from a shell, over the library's public API.
//!
//! It is a library for `fuzz/` of the repository alone, which cannot use what a
//! program has; nothing of it but `main` is there in a usual build.

mod args;
mod commands;
mod diff;
mod doctor;
mod failure;
#[cfg(any(test, fuzzing))]
pub mod fuzzed;
mod input;
mod interrupt;
mod job;
mod many;
mod outcome;
mod output;
mod reap;
mod sandbox;
mod settings;
mod verbose;
mod watch;
mod work;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use commands::Cli;
use failure::{Failure, Kind};

/// The program.
pub fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    let cli = match Cli::try_parse_from(&words) {
        Ok(cli) => cli,
        Err(message) => return usage(&harmless(message, &words)),
    };
    let globals = cli.globals.clone();
    anstream::ColorChoice::from(globals.color).write_global();
    if globals.verbose {
        verbose::start();
    }
    let result = run(cli).and_then(|kind| match output::flush() {
        Ok(()) => Ok(kind),
        Err(unsaid) => unsaid.beside(kind, globals.json),
    });
    let kind = result.unwrap_or_else(|failure| {
        if failure.kind != Kind::Closed {
            failure::report(&failure, globals.json);
        }
        failure.kind
    });
    ExitCode::from(kind.code())
}

fn run(cli: Cli) -> Result<Kind, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::new(Kind::Other, format!("no runtime: {error}")))?;
    let result = runtime.block_on(cli.run());
    // A name that is still looked up must not hold up the end.
    runtime.shutdown_background();
    result
}

/// Help, the version, or what is wrong with the command line.
fn usage(message: &clap::Error) -> ExitCode {
    let written = message.print();
    if message.use_stderr() {
        return ExitCode::from(Kind::Input.code());
    }
    match written.map_err(|error| Failure::output(&error)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if failure.kind != Kind::Closed {
                failure::report(&failure, false);
            }
            ExitCode::from(failure.kind.code())
        }
    }
}

/// What is wrong with a command line, of whose words one may hold what a terminal
/// obeys: words of others get there by `xargs` and the like.
fn harmless(message: clap::Error, words: &[OsString]) -> clap::Error {
    let clean = words.iter().map(|word| output::clean(&word.to_string_lossy()).into_owned());
    let clean: Vec<String> = clean.collect();
    if clean.iter().zip(words).all(|(clean, word)| word == clean.as_str()) {
        return message;
    }
    Cli::try_parse_from(clean).err().unwrap_or_else(|| {
        let text = message.render().to_string();
        clap::Error::raw(message.kind(), output::clean(&text))
    })
}
