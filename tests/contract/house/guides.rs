//! A rule that a guide repeats is the one that the docs of its item have, and what
//! the code does: whoever changes one of them is told of the others.

use std::collections::BTreeMap;
use std::time::Duration;

use flatfile_jobs::Retries;
use flatfile_jobs::api::{OPERATIONS, RetryClass};

const ENDS: &str = include_str!("../../../docs/guide/ends.md");
const RETRIES: &str = include_str!("../../../docs/guide/retries.md");
const WORKER: &str = include_str!("../../../docs/guide/worker.md");
const POLICY: &str = include_str!("../../../src/retry/policy.rs");
const JOB: &str = include_str!("../../../src/job/mod.rs");
const RUN: &str = include_str!("../../../src/runner/run_job.rs");

/// The rows of the table with this heading, in a guide or in docs of an item: each
/// the texts of its cells, of a link the words that are shown.
fn rows(text: &str, first: &str) -> Vec<Vec<String>> {
    let lines = text.lines().map(|line| line.trim_start().trim_start_matches("///").trim());
    let table =
        lines.skip_while(|line| !line.starts_with(first)).take_while(|l| l.starts_with('|'));
    let rows: Vec<_> = table.skip(2).map(cells).collect();
    assert!(rows.len() > 2, "no table begins with {first}");
    rows
}

fn cells(row: &str) -> Vec<String> {
    row.trim_matches('|').split(" | ").map(|cell| plain(cell.trim())).collect()
}

/// `[shown](address)` and `[shown][name]` as `shown`, and no code marks.
fn plain(cell: &str) -> String {
    let mut rest = cell;
    let mut shown = String::new();
    while let Some((before, link)) = rest.split_once('[') {
        let (words, after) = link.split_once(']').expect("a link is closed");
        let (open, close) = if after.starts_with('(') { ('(', ')') } else { ('[', ']') };
        rest = match after.strip_prefix(open) {
            Some(address) => address.split_once(close).expect("an address is closed").1,
            None => after,
        };
        shown.push_str(before);
        shown.push_str(words);
    }
    (shown + rest).replace('`', "")
}

#[test]
fn the_bounds_are_those_of_the_docs_and_of_the_code() {
    let guide = rows(RETRIES, "| | most calls |");
    let docs = rows(POLICY, "| | [`default`](Self::default) |");
    assert_eq!(guide[..docs.len()], docs);
    let one = Duration::from_secs;
    for (column, retries) in [(1, Retries::default()), (2, Retries::ends())] {
        let said = |row: usize| docs[row][column].as_str();
        let of = |row: usize| {
            let (number, unit) = said(row).split_once(' ').expect("a number and its unit");
            let number: u32 = number.parse().unwrap();
            number
                * match unit {
                    "ms" => Duration::from_millis(1),
                    "s" => one(1),
                    "min" => one(60),
                    other => panic!("{other} is no unit"),
                }
        };
        let described = Retries::none()
            .with_attempts(said(0).parse().unwrap())
            .with_delays(of(1), of(2))
            .with_deadline(of(3))
            .with_longest_retry_after(of(4));
        assert_eq!(described, retries);
    }
}

#[test]
fn each_class_is_sent_again_after_the_same() {
    let guide = rows(RETRIES, "| Class |");
    let docs = rows(JOB, "| Verbs |");
    assert_eq!(guide.len(), docs.len());
    for (guide, docs) in guide.iter().zip(&docs) {
        assert_eq!(guide[0], docs[2], "the classes come in one order");
        assert_eq!(guide[2], docs[1], "{}", guide[0]);
    }
}

/// The operations that a guide's row names by words: `ack outcome` is `ackJobOutcome`.
#[test]
fn each_operation_stands_in_its_class() {
    let named = BTreeMap::from([
        ("list", "listJobs"),
        ("get", "getJob"),
        ("plan", "getJobPlan"),
        ("preview", "previewMutation"),
        ("events", "listEvents"),
        ("ack", "ackJob"),
        ("ack outcome", "ackJobOutcome"),
        ("update", "updateJob"),
        ("delete", "deleteJob"),
        ("replace", "replaceJobPlan"),
        ("update plan", "updateJobPlan"),
        ("create", "createJob"),
        ("execute", "executeJob"),
        ("retry", "retryJob"),
        ("split", "splitJob"),
        ("complete", "completeJob"),
        ("fail", "failJob"),
        ("cancel", "cancelJob"),
    ]);
    let mut said = BTreeMap::new();
    for row in rows(RETRIES, "| Class |") {
        let words = row[1].replace(" and an update that sets such a status", "");
        let words = words.replace(" and ", ", ");
        for word in words.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            let operation = named.get(word).unwrap_or_else(|| panic!("{word} is no operation"));
            said.insert((*operation).to_owned(), row[0].clone());
        }
    }
    let contract: BTreeMap<_, _> = OPERATIONS
        .iter()
        .map(|operation| {
            let class = match operation.retry {
                RetryClass::Safe => "safe",
                RetryClass::Idempotent => "idempotent",
                RetryClass::Once => "once",
                RetryClass::Settle => "settle",
                other => panic!("the guide does not know {other:?}"),
            };
            (operation.name.to_owned(), class.to_owned())
        })
        .collect();
    assert_eq!(said, contract);
}

#[test]
fn what_a_handler_may_return_is_said_alike() {
    assert_eq!(rows(WORKER, "| The handler |"), rows(RUN, "| The handler |"));
}

/// The guide has the usual cases, the docs all.
#[test]
fn what_settles_an_end_is_said_alike() {
    let docs = rows(JOB, "| The job is |");
    for row in rows(ENDS, "| The job is |") {
        assert!(docs.contains(&row), "{row:?} is not in the docs of `JobHandle`");
    }
}
