//! What is served beside the API.

use std::sync::{Arc, Mutex};

use flatfile_jobs::sandbox::{BesideBody, Fault, Faults, MAX_BODY_BYTES, Sandbox};
use http::Response;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;

/// Sends a request, and reads until the server closes.
async fn ask(sandbox: &Sandbox, head: &str, body: &str) -> String {
    let address = sandbox.url().replace("http://", "").replace("/v1", "");
    let mut socket = TcpStream::connect(address).await.unwrap();
    let length = body.len();
    let request = format!(
        "{head} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{body}"
    );
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut response = String::new();
    socket.read_to_string(&mut response).await.unwrap();
    response
}

#[tokio::test]
async fn what_is_not_taken_is_the_apis() {
    let builder = Sandbox::builder().faults(Faults::seeded(1).on_any(Fault::status(503)));
    let sandbox = builder
        .beside(|sandbox, request| {
            let text = format!("{} calls, {:?}", sandbox.calls().len(), request.body());
            request.uri().path().starts_with("/mine").then(|| Response::new(BesideBody::from(text)))
        })
        .start()
        .await
        .unwrap();
    let api = ask(&sandbox, "GET /v1/jobs", "").await;
    assert!(api.starts_with("HTTP/1.1 503"), "{api}");
    // It meets no fault, and leaves no call.
    for _ in 0..2 {
        let mine = ask(&sandbox, "POST /mine/own", "abc").await;
        assert!(mine.starts_with("HTTP/1.1 200"), "{mine}");
        assert!(mine.ends_with("1 calls, Ok(b\"abc\")"), "{mine}");
    }
    assert_eq!(sandbox.calls().len(), 1);
    // What it was given, it could drop: the sandbox goes on.
    assert!(ask(&sandbox, "GET /v1/jobs", "").await.starts_with("HTTP/1.1 503"));
}

/// However long it is, and whatever the API would say.
#[tokio::test]
async fn a_body_that_is_too_long_is_not_the_apis() {
    let builder = Sandbox::builder().beside(|_, request| {
        let text = request.body().as_ref().map_or_else(ToString::to_string, |_| "whole".to_owned());
        (request.uri().path() == "/mine").then(|| Response::new(BesideBody::from(text)))
    });
    let sandbox = builder.start().await.unwrap();
    for length in [MAX_BODY_BYTES + 1, 3 * MAX_BODY_BYTES] {
        let body = "x".repeat(length);
        let mine = ask(&sandbox, "PUT /mine", &body).await;
        assert!(mine.ends_with("the body is longer than 8388608 bytes"), "{mine}");
        let api = ask(&sandbox, "POST /v1/jobs/x/fail", &body).await;
        assert!(api.starts_with("HTTP/1.1 401") || api.starts_with("HTTP/1.1 413"), "{api}");
    }
    assert_eq!(sandbox.calls().len(), 2, "one of each length is the API's");
}

#[tokio::test]
async fn a_body_comes_piece_by_piece_and_a_shutdown_waits_for_it() {
    let (sender, receiver) = mpsc::unbounded_channel::<&'static str>();
    let receiver = Mutex::new(Some(receiver));
    let sandbox = Sandbox::builder()
        .beside(move |_, _| {
            let mut pieces = receiver.lock().unwrap().take()?;
            let stream = futures(move |context| pieces.poll_recv(context));
            Some(Response::new(BesideBody::pieces(stream)))
        })
        .start()
        .await
        .unwrap();
    let address = sandbox.url().replace("http://", "").replace("/v1", "");
    let mut socket = TcpStream::connect(address).await.unwrap();
    socket.write_all(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let mut seen = String::new();
    for piece in ["one ", "two "] {
        sender.send(piece).unwrap();
        while !seen.contains(piece) {
            let mut bytes = [0; 512];
            let length = socket.read(&mut bytes).await.unwrap();
            assert!(length > 0, "{seen}");
            seen += std::str::from_utf8(&bytes[..length]).unwrap();
        }
    }
    let over = Arc::new(Mutex::new(false));
    let stopped = tokio::spawn({
        let over = Arc::clone(&over);
        async move {
            sandbox.shutdown().await;
            *over.lock().unwrap() = true;
        }
    });
    sender.send("three").unwrap();
    while !seen.contains("three") {
        let mut bytes = [0; 512];
        let length = socket.read(&mut bytes).await.unwrap();
        seen += std::str::from_utf8(&bytes[..length]).unwrap();
    }
    assert!(!*over.lock().unwrap());
    drop(sender);
    stopped.await.unwrap();
    socket.read_to_string(&mut seen).await.unwrap();
    assert!(seen.ends_with("0\r\n\r\n"), "{seen}");
}

/// A stream of what a function gives.
fn futures(
    poll: impl FnMut(&mut std::task::Context<'_>) -> std::task::Poll<Option<&'static str>>
    + Send
    + 'static,
) -> impl futures_core::Stream<Item = bytes::Bytes> + Send {
    struct Pieces<F>(F);
    impl<F> futures_core::Stream for Pieces<F>
    where
        F: FnMut(&mut std::task::Context<'_>) -> std::task::Poll<Option<&'static str>> + Unpin,
    {
        type Item = bytes::Bytes;

        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            context: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<bytes::Bytes>> {
            (self.0)(context).map(|piece| piece.map(|it| bytes::Bytes::from_static(it.as_bytes())))
        }
    }
    Pieces(Box::new(poll))
}
