//! `--next KIND:VALUE`, with the options that the kind knows.

use flatfile_jobs::Next;
use flatfile_jobs::api::types::JobOutcomeNext;

use crate::args::NextOptions;
use crate::failure::Failure;

const KINDS: &str = "id:ID, url:URL, download:URL, files:ID,ID, snapshot:SNAPSHOT,SHEET, \
    view:SHEET,COLUMN, clear-filters, retry or wait";

/// Sets an option where it was given.
macro_rules! with {
    ($next:expr, $options:expr, $($member:ident => $setter:ident),*) => {{
        let mut next = $next;
        $(if let Some(text) = $options.$member.clone() {
            next = next.$setter(text);
        })*
        next
    }};
}

/// The next step as it was written.
pub fn parse(written: &str, options: &NextOptions) -> Result<JobOutcomeNext, Failure> {
    let (kind, value) = written.split_once(':').unwrap_or((written, ""));
    let list: Vec<&str> = value.split(',').map(str::trim).filter(|it| !it.is_empty()).collect();
    let needs = |what: &str| {
        Failure::input(format!("`--next {written}` needs {what}")).next(format!("one of {KINDS}"))
    };
    let only = |known: &[&str]| only(kind, options, known);
    let label = "--next-label";
    match (kind, list.as_slice()) {
        ("id", [_, ..]) => {
            only(&[label, "--next-path", "--next-query"])?;
            let next = Next::id(value.trim());
            Ok(with!(next, options, next_label => label, next_path => path, next_query => query)
                .into())
        }
        ("url", [_, ..]) => {
            only(&[label, "--next-replace"])?;
            let next = with!(Next::url(value.trim()), options, next_label => label);
            Ok(if options.next_replace { next.replace(true) } else { next }.into())
        }
        ("download", [_, ..]) => {
            only(&[label, "--next-file-name"])?;
            let next = Next::download(value.trim());
            Ok(with!(next, options, next_label => label, next_file_name => file_name).into())
        }
        ("files", [_, ..]) => {
            only(&[label])?;
            Ok(with!(Next::files(list), options, next_label => label).into())
        }
        ("snapshot", [snapshot, sheet]) => {
            only(&[label])?;
            Ok(with!(Next::snapshot(*snapshot, *sheet), options, next_label => label).into())
        }
        ("view", [sheet, columns @ ..]) => {
            only(&[label])?;
            let columns = columns.iter().copied();
            Ok(with!(Next::view(*sheet, columns), options, next_label => label).into())
        }
        ("clear-filters", sheets) => {
            only(&[label])?;
            let next = with!(Next::clear_filters(), options, next_label => label);
            Ok(if sheets.is_empty() { next } else { next.sheets(sheets.to_vec()) }.into())
        }
        ("retry", []) => {
            only(&[label])?;
            Ok(with!(Next::retry(), options, next_label => label).into())
        }
        ("wait", []) => {
            only(&["--next-fade", "--next-confetti"])?;
            let next = Next::wait();
            let next = if options.next_fade { next.fade(true) } else { next };
            Ok(if options.next_confetti { next.confetti(true) } else { next }.into())
        }
        ("retry" | "wait", _) => Err(needs("no value")),
        ("snapshot", _) => Err(needs("a snapshot and a sheet")),
        ("id" | "url" | "download" | "files" | "view", _) => Err(needs("a value after the colon")),
        _ => Err(Failure::input(format!("there is no next step `{kind}`"))
            .next(format!("one of {KINDS}"))),
    }
}

/// Refuses an option that the kind does not know.
fn only(kind: &str, options: &NextOptions, known: &[&str]) -> Result<(), Failure> {
    let given = [
        ("--next-label", options.next_label.is_some()),
        ("--next-path", options.next_path.is_some()),
        ("--next-query", options.next_query.is_some()),
        ("--next-replace", options.next_replace),
        ("--next-file-name", options.next_file_name.is_some()),
        ("--next-fade", options.next_fade),
        ("--next-confetti", options.next_confetti),
    ];
    match given.iter().find(|(name, given)| *given && !known.contains(name)) {
        None => Ok(()),
        Some((name, _)) => Err(Failure::input(format!("`{name}` means nothing with `{kind}`"))
            .next(format!("with `{kind}` there are {}", known.join(", ")))),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn parsed(written: &str) -> Value {
        serde_json::to_value(parse(written, &NextOptions::default()).unwrap()).unwrap()
    }

    #[test]
    fn each_kind_is_what_the_contract_has() {
        for (written, next) in [
            ("id:us_jb_1", json!({ "type": "id", "id": "us_jb_1" })),
            ("url:https://a.test/x,y:z", json!({ "type": "url", "url": "https://a.test/x,y:z" })),
            ("download:/x", json!({ "type": "download", "url": "/x" })),
            (
                "files:a, b,",
                json!({ "type": "files", "files": [{ "fileId": "a" }, { "fileId": "b" }] }),
            ),
            ("snapshot:a,b", json!({ "type": "snapshot", "snapshotId": "a", "sheetId": "b" })),
            ("view:a,b,c", json!({ "type": "view", "sheetId": "a", "hiddenColumns": ["b", "c"] })),
            ("view:a", json!({ "type": "view", "sheetId": "a", "hiddenColumns": [] })),
            ("clear-filters", json!({ "type": "clearFilters" })),
            ("clear-filters:a", json!({ "type": "clearFilters", "sheetIds": ["a"] })),
            ("retry", json!({ "type": "retry" })),
            ("wait", json!({ "type": "wait" })),
        ] {
            assert_eq!(parsed(written), next, "{written}");
        }
    }

    #[test]
    fn what_a_kind_does_not_know_is_refused() {
        let options = NextOptions { next_path: Some("orders".into()), ..NextOptions::default() };
        let failure = parse("url:https://a.test", &options).unwrap_err();
        assert_eq!(failure.what, "`--next-path` means nothing with `url`");
        for written in ["", "id", "id:", "ids:1", "snapshot:a", "retry:x", "URL:x"] {
            assert!(parse(written, &NextOptions::default()).is_err(), "{written}");
        }
    }
}
