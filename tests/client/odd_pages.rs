//! Servers whose pages and numbers do not make sense: a list ends all the same,
//! and gives each job once.

use std::collections::HashSet;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;

use bytes::Bytes;
use flatfile_jobs::transport::{Transport, TransportFuture};
use flatfile_jobs::{Client, Error};
use http::{Request, Response};
use proptest::prelude::*;
use serde_json::{Value, json};

type Jobs = dyn Fn(usize) -> Vec<usize> + Send + Sync;
type Numbers = dyn Fn(usize) -> Option<(i64, i64)> + Send + Sync;

/// Sends at once, by the number of the request from 0, whatever is asked for.
#[derive(Clone)]
struct Server {
    jobs: Arc<Jobs>,
    numbers: Arc<Numbers>,
    requests: Arc<AtomicUsize>,
}

impl Server {
    fn new(
        jobs: impl Fn(usize) -> Vec<usize> + Send + Sync + 'static,
        numbers: impl Fn(usize) -> Option<(i64, i64)> + Send + Sync + 'static,
    ) -> Self {
        Self { jobs: Arc::new(jobs), numbers: Arc::new(numbers), requests: Arc::default() }
    }

    fn client(&self) -> Client {
        Client::builder().token("t").transport(self.clone()).build().unwrap()
    }

    fn requests(&self) -> usize {
        self.requests.load(Ordering::Relaxed)
    }

    /// The jobs that came, the error at the end if there is one, and how many
    /// requests it took.
    async fn read(&self) -> (Vec<String>, Option<Error>, usize) {
        let (mut stream, mut ids) = (self.client().jobs().stream(), Vec::new());
        let mut error = None;
        while let Some(job) = stream.next().await {
            assert!(error.is_none(), "an error of the list is the last item");
            match job {
                Ok(job) => ids.push(job.id.to_string()),
                Err(last) => error = Some(last),
            }
        }
        assert!(stream.next().await.is_none(), "an end stays an end");
        (ids, error, self.requests())
    }
}

impl Transport for Server {
    fn send(&self, _: Request<Bytes>) -> TransportFuture<'_> {
        let request = self.requests.fetch_add(1, Ordering::Relaxed);
        assert!(request < 300, "asked for ever");
        let jobs: Vec<Value> = (self.jobs)(request).into_iter().map(job).collect();
        let mut body = json!({ "data": jobs });
        if let Some((page, count)) = (self.numbers)(request) {
            body["pagination"] =
                json!({ "currentPage": page, "pageCount": count, "totalCount": i64::MAX });
        }
        Box::pin(std::future::ready(Ok(Response::new(Bytes::from(body.to_string())))))
    }
}

fn job(number: usize) -> Value {
    json!({
        "id": format!("us_jb_{number}"), "type": "file", "operation": "map", "source": "s",
        "createdAt": "2025-01-01T00:00:00Z", "updatedAt": "2025-01-01T00:00:00Z",
    })
}

fn page(request: usize) -> i64 {
    i64::try_from(request).unwrap() + 1
}

/// Three jobs on each of so many pages, and none after them.
fn pages(count: usize) -> impl Fn(usize) -> Vec<usize> + Send + Sync {
    move |request| if request < count { (request * 3..request * 3 + 3).collect() } else { vec![] }
}

#[tokio::test]
async fn numbers_that_stand_still_cost_no_job() {
    for numbers in [(1, 9), (0, 9), (5, 9), (9, 9), (1, 0), (0, 0), (1, i64::MAX)] {
        let (ids, error, requests) = Server::new(pages(6), move |_| Some(numbers)).read().await;
        assert_eq!((ids.len(), requests), (18, 7), "{numbers:?}: {error:?}");
        assert!(error.is_none());
    }
}

#[tokio::test]
async fn numbers_that_shrink_cost_no_job() {
    let counts = |request| Some((page(request), 6 - page(request)));
    let (ids, error, _) = Server::new(pages(6), counts).read().await;
    assert_eq!((ids.len(), error.is_none()), (18, true));
    let back = |request| Some((6 - page(request), 6));
    let (ids, error, _) = Server::new(pages(6), back).read().await;
    assert_eq!((ids.len(), error.is_none()), (18, true));
}

#[tokio::test]
async fn absurd_numbers_cost_no_job() {
    for numbers in [
        (i64::MAX, i64::MAX),
        (i64::MIN, i64::MIN),
        (i64::MAX, i64::MIN),
        (-1, -1),
        (0, i64::MIN),
        (1, -1),
        (i64::MAX, 0),
    ] {
        let (ids, error, requests) = Server::new(pages(6), move |_| Some(numbers)).read().await;
        assert_eq!((ids.len(), requests), (18, 7), "{numbers:?}: {error:?}");
        assert!(error.is_none());
    }
}

#[tokio::test]
async fn empty_pages_without_end_are_an_error() {
    let server = Server::new(pages(2), |request| Some((page(request), i64::MAX)));
    let (ids, error, requests) = server.read().await;
    assert_eq!((ids.len(), requests), (6, 13));
    let error = error.unwrap();
    assert!(error.is_contract_mismatch(), "{error}");
    assert_eq!(
        error.to_string(),
        "list jobs: the list does not end: 11 pages in a row had no new job, and the server says \
         that there are more"
    );
    let server = Server::new(pages(2), |request| Some((page(request), i64::MAX)));
    assert!(server.client().jobs().ids().await.unwrap_err().is_contract_mismatch());
}

#[tokio::test]
async fn pages_that_repeat_are_the_end_or_an_error() {
    let same = |_| vec![1, 2, 3];
    let (ids, error, requests) = Server::new(same, |_| None).read().await;
    assert_eq!((ids.len(), error.is_none(), requests), (3, true, 3));
    let (ids, error, requests) = Server::new(same, |_| Some((1, 4))).read().await;
    assert_eq!((ids.len(), error.is_none(), requests), (3, true, 2));
    let told = Server::new(same, |request| Some((page(request), 4)));
    let (ids, error, requests) = told.read().await;
    assert_eq!((ids.len(), error.is_none(), requests), (3, true, 4), "as many as it counts");
    let told = Server::new(same, |request| Some((page(request), 400)));
    let (ids, error, requests) = told.read().await;
    assert_eq!((ids.len(), error.is_some(), requests), (3, true, 12));
}

#[tokio::test]
async fn a_page_of_known_jobs_is_not_the_end_while_there_are_more() {
    // As many jobs as a page has were created meanwhile.
    let moved = |request: usize| match request {
        0 => vec![1, 2],
        1 => vec![1, 2],
        _ => vec![3, 4],
    };
    let server = Server::new(moved, |request| Some((page(request), 3)));
    assert_eq!(server.read().await.0, ["us_jb_1", "us_jb_2", "us_jb_3", "us_jb_4"]);
}

#[tokio::test]
async fn others_have_their_turn_between_pages() {
    let server = Server::new(pages(20), |request| Some((page(request), 20)));
    let mut stream = server.client().jobs().operation("none of them").stream();
    let (mut next, mut turns) = (pin!(stream.next()), 0);
    let end = poll_fn(|context| {
        let polled = next.as_mut().poll(context);
        turns += usize::from(polled.is_pending());
        match polled {
            Poll::Ready(item) => Poll::Ready(item),
            Poll::Pending => Poll::Pending,
        }
    });
    assert!(end.await.is_none());
    assert_eq!((server.requests(), turns), (20, 19));
}

fn number() -> impl Strategy<Value = i64> {
    prop_oneof![0..9_i64, Just(i64::MAX), Just(i64::MIN), any::<i64>()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_it_sends_each_job_is_given_once(
        jobs in proptest::collection::vec(proptest::collection::vec(0..30_usize, 0..4), 1..12),
        numbers in proptest::collection::vec(proptest::option::of((number(), number())), 1..12),
        echoes in any::<bool>(),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let known: HashSet<String> =
            jobs.iter().flatten().map(|number| format!("us_jb_{number}")).collect();
        let server = Server::new(
            move |request| jobs[request % jobs.len()].clone(),
            move |request| {
                let numbers = numbers[request % numbers.len()];
                numbers.map(|(at, count)| (if echoes { page(request) } else { at }, count))
            },
        );
        let (ids, error, _) = runtime.block_on(server.read());
        let once: HashSet<String> = ids.iter().cloned().collect();
        prop_assert_eq!(once.len(), ids.len());
        prop_assert!(once.is_subset(&known));
        prop_assert!(error.is_none_or(|error| error.is_contract_mismatch()));
    }
}
