//! The face reaches every operation of the contract.

use flatfile_jobs::Outcome;
use flatfile_jobs::api::OPERATIONS;
use flatfile_jobs::api::types::{
    JobAckDetails, JobCancelDetails, JobConfig, JobExecutionPlanConfigRequest,
    JobExecutionPlanRequest, JobType, JobUpdate, MutateJobConfig,
};

use crate::support::canned::Canned;

/// Operations that no handle has, by their names in the contract: they are
/// called raw.
const RAW: [&str; 0] = [];

/// Method and path of each operation, as the face sends them.
#[tokio::test]
async fn each_operation_has_its_verb() {
    let canned = Canned::new(404, "");
    let client = canned.client();
    let job = client.job("us_jb_1");
    let config = JobConfig::new("op", "us_wb_1", JobType::Workbook);
    let plan = JobExecutionPlanRequest::new([], "us_fl_1", "another", [], []);
    let change = JobExecutionPlanConfigRequest::new("us_fl_1", "another");
    let mut errors = vec![
        client.jobs().page().await.unwrap_err(),
        client.jobs().create(config).await.unwrap_err(),
        client.preview_mutation(MutateJobConfig::new("f", "us_sh_1")).await.unwrap_err(),
        job.get().await.unwrap_err(),
        job.update(JobUpdate::default()).await.unwrap_err(),
        job.delete().await.unwrap_err(),
        job.execute().await.unwrap_err(),
        job.plan().await.unwrap_err(),
        job.replace_plan(plan).await.unwrap_err(),
        job.update_plan(change).await.unwrap_err(),
        job.ack().await.unwrap_err(),
        job.ack_outcome().await.unwrap_err(),
        job.complete("x").await.unwrap_err(),
        job.fail("x").await.unwrap_err(),
        job.cancel("x").await.unwrap_err(),
        job.retry().await.unwrap_err(),
        job.split(2).await.unwrap_err(),
        client.events().page().await.unwrap_err(),
    ];
    let sent = canned.requests();
    let all = OPERATIONS.iter().filter(|operation| !RAW.contains(&operation.name));
    let all: Vec<_> = all.collect();
    let names: Vec<_> = all.iter().map(|operation| operation.name).collect();
    assert_eq!(sent.len(), all.len(), "a verb above, or a name in RAW, is missing: {names:?}");
    for (operation, (request, error)) in all.iter().copied().zip(sent.iter().zip(&mut errors)) {
        assert_eq!(request.method(), operation.method, "{}", operation.name);
        let path = operation.path.replace("{jobId}", "us_jb_1");
        assert_eq!(request.uri().path(), format!("/v1{path}"), "{}", operation.name);
        assert_eq!(error.operation(), Some(operation));
        for (name, value) in operation.constant_headers {
            assert_eq!(request.headers()[*name], *value, "{}", operation.name);
        }
    }
    let body = |name: &str| {
        let index = all.iter().position(|operation| operation.name == name).unwrap();
        serde_json::from_slice::<serde_json::Value>(sent[index].body()).unwrap()
    };
    assert_eq!(body("replaceJobPlan")["jobId"], "us_jb_1", "the handle's id is put there");
    assert_eq!(body("updateJobPlan")["jobId"], "us_jb_1");
    assert_eq!(body("splitJob")["parts"], 2);
    assert_eq!(body("cancelJob")["info"], "x");
}

#[tokio::test]
async fn an_optional_body_may_be_left_out() {
    let canned = Canned::new(404, "");
    let job = canned.client().job("us_jb_1");
    job.ack().await.unwrap_err();
    job.ack_with(JobAckDetails::default()).await.unwrap_err();
    job.complete(Outcome::new()).await.unwrap_err();
    job.cancel(JobCancelDetails::default()).await.unwrap_err();
    for request in canned.requests() {
        assert!(request.body().is_empty(), "{}", request.uri());
        assert_eq!(request.headers().get("content-type"), None, "{}", request.uri());
    }
    // A required one is sent even if it says nothing.
    job.update(flatfile_jobs::api::types::JobUpdate::default()).await.unwrap_err();
    assert_eq!(canned.requests().last().unwrap().body(), "{}");
}

#[tokio::test]
async fn every_filter_of_list_goes_along() {
    use flatfile_jobs::api::types::SortDirection;

    let canned = Canned::new(404, "");
    let jobs = canned.client().jobs();
    jobs.page().await.unwrap_err();
    assert_eq!(canned.requests()[0].uri().query(), None, "nothing that is unset");
    let jobs = jobs.environment("e").space("s p").workbook("w").file("f").parent("p").source("so");
    let jobs = jobs.exclude_child_jobs(true).sort(SortDirection::Desc).page_size(50);
    jobs.page_number(3).await.unwrap_err();
    let query = canned.requests()[1].uri().query().unwrap().to_owned();
    let mut pairs: Vec<&str> = query.split('&').collect();
    pairs.sort_unstable();
    let expected = [
        "environmentId=e",
        "excludeChildJobs=true",
        "fileId=f",
        "pageNumber=3",
        "pageSize=50",
        "parentId=p",
        "sortDirection=desc",
        "source=so",
        "spaceId=s%20p",
        "workbookId=w",
    ];
    let space = |pair: &&str| pair.replace('+', "%20");
    assert_eq!(pairs.iter().map(space).collect::<Vec<_>>(), expected);
}

#[tokio::test]
async fn every_filter_of_events_goes_along() {
    use flatfile_jobs::api::types::{Domain, EventTopic};

    let canned = Canned::new(404, "");
    let events = canned.client().events();
    events.page().await.unwrap_err();
    let plain = canned.requests()[0].uri().query().map(str::to_owned);
    assert_eq!(plain.as_deref(), Some("includeAcknowledged=true"), "and nothing that is unset");
    let moment = chrono::DateTime::from_timestamp_millis(1_741_079_700_310).unwrap();
    let events = events.environment("e").space("s").domain(Domain::Job).topic(EventTopic::JobReady);
    let events = events.since(moment).page_size(50).include_acknowledged(false);
    events.page_number(3).await.unwrap_err();
    let query = canned.requests()[1].uri().query().unwrap().to_owned();
    let mut pairs: Vec<&str> = query.split('&').collect();
    pairs.sort_unstable();
    let expected = [
        "domain=job",
        "environmentId=e",
        "includeAcknowledged=false",
        "pageNumber=3",
        "pageSize=50",
        "since=2025-03-04T09%3A15%3A00.310Z",
        "spaceId=s",
        "topic=job%3Aready",
    ];
    assert_eq!(pairs, expected);
}

#[tokio::test]
async fn the_clients_environment_is_the_default_of_list_and_create() {
    let canned = Canned::new(404, "");
    let client = flatfile_jobs::Client::builder()
        .token("t")
        .environment_id("us_env_1")
        .transport(canned.clone())
        .build()
        .unwrap();
    client.jobs().page().await.unwrap_err();
    let config = JobConfig::new("op", "us_wb_1", JobType::Workbook);
    client.jobs().create(config.clone()).await.unwrap_err();
    client.jobs().create(config.with_environment_id("mine")).await.unwrap_err();
    let requests = canned.requests();
    assert_eq!(requests[0].uri().query(), Some("environmentId=us_env_1"));
    let environment = |index: usize| {
        let body: serde_json::Value = serde_json::from_slice(requests[index].body()).unwrap();
        body["environmentId"].clone()
    };
    assert_eq!((environment(1), environment(2)), ("us_env_1".into(), "mine".into()));
}
