//! Lists: every filter, the order, and the pages.

use flatfile_jobs::api::OperationId as Op;
use flatfile_jobs::api::types::{Job, JobType};
use flatfile_jobs::sandbox::Rules;
use serde_json::{Value, json};

use crate::caller::{Caller, Clock};

/// Jobs `us_jb_0` to `us_jb_9`, one of each kind.
fn caller(rules: Rules) -> Caller {
    let clock = Clock::noon();
    let caller = Caller::in_process(clock.sandbox().rules(rules));
    for number in 0..10 {
        let now = clock.now();
        let id = format!("us_jb_{number}");
        let source = match number {
            3 => "us_wb_2",
            6 => "us_fl_1",
            _ => "us_wb_1",
        };
        let job = Job::new(now, id, "exportOrders", source, JobType::Workbook, now);
        caller.sandbox.put_job(match number {
            1 => job.with_environment_id("us_env_1"),
            2 => job.with_space_id("us_sp 1&ü"),
            4 => job.with_destination("us_wb_2"),
            5 => job.with_file_id("us_fl_1"),
            7 | 8 => job.with_parent_id("us_jb_0"),
            _ => job,
        });
    }
    caller
}

async fn list(caller: &Caller, query: &str) -> Value {
    let (code, list) = caller.send("GET", &format!("/jobs?{query}"), None).await;
    assert_eq!(code, 200, "{list}");
    list
}

fn numbers(list: &Value) -> String {
    let jobs = list["data"].as_array().unwrap();
    jobs.iter().map(|job| job["id"].as_str().unwrap().strip_prefix("us_jb_").unwrap()).collect()
}

#[tokio::test]
async fn every_filter_narrows_it() {
    let caller = caller(Rules::default());
    for (query, found) in [
        ("", "9876543210"),
        ("environmentId=us_env_1", "1"),
        ("spaceId=us_sp%201%26%C3%BC", "2"),
        ("spaceId=us_sp+1%26%C3%BC", "2"),
        ("workbookId=us_wb_2", "43"),
        ("fileId=us_fl_1", "65"),
        ("parentId=us_jb_0", "87"),
        ("source=us_wb_2", "3"),
        ("excludeChildJobs=true", "96543210"),
        ("excludeChildJobs=false", "9876543210"),
        ("excludeChildJobs=true&parentId=us_jb_0", "87"),
        ("sortDirection=asc", "0123456789"),
        ("sortDirection=desc&pageSize=3", "987"),
        ("sortDirection=asc&pageSize=3&pageNumber=2", "345"),
        ("workbookId=us_wb_2&source=us_wb_2", "3"),
        ("workbookId=us_wb_nowhere", ""),
        ("environmentId=us_env_1&source=us_wb_2", ""),
        ("colour=red", "9876543210"),
    ] {
        let list = list(&caller, query).await;
        assert_eq!(numbers(&list), found, "{query}");
    }
}

#[tokio::test]
async fn pages_count_from_the_first() {
    for first in [1, 0] {
        let caller = caller(Rules::default().with_first_page(first));
        let mut found = String::new();
        let plain = list(&caller, "pageSize=4").await;
        for number in first..first + 3 {
            let page = list(&caller, &format!("pageSize=4&pageNumber={number}")).await;
            let expected = json!({ "currentPage": number, "pageCount": 3, "totalCount": 10 });
            assert_eq!(page["pagination"], expected);
            assert!(number > first || page == plain);
            found += &numbers(&page);
        }
        assert_eq!(found, "9876543210");
        let behind = list(&caller, &format!("pageSize=4&pageNumber={}", first + 3)).await;
        assert_eq!(numbers(&behind), "");
        let far = list(&caller, "pageSize=4294967296&pageNumber=9223372036854775807").await;
        assert_eq!(numbers(&far), "");
    }
}

#[tokio::test]
async fn a_page_has_a_largest_size() {
    let rules = Rules::default().with_largest_page(3).with_pagination(false);
    let caller = caller(rules);
    for query in ["", "pageSize=100"] {
        let list = list(&caller, query).await;
        assert_eq!(numbers(&list), "987");
        assert_eq!(list.get("pagination"), None);
    }
}

#[tokio::test]
async fn a_bad_parameter_is_named() {
    let caller = caller(Rules::default());
    for (query, name) in [
        ("pageSize=many", "pageSize"),
        ("pageSize=0", "pageSize"),
        ("pageSize=-1", "pageSize"),
        ("pageSize=99999999999999999999", "pageSize"),
        ("pageNumber=1.5", "pageNumber"),
        ("pageNumber=0", "pageNumber"),
        ("pageNumber=-1", "pageNumber"),
        ("excludeChildJobs=yes", "excludeChildJobs"),
        ("sortDirection=up", "sortDirection"),
    ] {
        let (code, answer) = caller.send("GET", &format!("/jobs?{query}"), None).await;
        assert_eq!((code, &answer["errors"][0]["key"]), (400, &json!(name)), "{query}: {answer}");
    }
}

#[tokio::test]
async fn all_bad_parameters_are_named() {
    let caller = caller(Rules::default());
    for query in ["pageSize=many&pageNumber=few", "pageSize=0&pageNumber=0"] {
        let (code, response) = caller.send("GET", &format!("/jobs?{query}"), None).await;
        let errors = response["errors"].as_array().unwrap();
        let mut keys: Vec<_> = errors.iter().map(|it| it["key"].as_str().unwrap()).collect();
        keys.sort_unstable();
        assert_eq!((code, keys.join(" ").as_str()), (400, "pageNumber pageSize"), "{response}");
    }
}

/// A parameter that the sandbox has no meaning for is a 400.
#[tokio::test]
async fn every_parameter_of_the_contract_has_a_meaning() {
    let contract: Value = serde_json::from_str(flatfile_jobs::contract::OPENAPI_JSON).unwrap();
    let parameters = contract["paths"]["/jobs"]["get"]["parameters"].as_array().unwrap();
    let query = parameters.iter().filter(|it| it["in"] == "query");
    let mut tried = 0;
    for parameter in query {
        let name = parameter["name"].as_str().unwrap();
        let value = match parameter["schema"]["type"].as_str() {
            Some("integer") => "1",
            Some("boolean") => "true",
            _ if name == "sortDirection" => "asc",
            _ => "us_wb_1",
        };
        list(&caller(Rules::default()), &format!("{name}={value}")).await;
        tried += 1;
    }
    assert!(tried > 5);
}

#[tokio::test]
async fn a_deleted_job_is_not_listed() {
    let caller = caller(Rules::default());
    caller.call(Op::DeleteJob, "us_jb_0", None).await;
    let list = list(&caller, "").await;
    assert_eq!(
        (numbers(&list).as_str(), &list["pagination"]["totalCount"]),
        ("9654321", &json!(7))
    );
}
