//! One job of a page that cannot be read: it is an error, and the others come.

use flatfile_jobs::Error;
use flatfile_jobs::api::types::JobStatus;
use serde_json::{Value, json};

use crate::support::CANARY;
use crate::support::canned::Canned;
use crate::support::script::{Script, answer};

fn job(id: &str) -> Value {
    json!({
        "id": id, "type": "file", "operation": "map", "source": "s", "status": "executing",
        "createdAt": "2025-01-01T00:00:00Z", "updatedAt": "2025-01-01T00:00:00Z",
    })
}

fn odd(id: &str) -> Value {
    let mut job = job(id);
    job["createdAt"] = json!("secretword");
    job
}

fn page(jobs: &[Value]) -> Canned {
    Canned::new(200, json!({ "data": jobs }).to_string()).header("x-request-id", "r-3")
}

/// The error is of one job alone, and names it and its member.
fn check(error: &Error, id: &str, member: &str) {
    assert!(error.is_contract_mismatch(), "{error}");
    assert_eq!((error.job(), error.status()), (Some(id), Some(200)));
    assert_eq!((error.request_id(), error.attempts().len()), (Some("r-3"), 1));
    let line = error.to_string();
    assert!(line.starts_with(&format!("list jobs `{id}`: ")) && line.contains(member), "{line}");
    assert!(!format!("{line} {error:?}").contains("secretword"), "{error:?}");
    assert!(!line.contains("base URL"), "it is the API that sent it: {line}");
}

#[tokio::test]
async fn in_a_stream_it_is_an_error_in_its_place() {
    let jobs = [job("a"), odd("b"), json!("no job"), job("c"), odd("d")];
    let mut stream = page(&jobs).client().jobs().stream();
    assert_eq!(stream.next().await.unwrap().unwrap().id, "a");
    check(&stream.next().await.unwrap().unwrap_err(), "b", "createdAt");
    let nameless = stream.next().await.unwrap().unwrap_err();
    assert!(nameless.is_contract_mismatch() && nameless.job().is_none(), "{nameless}");
    assert_eq!(stream.next().await.unwrap().unwrap().id, "c");
    check(&stream.next().await.unwrap().unwrap_err(), "d", "createdAt");
}

#[tokio::test]
async fn the_stream_goes_on_to_the_next_page_and_gives_each_once() {
    let script = Script::new(|number, _| {
        let jobs = match number {
            0 => json!([odd("a"), odd("b")]),
            1 => json!([odd("b"), job("c")]),
            _ => json!([odd("a"), job("b"), job("d")]),
        };
        let pagination = json!({ "currentPage": number + 1, "pageCount": 3, "totalCount": 4 });
        answer(200, json!({ "data": jobs, "pagination": pagination }))
    });
    let client = flatfile_jobs::Client::builder().token("t").transport(script).build().unwrap();
    let (mut stream, mut given) = (client.jobs().stream(), Vec::new());
    while let Some(job) = stream.next().await {
        given.push(match job {
            Ok(job) => job.id.to_string(),
            Err(error) => format!("odd {}", error.job().unwrap()),
        });
    }
    assert_eq!(given, ["odd a", "odd b", "c", "d"]);
}

#[tokio::test]
async fn in_a_page_it_stands_beside_the_others() {
    let page = page(&[job("a"), odd("b"), job("c")]).client().jobs().page().await.unwrap();
    assert_eq!(page.jobs.iter().map(|job| job.id.as_str()).collect::<Vec<_>>(), ["a", "c"]);
    assert_eq!(page.unreadable.len(), 1);
    check(&page.unreadable[0], "b", "createdAt");
}

#[tokio::test]
async fn among_ids_it_stands_beside_the_others() {
    let found = page(&[job("a"), odd("b"), job("c")]).client().jobs().ids().await.unwrap();
    assert_eq!(found.ids, ["a", "c"]);
    assert_eq!(found.unreadable.len(), 1);
    check(&found.unreadable[0], "b", "createdAt");
}

#[tokio::test]
async fn no_filter_hides_it() {
    let client = page(&[job("a"), odd("b")]).client();
    let page = client.jobs().status(JobStatus::Failed).page().await.unwrap();
    assert!(page.jobs.is_empty());
    check(&page.unreadable[0], "b", "createdAt");
}

#[tokio::test]
async fn each_missing_member_is_named() {
    for member in ["type", "operation", "createdAt"] {
        let mut one = job("b");
        one.as_object_mut().unwrap().remove(member);
        let page = page(&[one]).client().jobs().page().await.unwrap();
        check(&page.unreadable[0], "b", member);
    }
}

#[tokio::test]
async fn a_token_in_its_id_is_not_shown() {
    let page = page(&[odd(CANARY)]).client().jobs().page().await.unwrap();
    let error = &page.unreadable[0];
    assert!(!format!("{error} {error:?} {:?}", error.job()).contains(CANARY), "{error:?}");
}

#[tokio::test]
async fn a_thousand_of_them_are_a_thousand_errors() {
    let jobs: Vec<Value> = (0..1000).map(|number| odd(&format!("us_jb_{number}"))).collect();
    let page = page(&jobs).client().jobs().page().await.unwrap();
    assert_eq!(page.unreadable.len(), 1000);
    assert_eq!(page.unreadable[999].job(), Some("us_jb_999"));
}

#[tokio::test]
async fn odd_numbers_of_pages_cost_no_job() {
    for pagination in [
        json!({ "currentPage": 1 }),
        json!({ "currentPage": null, "pageCount": "many", "totalCount": 1e300 }),
        json!("page one"),
        json!([]),
    ] {
        let body = json!({ "data": [job("a"), odd("b")], "pagination": pagination }).to_string();
        let page = Canned::new(200, body).client().jobs().page().await.unwrap();
        assert_eq!((page.jobs.len(), page.unreadable.len()), (1, 1), "{pagination}");
        assert_eq!(page.pagination, None);
    }
}

#[tokio::test]
async fn what_is_no_page_is_an_error_of_the_whole() {
    for body in ["<html>", "", "[]", "{}", r#"{"data":{}}"#, r#"{"data":[{"id":"a""#] {
        let client = Canned::new(200, body).client();
        let error = client.jobs().page().await.unwrap_err();
        assert!(error.is_contract_mismatch() && error.job().is_none(), "{error}");
        let mut stream = client.jobs().stream();
        assert!(stream.next().await.unwrap().unwrap_err().is_contract_mismatch());
        assert!(stream.next().await.is_none());
        assert!(client.jobs().ids().await.unwrap_err().is_contract_mismatch());
    }
}
