//! What the build did with a contract, and whether it may.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::codegen::compile;

/// What the build did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It wrote this.
    Wrote(String),
    /// It said these.
    Said(Vec<String>),
    /// It did what it never may.
    Fault(String),
}

/// Gives a contract to the build.
#[must_use]
pub fn judge(text: &str) -> Verdict {
    let result = catch_unwind(AssertUnwindSafe(|| compile("contract.yaml", text)));
    let problems = match result {
        Err(_) => return Verdict::Fault("it panicked".to_owned()),
        Ok(Ok(generated)) => return Verdict::Wrote(generated.source),
        Ok(Err(problems)) => problems,
    };
    if problems.is_empty() {
        return Verdict::Fault("it refused without a word".to_owned());
    }
    for problem in &problems {
        let line = problem.to_string();
        let why = if line.contains(char::is_control) {
            "a message is more than one line"
        } else if line.contains("please report") {
            "a check is missing"
        } else if line.contains("would not compile") {
            "only the second fence saw it"
        } else if problem.line == 0 || problem.what.is_empty() || problem.cure.is_empty() {
            "a message lacks its place, what is wrong or what to do"
        } else {
            continue;
        };
        return Verdict::Fault(format!("{why}: {line}"));
    }
    Verdict::Said(problems.iter().map(ToString::to_string).collect())
}
