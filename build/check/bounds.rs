//! Is there a value within the bounds of every schema?

use serde_json::Value;

use crate::codegen::document::{Document, join};
use crate::codegen::problem::Problem;
use crate::codegen::walk::{reference, schemas};

/// The lower and the upper bound of one thing.
const PAIRS: [(&str, &str); 4] = [
    ("minimum", "maximum"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
    ("minLength", "maxLength"),
];

pub fn check(document: &Document) -> Vec<Problem> {
    let mut problems = Vec::new();
    schemas(document, &mut |pointer, schema| {
        if reference(schema).is_some() {
            return;
        }
        for (lower, upper) in PAIRS {
            problems.extend(upside_down(document, pointer, schema, lower, upper));
        }
        for (exclusive, bound) in [("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")]
        {
            if schema.get(exclusive).is_some() && schema.get(bound).is_none() {
                problems.push(document.problem(
                    &join(pointer, exclusive),
                    format!("`{exclusive}` without `{bound}` excludes nothing"),
                    format!("add `{bound}`, or remove it"),
                ));
            }
        }
        if schema.get("multipleOf").and_then(Value::as_f64).is_some_and(|it| it <= 0.0) {
            problems.push(document.problem(
                &join(pointer, "multipleOf"),
                "`multipleOf` is not greater than 0",
                "write a number greater than 0",
            ));
        }
        if [schema.get("readOnly"), schema.get("writeOnly")] == [Some(&Value::Bool(true)); 2] {
            let what = "a member is `readOnly` or `writeOnly`, not both";
            problems.push(document.problem(&join(pointer, "writeOnly"), what, "remove one"));
        }
    });
    problems
}

fn upside_down(
    document: &Document,
    pointer: &str,
    schema: &Value,
    lower: &str,
    upper: &str,
) -> Option<Problem> {
    let number = |key: &str| schema.get(key).and_then(Value::as_f64);
    let (least, most) = (number(lower)?, number(upper)?);
    let excluded = ["exclusiveMinimum", "exclusiveMaximum"]
        .iter()
        .any(|key| lower == "minimum" && schema.get(key) == Some(&Value::Bool(true)));
    (least > most || (least == most && excluded)).then(|| {
        document.problem(
            &join(pointer, upper),
            format!("no value is within these bounds: `{lower}` is {least}, `{upper}` is {most}"),
            format!("let `{lower}` be the smaller one"),
        )
    })
}
