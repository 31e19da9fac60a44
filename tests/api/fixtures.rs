//! Bodies as they are seen read into their types, write back as the same value,
//! and hold nothing that the contract does not know.

use serde_json::Value;

use crate::support::contract::through;
use crate::support::fixtures::{fixture, names};
use crate::support::json::assert_same;

/// Which component each is of, in the order of their names.
const COMPONENTS: &[(&str, &str)] = &[
    ("ack-request", "JobAckDetails"),
    ("ack-request-whole", "JobAckDetails"),
    ("bulk-flags-config", "BulkMutateFlagsJobConfig"),
    ("cancel-request", "JobCancelDetails"),
    ("complete-request", "JobCompleteDetails"),
    ("complete-request-next-files", "JobCompleteDetails"),
    ("create-request", "JobConfig"),
    ("event-list-response", EVENTS),
    ("fail-request", "JobCompleteDetails"),
    ("fail-request-outcome-only", "JobCompleteDetails"),
    ("fail-response", "JobResponse"),
    ("job-ready-event", "JobReadyEvent"),
    ("job-response", "JobResponse"),
    ("list-response", "ListJobsResponse"),
    ("mutation-response", "DiffRecordsResponse"),
    ("plan-patch-request", "JobExecutionPlanConfigRequest"),
    ("plan-put-request", "JobExecutionPlanRequest"),
    ("plan-response", "JobPlanResponse"),
    ("preview-mutation-request", "MutateJobConfig"),
    ("split-request", "JobSplitDetails"),
    ("success-response", "Success"),
    ("update-request", "JobUpdate"),
];

/// What it holds is not all known: a topic that is not one of jobs.
const EVENTS: &str = "ListAllEventsResponse";

#[test]
fn each_fixture_has_its_component() {
    let known: Vec<&str> = COMPONENTS.iter().map(|(name, _)| *name).collect();
    assert_eq!(names(), known);
}

#[test]
fn each_fixture_survives_and_is_known() {
    for (name, component) in COMPONENTS.iter().filter(|(_, component)| *component != EVENTS) {
        let value = fixture(name);
        survives(name, component, &value);
        let unknown = flatfile_jobs::contract::unknown(component, &value);
        assert!(unknown.is_empty(), "{name}: {unknown:?}");
    }
}

#[test]
fn a_list_of_events_survives() {
    let list = fixture("event-list-response");
    survives("event-list-response", EVENTS, &list);
    // The contract knows no other topics than those of jobs.
    let unknown = flatfile_jobs::contract::unknown(EVENTS, &list);
    let pointers: Vec<&str> = unknown.iter().map(|unknown| unknown.pointer.as_str()).collect();
    assert_eq!(pointers, ["/data/0/topic"]);
}

fn survives(name: &str, component: &str, value: &Value) {
    let back = through(component, value).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_same(&back, value, name);
}
