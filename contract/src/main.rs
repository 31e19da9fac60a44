//! `cargo run -p contract -- check|surface|release|examples [FILE]`
//!
//! Without a word all four are asked for. `--write` writes the committed file
//! of `surface` or `release` anew.
//!
//! `cargo run --release -p contract -- fuzz COUNT [SEED]` gives the build that
//! many contracts of each kind, and names the seeds of faults.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is a command")]

use std::io;
use std::process::ExitCode;

use contract::codegen::document::Document;
use contract::codegen::problem::Problem;
use contract::{changes, examples, facts, files, fuzz, release, surface};

const USAGE: &str = "usage: contract [check|surface|release|examples] [--write] [FILE]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [word, count, rest @ ..] = arguments.as_slice()
        && word == "fuzz"
        && let Ok(count) = count.parse::<u64>()
    {
        let first = rest.first().and_then(|seed| seed.parse().ok()).unwrap_or(0);
        return fuzz(first, count);
    }
    let mut words = Vec::new();
    let mut write = false;
    let mut file = files::CONTRACT.to_owned();
    for argument in arguments {
        match argument.as_str() {
            "--write" => write = true,
            "check" | "surface" | "release" | "examples" => words.push(argument),
            other if other.starts_with('-') => {
                eprintln!("{USAGE}");
                return ExitCode::from(2);
            }
            _ => file = argument,
        }
    }
    if words.is_empty() {
        words = ["check", "surface", "release", "examples"].map(str::to_owned).to_vec();
    }
    match run(&words, write, &file) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

/// Prints each fault; the panics of the generator are its own words.
fn fuzz(first: u64, count: u64) -> ExitCode {
    let whole = files::read(files::CONTRACT).unwrap_or_default();
    let mut faults = 0;
    for kind in fuzz::Kind::ALL {
        for seed in first..first.saturating_add(count) {
            if let Some(fault) = fuzz::fault(kind, seed, &whole) {
                faults += 1;
                println!("{fault}");
            }
        }
        println!("{kind:?}: {count} contracts from seed {first}");
    }
    println!("{faults} faults");
    if faults == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Whether all is well.
fn run(words: &[String], write: bool, file: &str) -> io::Result<bool> {
    let text = files::read(file)?;
    let mut well = true;
    // What the build says is asked for once: it is what takes the time.
    let asked = words.iter().any(|word| word == "check" || word == "surface");
    let surface = asked.then(|| surface::surface(file, &text));
    for word in words {
        let (title, lines, passed) = match (word.as_str(), &surface) {
            // It was said under `check`.
            ("surface", Some(Err(_))) if words.len() > 1 => continue,
            (_, Some(Err(problems))) if word == "check" || word == "surface" => broken(problems),
            ("check", Some(Ok(lines))) => check(lines),
            ("surface", Some(Ok(lines))) => surface_verdict(file, &text, lines, write)?,
            ("release", _) => release_verdict(file, &text, write)?,
            _ => examples_verdict(file, &text),
        };
        println!("{word}: {title}");
        for line in lines {
            println!("  {line}");
        }
        well &= passed;
    }
    Ok(well)
}

/// One verdict: a title, its lines, and whether it is well.
type Verdict = (String, Vec<String>, bool);

fn count(problems: usize) -> String {
    match problems {
        1 => "1 problem".to_owned(),
        several => format!("{several} problems"),
    }
}

fn broken(problems: &[Problem]) -> Verdict {
    let lines = problems.iter().map(ToString::to_string).collect();
    (format!("the build does not understand it, {}", count(problems.len())), lines, false)
}

fn check(lines: &surface::Lines) -> Verdict {
    let count = lines.len();
    (format!("the build understands it: {count} lines of Rust API"), vec![], true)
}

/// `file:line:column: ` of a pointer, if it leads anywhere.
fn place(document: &Document, pointer: &str) -> String {
    match pointer {
        "" => String::new(),
        pointer => {
            let Problem { file, line, column, .. } = document.problem(pointer, "", "");
            format!("{file}:{line}:{column}: ")
        }
    }
}

fn surface_verdict(
    file: &str,
    text: &str,
    lines: &surface::Lines,
    write: bool,
) -> io::Result<Verdict> {
    let document = match Document::parse(file, text) {
        Ok(document) => document,
        Err(problem) => return Ok(broken(&[problem])),
    };
    let now = surface::text(lines);
    if write {
        files::write(files::SURFACE, &now)?;
        return Ok((format!("{} is written anew", files::SURFACE), vec![], true));
    }
    let difference = surface::difference(&files::read(files::SURFACE)?, &now);
    if difference.is_empty() {
        return Ok((format!("as in {}", files::SURFACE), vec![], true));
    }
    let shown = difference.iter().map(|line| {
        let pointer = line.strip_prefix("+ ").and_then(|line| lines.get(line));
        format!(
            "{line}{}",
            match pointer.map(|pointer| place(&document, pointer)) {
                Some(place) if !place.is_empty() =>
                    format!("   ({})", place.trim_end_matches(": ")),
                _ => String::new(),
            }
        )
    });
    let title = format!(
        "the contract changes the Rust API; if that is meant, `cargo run -p contract -- surface \
         --write`, and commit {}",
        files::SURFACE
    );
    Ok((title, shown.collect(), false))
}

fn release_verdict(file: &str, text: &str, write: bool) -> io::Result<Verdict> {
    let document = match Document::parse(file, text) {
        Ok(document) => document,
        Err(problem) => return Ok(broken(&[problem])),
    };
    let now = facts::facts(document.root());
    if write {
        files::write(files::RELEASED, &release::write(&now))?;
        return Ok((format!("{} is written anew", files::RELEASED), vec![], true));
    }
    let changes = changes::changes(&release::read(&files::read(files::RELEASED)?), &now);
    let changelog = files::read(files::CHANGELOG)?;
    let unnamed = release::unnamed(&changes, &changelog);
    let places = facts::places(document.root());
    let lines = changes.iter().map(|change| {
        let place = places.get(&change.fact).map(|pointer| place(&document, pointer));
        let needs = match unnamed.contains(&change) {
            true => format!("; name `{}` under Unreleased in {}", change.fact, files::CHANGELOG),
            false => String::new(),
        };
        format!("{}{change} ({}){needs}", place.unwrap_or_default(), change.reason())
    });
    let breaking = changes.iter().filter(|it| it.effect == changes::Effect::Breaking).count();
    let title = format!(
        "{} changes since the release, {breaking} of them breaking, {} of those unnamed in {}",
        changes.len(),
        unnamed.len(),
        files::CHANGELOG
    );
    Ok((title, lines.collect(), unnamed.is_empty()))
}

fn examples_verdict(file: &str, text: &str) -> Verdict {
    let document = match Document::parse(file, text) {
        Ok(document) => document,
        Err(problem) => return broken(&[problem]),
    };
    let examples = examples::examples(document.root()).len();
    let mut problems = examples::misfits(&document);
    problems.extend(examples::missing(&document));
    problems.sort();
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    (format!("{examples} examples, {}", count(lines.len())), lines, problems.is_empty())
}
