//! Whole numbers in any spelling, and fractions of progress.

use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::sandbox::Rules;
use serde_json::{Value, json};

use crate::caller::{Caller, Clock, config, plan};

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[tokio::test]
async fn a_whole_number_is_one_in_any_spelling() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let id = caller.sandbox.add_executing_job("exportOrders");
    for (operation, body) in [
        (Op::AckJob, "{\"progress\": 50.0}"),
        (Op::UpdateJob, "{\"progress\": 5.0e1}"),
        (Op::AckJob, "{\"progress\": 50}"),
    ] {
        let (code, response) = caller.call(operation, &id, Some(parsed(body))).await;
        assert_eq!(code, 200, "{response}");
        assert_eq!(response["data"]["progress"], json!(50));
    }
    let more = parsed("{\"progress\": 7.0, \"part\": 3.0, \"config\": {\"free\": 1.0}}");
    let job = caller.sandbox.job(&caller.create(more).await).unwrap();
    assert_eq!(serde_json::to_value(&job).unwrap()["progress"], json!(7));
    assert_eq!((job.part, job.config), (Some(3), Some(json!({ "free": 1.0 }))));
    let split = parsed("{\"parts\": 2.0}");
    assert_eq!(caller.call(Op::SplitJob, &id, Some(split)).await.0, 200);
    let mut whole = plan(&id);
    let field =
        parsed("{\"type\": \"number\", \"key\": \"total\", \"config\": {\"decimalPlaces\": 2.0}}");
    whole["fieldMapping"] = json!([{ "sourceField": field, "destinationField": field }]);
    let (code, response) = caller.call(Op::ReplaceJobPlan, &id, Some(whole)).await;
    assert_eq!(code, 200, "{response}");
}

#[tokio::test]
async fn the_record_keeps_a_body_as_it_came() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    let id = caller.sandbox.add_executing_job("exportOrders");
    let body = parsed("{\"progress\": 50.0}");
    caller.call(Op::AckJob, &id, Some(body.clone())).await;
    assert_eq!(caller.sandbox.calls()[0].body, Some(body));
}

#[tokio::test]
async fn a_parameter_is_a_whole_number_in_any_spelling() {
    let caller = Caller::in_process(Clock::noon().sandbox());
    for _ in 0..5 {
        caller.create(json!({})).await;
    }
    let (code, list) = caller.send("GET", "/jobs?pageSize=2.0&pageNumber=3.00", None).await;
    assert_eq!((code, list["data"].as_array().unwrap().len()), (200, 1));
    for query in ["pageSize=2.", "pageSize=.0", "pageSize=2.01", "pageSize=1e400"] {
        assert_eq!(caller.send("GET", &format!("/jobs?{query}"), None).await.0, 400, "{query}");
    }
}

#[tokio::test]
async fn fractions_of_progress_are_taken_by_a_rule() {
    for accept in [false, true] {
        let rules = Rules::default().with_fractional_progress(accept);
        let caller = Caller::in_process(Clock::noon().sandbox().rules(rules));
        let id = caller.sandbox.add_executing_job("exportOrders");
        let fraction = || json!({ "progress": 33.3 });
        for operation in [Op::AckJob, Op::UpdateJob] {
            let (code, response) = caller.call(operation, &id, Some(fraction())).await;
            assert_eq!(code, if accept { 200 } else { 400 }, "{response}");
            assert!(!accept || response["data"]["progress"] == json!(33.3), "{response}");
        }
        let (code, response) = caller.call(Op::CreateJob, "", Some(config(fraction()))).await;
        assert_eq!(code, if accept { 200 } else { 400 }, "{response}");
        assert!(!accept || response["data"]["progress"] == json!(33.3), "{response}");
        // It is a fraction of progress only, and of 100.
        for (operation, body) in [
            (Op::AckJob, json!({ "progress": 100.1 })),
            (Op::AckJob, json!({ "progress": -0.5 })),
            (Op::SplitJob, json!({ "parts": 2.5 })),
            (Op::CreateJob, config(json!({ "part": 1.5 }))),
        ] {
            assert_eq!(caller.call(operation, &id, Some(body.clone())).await.0, 400, "{body}");
        }
    }
}
