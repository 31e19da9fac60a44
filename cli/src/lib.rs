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
        Err(message) => return usage(&harmless(message, &words), asks_for_json(&words)),
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
fn usage(message: &clap::Error, as_json: bool) -> ExitCode {
    if message.use_stderr() {
        match as_json {
            true => failure::report(&misused(&message.render().to_string()), true),
            // Where it cannot be written there is nobody to tell.
            false => drop(message.print()),
        }
        return ExitCode::from(Kind::Input.code());
    }
    match message.print().map_err(|error| Failure::output(&error)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if failure.kind != Kind::Closed {
                failure::report(&failure, as_json);
            }
            ExitCode::from(failure.kind.code())
        }
    }
}

/// Whether JSON is asked for, on a command line that may be wrong in any way. What
/// follows `--` are words for another program.
fn asks_for_json(words: &[OsString]) -> bool {
    words.iter().skip(1).take_while(|word| *word != "--").any(|word| word == "--json")
}

/// What the parser of the command line says, as the one line that it is for
/// programs: its first paragraph, and the next one where that is a tip.
fn misused(text: &str) -> Failure {
    let mut paragraphs = text.trim().split("\n\n").map(|paragraph| {
        let lines: Vec<&str> = paragraph.lines().map(str::trim).collect();
        lines.join(" ")
    });
    let what = paragraphs.next().unwrap_or_default();
    let what = what.strip_prefix("error: ").unwrap_or(&what);
    let tip = paragraphs.find_map(|it| it.strip_prefix("tip: ").map(str::to_owned));
    Failure::input(what).next(tip.unwrap_or_else(|| "try '--help'".to_owned()))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_asked_for_before_the_words_of_another_program() {
        let asks =
            |line: &str| asks_for_json(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert!(asks("flatfile-jobs list --nonsense --json"));
        assert!(!asks("flatfile-jobs work --nonsense -- curl --json"));
        assert!(!asks("--json list"));
    }
}
