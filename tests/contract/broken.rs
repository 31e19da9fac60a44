//! A broken contract stops the build with the place and what to do.

use crate::codegen::compile;
use crate::codegen::problem::Problem;

use crate::TEXT;

/// The contract with one text in place of another, the first one after
/// `anchor`, and the line where it begins.
pub fn broken_after(anchor: &str, text: &str, with: &str) -> (String, u64) {
    let start = TEXT.find(anchor).unwrap_or_else(|| panic!("{anchor:?} is not in the contract"));
    let offset = TEXT[start..]
        .find(text)
        .unwrap_or_else(|| panic!("{text:?} is not in the contract after {anchor:?}"));
    let (before, rest) = TEXT.split_at(start + offset);
    let line = before.matches('\n').count() as u64 + 1;
    (format!("{before}{}", rest.replacen(text, with, 1)), line)
}

fn broken(text: &str, with: &str) -> (String, u64) {
    broken_after("", text, with)
}

pub fn problems(text: &str) -> Vec<Problem> {
    match compile("contract.yaml", text) {
        Ok(_) => panic!("the contract passed"),
        Err(problems) => problems,
    }
}

/// Breaks the contract and asserts that the one problem stands where the
/// change was made, at `pointer`, and says `what`.
#[track_caller]
fn assert_problem(text: &str, with: &str, below: u64, pointer: &str, what: &str) {
    assert_problem_after("", text, with, below, pointer, what);
}

#[track_caller]
fn assert_problem_after(
    anchor: &str,
    text: &str,
    with: &str,
    below: u64,
    pointer: &str,
    what: &str,
) {
    let (broken, line) = broken_after(anchor, text, with);
    let found = problems(&broken);
    let all: Vec<String> = found.iter().map(ToString::to_string).collect();
    let problem = found
        .iter()
        .find(|problem| problem.pointer == pointer && problem.what.contains(what))
        .unwrap_or_else(|| panic!("no `{what}` at {pointer} in:\n{}", all.join("\n")));
    assert_eq!(problem.line, line + below, "{problem}");
    assert!(problem.column >= 1 && !problem.cure.is_empty(), "{problem}");
    assert!(
        problem
            .to_string()
            .starts_with(&format!("contract.yaml:{}:{}: ", problem.line, problem.column)),
        "{problem}"
    );
}

#[test]
fn the_contract_itself_passes() {
    let generated = compile("contract.yaml", TEXT);
    assert!(generated.is_ok_and(|generated| generated.source.contains("pub struct Job")));
}

#[test]
fn yaml_syntax() {
    assert_problem("      summary: Get a job\n", "      summary: Get: a job\n", 0, "", "not YAML");
}

#[test]
fn a_key_twice() {
    let twice = "      summary: Get a job\n      summary: Again\n";
    assert_problem("      summary: Get a job\n", twice, 1, "", "`summary` stands twice");
}

#[test]
fn a_misspelt_keyword() {
    assert_problem(
        "      required: [fileId]\n",
        "      requried: [fileId]\n",
        0,
        "/components/schemas/JobOutcomeNextFileObject/requried",
        "`requried` is not a keyword",
    );
}

#[test]
fn a_misspelt_type() {
    assert_problem(
        "    Errors:\n      type: object\n",
        "    Errors:\n      type: objekt\n",
        1,
        "/components/schemas/Errors/type",
        "\"objekt\" is not a type",
    );
}

#[test]
fn a_keyword_beside_a_reference() {
    assert_problem(
        "        id:\n          $ref: '#/components/schemas/JobId'\n",
        "        id:\n          $ref: '#/components/schemas/JobId'\n          description: x\n",
        2,
        "/components/schemas/Job/properties/id/description",
        "beside `$ref`",
    );
}

#[test]
fn an_unresolved_reference() {
    assert_problem(
        "            $ref: '#/components/schemas/ErrorReason'\n",
        "            $ref: '#/components/schemas/Eror'\n",
        0,
        "/components/schemas/Errors/properties/errors/items/$ref",
        "nothing stands at",
    );
}

#[test]
fn a_reference_out_of_the_file() {
    assert_problem(
        "            $ref: '#/components/schemas/ErrorReason'\n",
        "            $ref: 'other.yaml#/Error'\n",
        0,
        "/components/schemas/Errors/properties/errors/items/$ref",
        "leads out of this file",
    );
}

#[test]
fn a_path_parameter_that_nobody_declares() {
    let (broken, _) = broken("  /jobs/{jobId}/fail:\n", "  /jobs/{jobId}/parts/{part}/fail:\n");
    let found = problems(&broken);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].pointer, "/paths/~1jobs~1{jobId}~1parts~1{part}~1fail/post");
    assert!(found[0].what.contains("`{part}`"), "{}", found[0]);
}

#[test]
fn a_declared_path_parameter_that_is_not_in_the_path() {
    let (broken, _) = broken("  /jobs/{jobId}/fail:\n", "  /jobs/fail:\n");
    let found = problems(&broken);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].what.contains("`jobId` is not in `/jobs/fail`"), "{}", found[0]);
}

#[test]
fn two_success_types() {
    let text = "        '200':\n";
    let with = "        '202':
          description: Another type.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Errors'
        '200':
";
    assert_problem_after(
        "operationId: failJob",
        text,
        with,
        6,
        "/paths/~1jobs~1{jobId}~1fail/post/responses/200",
        "two success types",
    );
}

#[test]
fn a_default_answer() {
    assert_problem_after(
        "operationId: getJob",
        "        '5XX':\n",
        "        default:\n",
        0,
        "/paths/~1jobs~1{jobId}/get/responses/default",
        "successes and failures alike",
    );
}

#[test]
fn an_unsupported_construct() {
    assert_problem(
        "      oneOf:\n        - $ref: '#/components/schemas/JobOutcomeTriggerType'\n",
        "      anyOf:\n        - $ref: '#/components/schemas/JobOutcomeTriggerType'\n",
        0,
        "/components/schemas/JobOutcomeTrigger/anyOf",
        "`anyOf` is not supported",
    );
}

#[test]
fn a_union_that_cannot_be_told_apart() {
    let (broken, _) = broken(
        "        - $ref: '#/components/schemas/JobOutcomeTriggerType'\n",
        "        - $ref: '#/components/schemas/JobOutcome'\n",
    );
    let found = problems(&broken);
    assert!(
        found.iter().any(|problem| problem.what.contains("cannot be told from the others")),
        "{found:?}"
    );
}

#[test]
fn a_discriminator_that_misses_a_variant() {
    let text = "          wait: '#/components/schemas/JobOutcomeNextWait'\n";
    let (broken, _) = broken(text, "");
    let found = problems(&broken);
    assert!(
        found.iter().any(|problem| problem.pointer == "/components/schemas/JobOutcomeNext/oneOf/4"
            && problem.what.contains("does not map")),
        "{found:?}"
    );
}

#[test]
fn a_member_of_the_wrong_kind() {
    assert_problem(
        "        predecessorIds:\n          type: array\n",
        "        predecessorIds:\n          required: 5\n          type: array\n",
        1,
        "/components/schemas/Job/properties/predecessorIds/required",
        "does not allow this here",
    );
}

#[test]
fn a_closed_enumeration() {
    assert_problem(
        "    JobPartExecution:\n      type: string\n      x-open: true\n",
        "    JobPartExecution:\n      type: string\n",
        0,
        "/components/schemas/JobPartExecution",
        "cannot grow",
    );
}

#[test]
fn another_spelling_of_no_value() {
    assert_problem(
        "        cancelled: canceled\n",
        "        cancelled: halted\n",
        0,
        "/components/schemas/JobStatus/x-aliases/cancelled",
        "is not a value of this enumeration",
    );
    assert_problem(
        "        cancelled: canceled\n",
        "        failed: canceled\n",
        0,
        "/components/schemas/JobStatus/x-aliases/failed",
        "a value of its own",
    );
}

#[test]
fn an_optional_member_that_refuses_null() {
    assert_problem(
        "        predecessorIds:\n          type: array\n          nullable: true\n",
        "        predecessorIds:\n          type: array\n",
        0,
        "/components/schemas/Job/properties/predecessorIds",
        "null would be refused",
    );
}

#[test]
fn a_required_member_that_is_not_there() {
    assert_problem(
        "      required: [fileId]\n",
        "      required: [fielId]\n",
        0,
        "/components/schemas/JobOutcomeNextFileObject/required/0",
        "not among the properties",
    );
}

#[test]
fn an_operation_without_a_retry_class() {
    assert_problem_after(
        "operationId: getJob",
        "      x-retry: safe\n",
        "      x-retry: sometimes\n",
        0,
        "/paths/~1jobs~1{jobId}/get/x-retry",
        "may be sent again",
    );
}

#[test]
fn an_end_that_settles_to_no_status() {
    assert_problem_after(
        "operationId: failJob",
        "      x-settles-to: failed\n",
        "      x-settles-to: finished\n",
        0,
        "/paths/~1jobs~1{jobId}~1fail/post/x-settles-to",
        "not a value of JobStatus",
    );
}

#[test]
fn a_version_that_the_generator_does_not_read() {
    assert_problem("openapi: 3.0.3\n", "openapi: 3.1.0\n", 0, "/openapi", "`3.1.0`");
}

#[test]
fn all_problems_at_once_in_the_order_of_the_file() {
    let text = TEXT
        .replacen("      x-retry: safe\n", "", 1)
        .replacen("      operationId: failJob\n", "      operationId: getJob\n", 1)
        .replacen("      required: [fileId]\n", "      requried: [fileId]\n", 1)
        .replacen("'#/components/schemas/JobMode'", "'#/components/schemas/JobMod'", 1);
    let found = problems(&text);
    let lines: Vec<u64> = found.iter().map(|problem| problem.line).collect();
    assert!(lines.is_sorted(), "{lines:?}");
    let all: Vec<String> = found.iter().map(ToString::to_string).collect();
    for expected in ["may be sent again", "`getJob` is also the id", "`requried`", "JobMod`"] {
        assert!(all.iter().any(|line| line.contains(expected)), "{expected} in {all:#?}");
    }
}
