//! Lists of events: every filter, and the pages.

use chrono::{SecondsFormat, TimeDelta};
use flatfile_jobs::sandbox::Rules;
use serde_json::{Value, json};

use super::{numbers, page};
use crate::caller::{Caller, Clock};

/// Jobs that are created a second after each other: an event each.
async fn caller(rules: Rules) -> (Caller, Clock) {
    let clock = Clock::noon();
    let caller = Caller::in_process(clock.sandbox().rules(rules));
    for number in 1..=30 {
        clock.pass(TimeDelta::seconds(1));
        caller
            .create(match number {
                2 => json!({ "environmentId": "us_env_1" }),
                _ => json!({}),
            })
            .await;
    }
    (caller, clock)
}

#[tokio::test]
async fn every_filter_narrows_it() {
    let (caller, clock) = caller(Rules::default()).await;
    let id = caller.sandbox.add_executing_job("exportOrders");
    let job = caller.sandbox.job(&id).unwrap();
    caller.sandbox.put_job(job.with_space_id("us_sp_1").with_status("ready"));
    let at = |seconds: i64| {
        let at = clock.now() - TimeDelta::seconds(30 - seconds);
        at.to_rfc3339_opts(SecondsFormat::Millis, true).replace(':', "%3A")
    };
    let all: Vec<u64> = (1..=32).collect();
    for (query, found) in [
        ("pageSize=50".to_owned(), &all[..]),
        ("environmentId=us_env_1".to_owned(), &[2][..]),
        ("environmentId=us_env_nowhere".to_owned(), &[]),
        ("spaceId=us_sp_1".to_owned(), &[32]),
        ("topic=job:ready".to_owned(), &[32]),
        ("topic=job%3Aready&domain=job".to_owned(), &[32]),
        ("domain=sheet".to_owned(), &[]),
        (format!("since={}", at(29)), &[29, 30, 31, 32]),
        (format!("since={}&topic=job:created", at(30)), &[30, 31]),
        ("colour=red&pageSize=2".to_owned(), &[1, 2]),
    ] {
        assert_eq!(numbers(&caller, &query).await, found, "{query}");
    }
}

#[tokio::test]
async fn since_can_leave_out_its_moment() {
    for (exclusive, found) in [(false, vec![29, 30]), (true, vec![30])] {
        let (caller, clock) = caller(Rules::default().with_exclusive_since(exclusive)).await;
        let since = (clock.now() - TimeDelta::seconds(1)).to_rfc3339();
        let query = format!("since={}", since.replace('+', "%2B"));
        assert_eq!(numbers(&caller, &query).await, found);
    }
}

#[tokio::test]
async fn pages_are_of_ten_and_count_from_the_first() {
    let (plain, _) = caller(Rules::default()).await;
    assert_eq!(numbers(&plain, "").await, (1..=10).collect::<Vec<_>>());
    for first in [1, 0] {
        let (caller, _) =
            caller(Rules::default().with_first_page(first).with_largest_page(12)).await;
        let mut found = Vec::new();
        for number in first..first + 3 {
            found.extend(numbers(&caller, &format!("pageSize=100&pageNumber={number}")).await);
        }
        assert_eq!(found, (1..=30).collect::<Vec<_>>());
        let behind = format!("pageSize=12&pageNumber={}", first + 3);
        assert_eq!(page(&caller, &behind).await, [] as [Value; 0]);
    }
}

#[tokio::test]
async fn an_acknowledged_one_has_to_be_asked_for() {
    let (caller, clock) = caller(Rules::default()).await;
    assert!(caller.sandbox.acknowledge_event("us_evt_00000001"));
    assert!(!caller.sandbox.acknowledge_event("us_evt_99"));
    assert_eq!(numbers(&caller, "pageSize=2").await, [2, 3]);
    assert_eq!(numbers(&caller, "pageSize=2&includeAcknowledged=false").await, [2, 3]);
    let with = page(&caller, "pageSize=2&includeAcknowledged=true").await;
    assert_eq!(with[0]["id"], "us_evt_00000001");
    let at = clock.now().to_rfc3339_opts(SecondsFormat::AutoSi, true);
    assert_eq!(with[0]["acknowledgedAt"], json!(at));
    assert_eq!(with[1].get("acknowledgedAt"), None);
}

#[tokio::test]
async fn a_bad_parameter_is_named() {
    let (caller, _) = caller(Rules::default()).await;
    for (query, name) in [
        ("pageSize=many", "pageSize"),
        ("pageSize=0", "pageSize"),
        ("pageNumber=0", "pageNumber"),
        ("since=yesterday", "since"),
        ("since=2025-06-01", "since"),
        ("includeAcknowledged=yes", "includeAcknowledged"),
        ("topic=job:on-the-moon", "topic"),
        ("domain=moon", "domain"),
    ] {
        let (code, answer) = caller.send("GET", &format!("/events?{query}"), None).await;
        assert_eq!((code, &answer["errors"][0]["key"]), (400, &json!(name)), "{query}: {answer}");
    }
}

/// A parameter that the sandbox has no meaning for is a 400.
#[tokio::test]
async fn every_parameter_of_the_contract_has_a_meaning() {
    let (caller, _) = caller(Rules::default()).await;
    let contract: Value = serde_json::from_str(flatfile_jobs::contract::OPENAPI_JSON).unwrap();
    let parameters = contract["paths"]["/events"]["get"]["parameters"].as_array().unwrap();
    let query = parameters.iter().filter(|it| it["in"] == "query");
    let mut tried = 0;
    for parameter in query {
        let name = parameter["name"].as_str().unwrap();
        let value = match parameter["schema"]["type"].as_str() {
            Some("integer") => "1",
            Some("boolean") => "true",
            _ if name == "since" => "2025-06-01T12:00:00Z",
            _ if name == "topic" => "job:ready",
            _ => "job",
        };
        page(&caller, &format!("{name}={value}")).await;
        tried += 1;
    }
    assert!(tried > 5);
}
