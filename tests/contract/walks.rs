//! The changes that `openapi/README.md` walks through, as they stand there:
//! each edit is made, and each line that it promises comes.

use std::sync::LazyLock;

use contract::changes::changes;
use contract::codegen::document::Document;
use contract::facts::facts;
use contract::surface::{Lines, difference, surface, text};
use contract::{examples, release};

use super::TEXT;

const README: &str = include_str!("../../openapi/README.md");

static BEFORE: LazyLock<Lines> =
    LazyLock::new(|| surface("contract.yaml", TEXT).expect("the contract passes"));

/// A block of the README: its language, and its lines.
type Block = (&'static str, Vec<&'static str>);

fn blocks(section: &'static str) -> Vec<Block> {
    let parts: Vec<&str> = section.split("\n```").collect();
    let opened = parts.into_iter().skip(1).step_by(2);
    opened
        .map(|part| {
            let mut lines = part.lines();
            (lines.next().unwrap_or_default(), lines.collect())
        })
        .collect()
}

/// The contract with a diff in it, whose context stands there once.
fn edited(diff: &[&str]) -> String {
    let with = |sign: char| -> String {
        let lines = diff.iter().filter(|line| !line.starts_with(sign));
        lines.map(|line| format!("{}\n", line.get(1..).unwrap_or_default())).collect()
    };
    let (old, new) = (with('+'), with('-'));
    let found = TEXT.matches(&old).count();
    assert_eq!(found, 1, "this is in the contract {found} times:\n{old}");
    TEXT.replacen(&old, &new, 1)
}

/// All that the command says of a contract, a line each, places left out.
fn said(contract: &str) -> Vec<String> {
    let lines = match surface("contract.yaml", contract) {
        Ok(lines) => lines,
        Err(problems) => {
            let line = |it: &contract::codegen::problem::Problem| {
                format!("{}: {}; {}", it.pointer, it.what, it.cure)
            };
            return problems.iter().map(line).collect();
        }
    };
    let mut said = difference(&text(&BEFORE), &text(&lines));
    let document = |text: &str| Document::parse("contract.yaml", text).expect("it is YAML");
    let (old, new) = (document(TEXT), document(contract));
    let changes = changes(&facts(old.root()), &facts(new.root()));
    let unnamed = release::unnamed(&changes, "");
    said.extend(changes.iter().map(|change| {
        let name = match unnamed.contains(&change) {
            true => format!("; name `{}` under Unreleased in CHANGELOG.md", change.fact),
            false => String::new(),
        };
        format!("{change} ({}){name}", change.reason())
    }));
    said.extend(examples::misfits(&new).into_iter().map(|problem| problem.what));
    said.extend(examples::missing(&new).into_iter().map(|problem| problem.what));
    said
}

#[test]
fn each_is_as_the_readme_says() {
    let (_, section) = README.split_once("\n## How to change it\n").expect("it is there");
    let blocks = blocks(section);
    let mut contract = None;
    let mut walks = 0;
    for (language, lines) in blocks {
        match language {
            "diff" => contract = Some(edited(&lines)),
            "text" => {
                let contract = contract.take().expect("an edit stands before what is said of it");
                let said = said(&contract);
                for line in lines.into_iter().filter_map(|line| line.strip_prefix("  ")) {
                    let found = said.iter().any(|it| it.starts_with(line));
                    assert!(found, "`{line}` is not among\n{}", said.join("\n"));
                }
                walks += 1;
            }
            "markdown" => {}
            other => panic!("what is a block of {other:?}?"),
        }
    }
    assert_eq!(walks, 5, "a member, misspelt and right, a rename, an operation, a status");
}
