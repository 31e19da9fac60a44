//! Clean-ups: what is done to the jobs of a list must not cost any of them.

use std::collections::HashSet;

use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::sandbox::{Rules, Sandbox};

use crate::support::canned::Canned;

const JOBS: usize = 2000;

#[tokio::test]
async fn two_thousand_jobs_are_deleted_while_going_through_them() {
    for rules in [Rules::default(), Rules::default().with_pagination(false).with_first_page(0)] {
        let sandbox = Sandbox::builder().rules(rules).in_process();
        let client = sandbox.client().unwrap();
        let made: HashSet<String> =
            (0..JOBS).map(|_| sandbox.add_executing_job("exportOrders")).collect();
        let found = client.jobs().page_size(100).ids().await.unwrap();
        assert!(found.unreadable.is_empty());
        let ids: HashSet<String> = found.ids.iter().map(String::from).collect();
        assert_eq!((found.ids.len(), &ids), (JOBS, &made));
        for id in &found.ids {
            client.job(id).delete().await.unwrap();
        }
        assert!(client.jobs().page().await.unwrap().jobs.is_empty());
    }
}

#[tokio::test]
async fn ids_are_those_that_pass_the_filters() {
    let sandbox = Sandbox::in_process();
    let client = sandbox.client().unwrap();
    let open: Vec<String> = (0..30).map(|_| sandbox.add_executing_job("exportOrders")).collect();
    for id in open.iter().step_by(2) {
        client.job(id).cancel("no longer wanted").await.unwrap();
    }
    let jobs = client.jobs().page_size(4).status(JobStatus::Executing);
    let mut ids: Vec<String> = jobs.ids().await.unwrap().ids.iter().map(String::from).collect();
    ids.sort();
    let mut expected: Vec<String> = open.iter().skip(1).step_by(2).cloned().collect();
    expected.sort();
    assert_eq!(ids, expected);
}

#[tokio::test]
async fn a_list_that_is_not_whole_is_an_error() {
    let client = Canned::new(503, "").client();
    assert!(client.jobs().ids().await.unwrap_err().is_server_error());
}
