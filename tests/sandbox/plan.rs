//! The execution plan of a job.

use flatfile_jobs::api::OperationId as Op;
use serde_json::{Value, json};

use crate::caller::{Caller, Clock, plan};

fn edge(key: &str) -> Value {
    let field = json!({ "type": "string", "key": key });
    json!({ "sourceField": field, "destinationField": field })
}

#[tokio::test]
async fn it_is_put_read_and_changed() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let id = caller.create(json!({ "operation": "map", "status": "planning" })).await;
    assert_eq!(caller.call(Op::GetJobPlan, &id, None).await.0, 404);
    let patch = json!({ "fileId": "us_fl_1", "jobId": id, "programId": "us_pg_1" });
    assert_eq!(caller.call(Op::UpdateJobPlan, &id, Some(patch.clone())).await.0, 404);

    let mut whole = plan(&id);
    whole["fieldMapping"] = json!([edge("a"), edge("b")]);
    let (code, answer) = caller.call(Op::ReplaceJobPlan, &id, Some(whole)).await;
    assert_eq!((code, &answer["data"]["job"]["status"]), (200, &json!("ready")), "{answer}");
    assert_eq!(answer["data"]["plan"]["fieldMapping"].as_array().unwrap().len(), 2);

    caller.call(Op::UpdateJobPlan, &id, Some(patch)).await;
    let (_, answer) = caller.call(Op::GetJobPlan, &id, None).await;
    assert_eq!(answer["data"]["plan"]["programId"], "us_pg_1");
    assert_eq!(answer["data"]["plan"]["fieldMapping"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn it_is_about_the_job_of_the_path() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let id = caller.sandbox.add_executing_job("map");
    let other = plan("us_jb_other");
    let (code, answer) = caller.call(Op::ReplaceJobPlan, &id, Some(other)).await;
    assert_eq!((code, &answer["errors"][0]["key"]), (400, &json!("jobId")));
}
