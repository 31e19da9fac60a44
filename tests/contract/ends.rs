//! The response to an end has to say which job it is about.

use crate::TEXT;
use crate::broken::{broken_after, problems};
use crate::codegen::compile;

const RESPONSE: &str = "\n    JobResponse:\n";
const JOB: &str = "\n    Job:\n";
const ENDS: [&str; 3] = ["complete", "fail", "cancel"];

/// The ends whose response is named as one that says nothing of a job.
fn named(anchor: &str, text: &str, with: &str) -> Vec<&'static str> {
    let found = problems(&broken_after(anchor, text, with).0);
    let named = |end: &&str| {
        let pointer = format!("/paths/~1jobs~1{{jobId}}~1{end}/post/responses");
        found.iter().any(|problem| {
            problem.pointer == pointer && problem.what.contains("which job was ended")
        })
    };
    ENDS.into_iter().filter(named).collect()
}

#[test]
fn without_a_required_job() {
    assert_eq!(named(RESPONSE, "required: [data]", "required: []"), ENDS);
}

#[test]
fn without_a_required_id() {
    assert_eq!(named(JOB, "required: [id, type", "required: [type"), ENDS);
}

#[test]
fn with_an_id_of_another_kind() {
    assert_eq!(named(JOB, "$ref: '#/components/schemas/JobId'", "type: string"), ENDS);
}

#[test]
fn with_two_ids() {
    assert_eq!(
        named(
            JOB,
            "        source:\n          type: string",
            "        source:\n          allOf: [{ $ref: '#/components/schemas/JobId' }]"
        ),
        ENDS
    );
}

#[test]
fn without_a_status() {
    let status = "- $ref: '#/components/schemas/JobStatus'";
    assert_eq!(named(JOB, status, "- $ref: '#/components/schemas/JobMode'"), ENDS);
}

#[test]
fn one_end_alone() {
    let response = "$ref: '#/components/schemas/JobResponse'";
    let plan = "$ref: '#/components/schemas/JobPlanResponse'";
    assert_eq!(named("operationId: failJob", response, plan), ["fail"]);
}

#[test]
fn one_end_of_another_form() {
    let copy = TEXT
        .split_once(RESPONSE)
        .and_then(|(_, after)| after.split_once(JOB))
        .map(|(schema, _)| schema.replace("data", "theJob"))
        .expect("JobResponse comes before Job");
    let other = format!("\n    OtherResponse:\n{copy}{RESPONSE}");
    let text = broken_after(
        "operationId: failJob",
        "$ref: '#/components/schemas/JobResponse'",
        "$ref: '#/components/schemas/OtherResponse'",
    );
    let found = problems(&text.0.replacen(RESPONSE, &other, 1));
    let what: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(found.len(), 1, "{what:#?}");
    assert_eq!(found[0].pointer, "/paths/~1jobs~1{jobId}~1fail/post/responses");
    assert!(found[0].what.contains("another form"), "{what:#?}");
    assert_eq!(found[0].line, line_of("operationId: failJob", "responses:"), "{what:#?}");
}

fn line_of(anchor: &str, text: &str) -> u64 {
    broken_after(anchor, text, text).1
}

#[test]
fn no_list_of_jobs() {
    let text = broken_after("\n    ListJobsResponse:\n", "required: [data]", "required: []").0;
    let found = problems(&text);
    assert!(
        found.iter().any(|problem| problem.pointer == "/paths"
            && problem.what == "no operation answers with a list of Job"),
        "{found:#?}"
    );
}

#[test]
fn the_names_are_the_contracts() {
    let renamed = |text: &str| {
        let (before, after) = text.split_once(RESPONSE).expect("it is there");
        format!("{before}{RESPONSE}{}", after.replacen("data", "theJob", 2))
    };
    let source = compile("contract.yaml", &renamed(TEXT)).expect("it passes").source;
    assert!(source.contains(r#"pub(crate) const JOB: &str = "theJob";"#));
    assert!(source.contains(r#"pub(crate) const JOBS: &str = "data";"#));
}
