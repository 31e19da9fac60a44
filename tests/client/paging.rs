//! Which pages are asked for, and which jobs are given.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::transport::{Transport, TransportFuture};
use flatfile_jobs::{Client, Jobs};
use http::{Request, Response};
use serde_json::{Value, json};

/// A server of pages.
#[derive(Clone, Default)]
struct Pages {
    /// The ids of each page, in order.
    pages: Vec<Vec<&'static str>>,
    /// The number of the first page.
    first: i64,
    /// Whether it tells where a page is.
    counts: bool,
    /// Answers always the same page, whatever is asked.
    stuck: bool,
    asked: Arc<Mutex<Vec<Option<i64>>>>,
}

impl Transport for Pages {
    fn send(&self, request: Request<Bytes>) -> TransportFuture<'_> {
        let query = request.uri().query().unwrap_or_default();
        let asked: Option<i64> = query
            .split('&')
            .find_map(|pair| pair.strip_prefix("pageNumber="))
            .map(|number| number.parse().unwrap());
        let mut log = self.asked.lock().unwrap();
        log.push(asked);
        assert!(log.len() < 50, "asked for ever: {log:?}");
        let number = if self.stuck { self.first } else { asked.unwrap_or(self.first) };
        let ids = usize::try_from(number - self.first).ok().and_then(|index| self.pages.get(index));
        let jobs: Vec<Value> = ids.into_iter().flatten().map(|id| job(id)).collect();
        let mut body = json!({ "data": jobs });
        if self.counts {
            body["pagination"] = json!({
                "currentPage": number, "pageCount": self.pages.len(), "totalCount": 0,
            });
        }
        Box::pin(async move { Ok(Response::new(Bytes::from(body.to_string()))) })
    }
}

fn job(id: &str) -> Value {
    let status = if id.ends_with('x') { "executing" } else { "complete" };
    json!({
        "id": id, "type": "file", "operation": "map", "source": "s", "status": status,
        "createdAt": "2025-01-01T00:00:00Z", "updatedAt": "2025-01-01T00:00:00Z",
    })
}

impl Pages {
    fn of(pages: &[&[&'static str]]) -> Self {
        Self {
            pages: pages.iter().map(|page| page.to_vec()).collect(),
            first: 1,
            ..Self::default()
        }
    }

    /// The ids that the stream gives, and the page numbers that it asked for.
    async fn read(&self, narrow: impl Fn(Jobs) -> Jobs) -> (Vec<String>, Vec<Option<i64>>) {
        let client = Client::builder().token("t").transport(self.clone()).build().unwrap();
        let mut stream = narrow(client.jobs()).stream();
        let mut ids = Vec::new();
        while let Some(job) = stream.next().await {
            ids.push(job.unwrap().id.to_string());
        }
        assert!(stream.next().await.is_none(), "an end stays an end");
        let asked = self.asked.lock().unwrap().clone();
        (ids, asked)
    }
}

fn all(jobs: Jobs) -> Jobs {
    jobs
}

#[tokio::test]
async fn with_a_count_it_goes_to_the_count() {
    let pages = Pages { counts: true, ..Pages::of(&[&["a", "b"], &["c"], &["d", "e"]]) };
    let (ids, asked) = pages.read(all).await;
    assert_eq!(ids, ["a", "b", "c", "d", "e"]);
    assert_eq!(asked, [None, Some(2), Some(3)], "a short page in the middle proves nothing");
}

#[tokio::test]
async fn with_a_count_from_zero_too() {
    let pages = Pages { counts: true, first: 0, ..Pages::of(&[&["a"], &["b"], &["c"]]) };
    let (ids, asked) = pages.read(all).await;
    assert_eq!(ids, ["a", "b", "c"]);
    assert_eq!(asked, [None, Some(1), Some(2)]);
}

#[tokio::test]
async fn without_a_count_it_ends_with_an_empty_page() {
    let pages = Pages::of(&[&["a", "b"], &["c"]]);
    let (ids, asked) = pages.read(all).await;
    assert_eq!(ids, ["a", "b", "c"]);
    assert_eq!(asked, [None, Some(1), Some(2), Some(3)], "page 1 may be the first or the second");
    let pages = Pages { first: 0, ..Pages::of(&[&["a", "b"], &["c"]]) };
    let (ids, asked) = pages.read(all).await;
    assert_eq!(ids, ["a", "b", "c"]);
    assert_eq!(asked, [None, Some(1), Some(2)]);
}

#[tokio::test]
async fn a_server_that_stays_where_it_is_is_left() {
    for counts in [true, false] {
        let pages = Pages { stuck: true, counts, ..Pages::of(&[&["a"], &["b"], &["c"]]) };
        let (ids, asked) = pages.read(all).await;
        assert_eq!(ids, ["a"]);
        assert!(asked.len() <= 4, "{asked:?}");
    }
}

#[tokio::test]
async fn a_job_that_moves_between_pages_is_given_once() {
    let pages = Pages { counts: true, ..Pages::of(&[&["a", "b"], &["b", "c"], &["c"]]) };
    assert_eq!(pages.read(all).await.0, ["a", "b", "c"]);
    let pages = Pages::of(&[&["a", "b"], &["b", "c"], &["c"]]);
    assert_eq!(pages.read(all).await.0, ["a", "b", "c"]);
}

#[tokio::test]
async fn an_empty_list_is_one_request() {
    for counts in [true, false] {
        let pages = Pages { counts, ..Pages::of(&[]) };
        let (ids, asked) = pages.read(all).await;
        assert_eq!((ids.len(), asked.len()), (0, 1));
    }
}

#[tokio::test]
async fn filters_of_this_side_go_over_pages_without_a_match() {
    let pages = Pages { counts: true, ..Pages::of(&[&["a"], &["b"], &["cx"], &["d"], &["ex"]]) };
    let (ids, _) = pages.read(|jobs| jobs.status(JobStatus::Executing)).await;
    assert_eq!(ids, ["cx", "ex"]);
    let none = |jobs: Jobs| jobs.operation("other").job_type("sheet");
    assert!(pages.read(none).await.0.is_empty());
    let before = |jobs: Jobs| jobs.created_before("2024-01-01T00:00:00Z".parse().unwrap());
    assert!(pages.read(before).await.0.is_empty());
    let after = |jobs: Jobs| jobs.created_after("2024-01-01T00:00:00Z".parse().unwrap());
    assert_eq!(pages.read(after).await.0.len(), 5);
}

#[tokio::test]
async fn an_error_is_given_and_ends_it() {
    let client = crate::support::canned::Canned::new(401, "").client();
    let mut stream = client.jobs().stream();
    assert!(stream.next().await.unwrap().unwrap_err().is_unauthorized());
    assert!(stream.next().await.is_none());
}

#[tokio::test]
async fn who_allows_repeats_gets_those_from_further_back_than_a_page() {
    let pages: &[&[&'static str]] = &[&["a", "b"], &["b", "c"], &["a", "d"], &["e"]];
    for counts in [true, false] {
        let pages = Pages { counts, ..Pages::of(pages) };
        let client = Client::builder().token("t").transport(pages.clone()).build().unwrap();
        let mut stream = client.jobs().stream().allow_repeats();
        let mut ids = Vec::new();
        while let Some(job) = stream.next().await {
            ids.push(job.unwrap().id.to_string());
        }
        assert_eq!(ids, ["a", "b", "c", "a", "d", "e"], "{counts}");
        assert_eq!(pages.read(all).await.0, ["a", "b", "c", "d", "e"], "the others are as before");
    }
}

#[tokio::test]
async fn repeats_or_not_a_server_that_stays_where_it_is_is_left() {
    let pages = Pages { stuck: true, ..Pages::of(&[&["a"], &["b"]]) };
    let client = Client::builder().token("t").transport(pages).build().unwrap();
    let mut stream = client.jobs().stream().allow_repeats();
    assert_eq!(stream.next().await.unwrap().unwrap().id, "a");
    assert!(stream.next().await.is_none());
}
