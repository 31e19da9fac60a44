//! Real bodies read into their types and write back as the same value.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::contract::through;
use crate::support::json::assert_same;
use crate::support::payloads::all;

/// Which component each payload is of.
const COMPONENTS: &[(&str, &str)] = &[
    ("ack-request.docs.json", "JobAckDetails"),
    ("complete-request-next-files.docs.json", "JobCompleteDetails"),
    ("config-bulk-flags-apply.sdk.json", "BulkMutateFlagsJobConfig"),
    ("event-job-ready.docs.json", "JobReadyEvent"),
    ("fail-request-outcome-only.docs.json", "JobCompleteDetails"),
    ("job-ack-request.sdk.json", "JobAckDetails"),
    ("job-cancel-request.sdk.json", "JobCancelDetails"),
    ("job-complete-request.sdk.json", "JobCompleteDetails"),
    ("job-create-request.sdk.json", "JobConfig"),
    ("job-fail-request.seed.json", "JobCompleteDetails"),
    ("job-fail-response.seed.json", "JobResponse"),
    ("job-list-response.sdk.json", "ListJobsResponse"),
    ("job-plan-patch-request.sdk.json", "JobExecutionPlanConfigRequest"),
    ("job-plan-put-request.sdk.json", "JobExecutionPlanRequest"),
    ("job-plan-response.sdk.json", "JobPlanResponse"),
    ("job-preview-mutation-request.sdk.json", "MutateJobConfig"),
    ("job-response.sdk.json", "JobResponse"),
    ("job-split-request.sdk.json", "JobSplitDetails"),
    ("job-update-request.sdk.json", "JobUpdate"),
    ("snapshot-diff-records-response.reference.json", "DiffRecordsResponse"),
    ("success-response.sdk.json", "Success"),
];

/// The one payload whose schema the Jobs operations do not have: a list of
/// events, each of which is read by itself.
const EVENTS: &str = "event-list-response.sdk.json";

#[test]
fn each_payload_survives_and_is_known() {
    let payloads = all();
    if payloads.is_empty() {
        return; // `all` has said so.
    }
    let mut seen = BTreeSet::new();
    for (name, value) in &payloads {
        if name == EVENTS {
            for event in value["data"].as_array().unwrap() {
                survives(name, "GenericEvent", event);
                // Its topic is not one of jobs, and the contract knows no others.
                let unknown = flatfile_jobs::contract::unknown("GenericEvent", event);
                assert_eq!(unknown.len(), 1, "{unknown:?}");
                assert_eq!(unknown[0].pointer, "/topic");
            }
        } else {
            let (_, component) = COMPONENTS
                .iter()
                .find(|(known, _)| known == name)
                .unwrap_or_else(|| panic!("which component is {name} of?"));
            check(name, component, value);
        }
        seen.insert(name.as_str());
    }
    let missing: Vec<_> = COMPONENTS.iter().filter(|(name, _)| !seen.contains(name)).collect();
    assert!(missing.is_empty(), "not there: {missing:?}");
}

fn survives(name: &str, component: &str, value: &Value) {
    let back = through(component, value).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_same(&back, value, name);
}

fn check(name: &str, component: &str, value: &Value) {
    survives(name, component, value);
    let unknown = flatfile_jobs::contract::unknown(component, value);
    assert!(unknown.is_empty(), "{name}: {unknown:?}");
}
