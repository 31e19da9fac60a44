//! Connections that are kept: which of them a request goes over, and which is
//! used no more.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Poll;

use flatfile_jobs::{Client, Retries};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use crate::support::json::job;
use crate::support::wire::whole;

/// What the server does with a connection after it got the head of a request.
#[derive(Clone, Copy, PartialEq)]
enum Then {
    Respond,
    /// As long as this client has it.
    Silence,
    RespondAndClose,
    /// The rest of the request is never read.
    RespondAndReadNothing,
}

/// What the server saw.
struct Seen {
    /// Of each request, which connection it came over.
    requests: Mutex<Vec<usize>>,
    connections: AtomicUsize,
    closed: Semaphore,
}

impl Seen {
    fn requests(&self) -> Vec<usize> {
        self.requests.lock().unwrap().clone()
    }

    /// So many connections were closed.
    async fn closed(&self, count: u32) {
        self.closed.acquire_many(count).await.unwrap().forget();
    }
}

/// A server that decides by the number of the connection and of the request.
async fn serve(
    script: impl Fn(usize, usize) -> Then + Copy + Send + 'static,
) -> (Client, Arc<Seen>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let seen = Arc::new(Seen {
        requests: Mutex::default(),
        connections: AtomicUsize::new(0),
        closed: Semaphore::new(0),
    });
    let all = Arc::clone(&seen);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let connection = all.connections.fetch_add(1, Ordering::Relaxed);
            tokio::spawn(one(stream, connection, Arc::clone(&all), script));
        }
    });
    let client = Client::builder().token("t").base_url(url).retries(Retries::none());
    (client.end_retries(Retries::none()).build().unwrap(), seen)
}

/// A server that responds, but to one request.
async fn serve_but(odd: usize, then: Then) -> (Client, Arc<Seen>) {
    serve(move |_, request| if request == odd { then } else { Then::Respond }).await
}

async fn one(
    mut stream: TcpStream,
    connection: usize,
    seen: Arc<Seen>,
    script: impl Fn(usize, usize) -> Then,
) {
    let response = whole("200 OK", "application/json", &job("executing").to_string());
    let mut buffer = [0; 4096];
    while stream.read(&mut buffer).await.is_ok_and(|count| count > 0) {
        let number = {
            let mut requests = seen.requests.lock().unwrap();
            requests.push(connection);
            requests.len() - 1
        };
        let then = script(connection, number);
        if then != Then::Silence {
            let _ = stream.write_all(&response).await;
        }
        match then {
            Then::Respond | Then::Silence => {}
            Then::RespondAndClose => break,
            Then::RespondAndReadNothing => std::future::pending().await,
        }
    }
    drop(stream);
    seen.closed.add_permits(1);
}

async fn get(client: &Client) {
    client.job("us_jb_1").get().await.unwrap();
}

async fn at_once(client: &Client, many: usize) {
    let calls = (0..many).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { get(&client).await })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap();
    }
}

#[tokio::test]
async fn calls_at_once_have_one_each_and_the_next_ones_too() {
    let (client, seen) = serve(|_, _| Then::Respond).await;
    for _ in 0..20 {
        at_once(&client, 8).await;
    }
    assert_eq!(seen.requests().len(), 160);
    assert!(seen.connections.load(Ordering::Relaxed) <= 8, "one for each that is under way");
}

/// The one who drives the connection and the one who reads the response run
/// side by side, and wait for each other.
#[tokio::test]
async fn a_connection_of_another_runtime_is_used_as_well() {
    let (client, seen) = serve(|_, _| Then::Respond).await;
    get(&client).await;
    let elsewhere = tokio::task::spawn_blocking(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.unwrap().block_on(async {
            for _ in 0..200 {
                get(&client).await;
            }
        });
    });
    elsewhere.await.unwrap();
    let requests = seen.requests();
    assert_eq!(requests.len(), 201);
    assert!(requests.iter().filter(|connection| **connection == 0).count() > 1, "{requests:?}");
}

#[tokio::test]
async fn one_whose_call_was_given_up_is_closed() {
    let (client, seen) = serve_but(1, Then::Silence).await;
    get(&client).await;
    {
        let mut call = pin!(get(&client));
        poll_fn(|context| match call.as_mut().poll(context) {
            Poll::Ready(()) => panic!("nobody responded"),
            Poll::Pending if seen.requests().len() < 2 => {
                context.waker().wake_by_ref();
                Poll::Pending
            }
            Poll::Pending => Poll::Ready(()),
        })
        .await;
    }
    seen.closed(1).await;
    get(&client).await;
    assert_eq!(seen.requests(), [0, 0, 1], "its response could have come to the next call");
}

#[tokio::test]
async fn one_whose_response_was_not_read_is_closed() {
    let (client, seen) = serve(|_, _| Then::Respond).await;
    get(&client).await;
    let short = client.with_max_response_bytes(8);
    assert!(short.job("us_jb_1").get().await.unwrap_err().is_too_large());
    seen.closed(1).await;
    get(&client).await;
    assert_eq!(seen.requests(), [0, 0, 1]);
}

#[tokio::test]
async fn those_that_the_server_closed_are_gone_through() {
    let (client, seen) = serve(|connection, request| match (connection, request) {
        (..8, 8..) => Then::RespondAndClose,
        _ => Then::Respond,
    })
    .await;
    at_once(&client, 8).await;
    at_once(&client, 8).await;
    for _ in 0..seen.connections.load(Ordering::Relaxed) {
        seen.closed(1).await;
    }
    get(&client).await;
    get(&client).await;
    let last = seen.requests().split_off(16);
    assert_eq!(last[0], last[1], "a new one, and it is kept");
}

#[tokio::test]
async fn one_whose_request_was_not_read_is_not_waited_for() {
    let (client, seen) = serve_but(0, Then::RespondAndReadNothing).await;
    let large = "x".repeat(16 << 20);
    client.job("us_jb_1").ack_with(large.as_str()).await.unwrap();
    get(&client).await;
    assert_eq!(seen.requests(), [0, 1], "what was sent next would be behind the rest");
}
