//! How a job begins.

use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::api::types::{JobConfig, JobType, Trigger};
use flatfile_jobs::sandbox::By;
use serde_json::json;

use crate::caller::{Caller, Clock, config};

#[tokio::test]
async fn the_trigger_decides_or_the_status_that_is_given() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    for (more, status) in [
        (json!({}), "created"),
        (json!({ "trigger": "manual" }), "created"),
        (json!({ "trigger": "immediate" }), "ready"),
        (json!({ "status": "ready", "trigger": "manual" }), "ready"),
        (json!({ "status": "planning", "trigger": "immediate" }), "planning"),
        (json!({ "status": "scheduled" }), "scheduled"),
        (json!({ "status": "complete" }), "complete"),
    ] {
        let id = caller.create(more.clone()).await;
        assert_eq!(caller.status(&id), status, "{more}");
        assert_eq!(caller.sandbox.job(&id).unwrap().is_ended(), status == "complete");
    }
}

#[tokio::test]
async fn it_keeps_what_it_is_given_but_not_dates_and_ids() {
    let clock = Clock::noon();
    let caller = Caller::in_process(clock.sandbox());
    let more = json!({
        "config": { "delimiter": ";" }, "metadata": { "a": [1] }, "spaceId": "us_sp_1",
        "unheardOf": true, "id": "us_jb_mine", "startedAt": "2001-01-01T00:00:00Z",
    });
    let id = caller.create(more).await;
    assert_ne!(id, "us_jb_mine");
    let job = caller.sandbox.job(&id).unwrap();
    assert_eq!(job.config, Some(json!({ "delimiter": ";" })));
    assert_eq!(job.metadata, Some(json!({ "a": [1] })));
    assert_eq!(job.space_id.as_deref(), Some("us_sp_1"));
    assert_eq!(job.extra["unheardOf"], true);
    assert_eq!((job.started_at, job.created_at, job.updated_at), (None, clock.now(), clock.now()));
}

#[tokio::test]
async fn what_only_a_job_lists_has_to_fit_it() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let odd = config(json!({ "spaceId": 7 }));
    let (code, response) = caller.call(Op::CreateJob, "", Some(odd)).await;
    assert_eq!((code, &response["errors"][0]["key"]), (400, &json!("spaceId")));
    // A date is not taken, whatever it is.
    let id = caller.create(json!({ "startedAt": "yesterday", "spaceId": "us_sp_1" })).await;
    let job = caller.sandbox.job(&id).unwrap();
    assert_eq!((job.started_at, job.space_id.as_deref()), (None, Some("us_sp_1")));
}

#[tokio::test]
async fn a_parent_has_to_be_there_and_open() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let nobody = config(json!({ "parentId": "us_jb_nobody" }));
    let (code, answer) = caller.call(Op::CreateJob, "", Some(nobody)).await;
    assert_eq!((code, &answer["errors"][0]["key"]), (400, &json!("parentId")));
    let parent = caller.sandbox.add_executing_job("exportOrders");
    caller.create(json!({ "parentId": parent })).await;
    caller.call(Op::FailJob, &parent, None).await;
    let late = config(json!({ "parentId": parent }));
    assert_eq!(caller.call(Op::CreateJob, "", Some(late)).await.0, 409);
}

#[test]
fn the_owner_adds_jobs_too() {
    let sandbox = Clock::noon().sandbox().in_process();
    let config = JobConfig::new("exportOrders", "us_wb_1", JobType::Workbook);
    let id = sandbox.add(config.with_trigger(Trigger::Immediate));
    assert_eq!(sandbox.job(&id).unwrap().status.unwrap().as_str(), "ready");
    assert_eq!(sandbox.history(&id)[0].by, By::Owner);

    let mut config = JobConfig::new("exportOrders", "us_wb_1", JobType::Workbook).with_info("kept");
    config.extra.insert("spaceId".to_owned(), json!(7));
    let job = sandbox.job(&sandbox.add(config)).unwrap();
    assert_eq!((job.info.as_deref(), job.space_id), (Some("kept"), None));
}
