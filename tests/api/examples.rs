//! The contract's own examples, and real payloads, through the types.

use flatfile_jobs::api::types::{JobCompleteDetails, JobResponse};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::support::json::assert_same;
use crate::support::payloads::payload;

fn through<T: DeserializeOwned + Serialize>(name: &str, value: &Value) {
    let read: T =
        serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_same(&serde_json::to_value(read).unwrap(), value, name);
}

#[test]
fn the_examples_of_get_and_fail() {
    let contract: Value =
        serde_saphyr::from_str(include_str!("../../openapi/flatfile-jobs.yaml")).unwrap();
    let at = |pointer: &str| contract.pointer(pointer).unwrap_or_else(|| panic!("{pointer}"));
    let examples =
        |content: &str| at(&format!("{content}/content/application~1json/examples")).clone();
    let fail = "/paths/~1jobs~1{jobId}~1fail/post";
    let mut count = 0;
    for (name, example) in examples(&format!("{fail}/requestBody")).as_object().unwrap() {
        through::<JobCompleteDetails>(name, &example["value"]);
        count += 1;
    }
    for answer in
        [format!("{fail}/responses/200"), "/paths/~1jobs~1{jobId}/get/responses/200".into()]
    {
        for (name, example) in examples(&answer).as_object().unwrap() {
            through::<JobResponse>(name, &example["value"]);
            count += 1;
        }
    }
    assert!(count >= 4);
}

#[test]
fn the_payloads_of_get_and_fail() {
    for name in [
        "job-fail-request.seed.json",
        "job-complete-request.sdk.json",
        "complete-request-next-files.docs.json",
        "fail-request-outcome-only.docs.json",
    ] {
        if let Some(value) = payload(name) {
            through::<JobCompleteDetails>(name, &value);
        }
    }
    for name in ["job-fail-response.seed.json", "job-response.sdk.json"] {
        if let Some(value) = payload(name) {
            through::<JobResponse>(name, &value);
        }
    }
}
