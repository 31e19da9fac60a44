//! Connections that are not made, are closed meanwhile, or are the user's own.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use flatfile_jobs::{Client, ClientBuilder, Retries};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::secure::{Identity, trusting};
use crate::support::json::job;
use crate::support::wire::{Server, Then, whole};

fn builder(url: &str) -> ClientBuilder {
    let short = Duration::from_millis(2);
    Client::builder()
        .token("t")
        .base_url(url)
        .retries(Retries::default().with_delays(short, short))
        .end_retries(Retries::ends().with_attempts(3).with_delays(short, short))
}

/// Each class is tried again: nothing can have been done.
async fn assert_never_connected(client: &Client, cause: &str) {
    let job = client.job("us_jb_1");
    let errors = [
        job.get().await.unwrap_err(),
        job.execute().await.unwrap_err(),
        job.fail("x").await.unwrap_err(),
    ];
    for error in errors {
        assert!(error.is_connect() && !error.is_in_doubt(), "{error}");
        assert_eq!(error.attempts().len(), 3, "{error:?}");
        assert!(error.to_string().contains(cause), "{error}");
        assert!(std::error::Error::source(&error).is_some(), "the system's reason is kept");
    }
}

#[tokio::test]
async fn refused() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    assert_never_connected(&builder(&url).build().unwrap(), "refused").await;
}

#[tokio::test]
async fn a_connection_that_was_closed_while_nobody_used_it() {
    let answer = whole("200 OK", "application/json", &job("executing").to_string());
    // It says nothing of closing, and closes.
    let server = Server::always(Then::Write(answer)).await;
    let client = builder(&server.url).build().unwrap();
    for sent in 1..=20 {
        let settled = client.job("us_jb_1").fail("x").await.unwrap();
        assert_eq!(settled.job.id, "us_jb_1");
        assert_eq!(server.received().iter().filter(|it| it.method == "POST").count(), sent);
    }
}

#[tokio::test]
async fn a_connection_that_is_closed_on_its_second_request() {
    let answer = whole("200 OK", "application/json", &job("executing").to_string());
    let count = AtomicUsize::new(0);
    let server = Server::start(move |_| match count.fetch_add(1, Ordering::Relaxed) % 2 {
        0 => Then::Keep(answer.clone()),
        _ => Then::Close,
    })
    .await;
    let client = builder(&server.url).build().unwrap();
    client.job("us_jb_1").get().await.unwrap();
    let error = client.job("us_jb_1").execute().await.unwrap_err();
    assert!(error.is_interrupted(), "it may have been carried out: {error}");
    client.job("us_jb_1").get().await.unwrap();
    client.job("us_jb_1").get().await.unwrap();
    assert_eq!(server.received().len(), 5, "the last get was sent twice");
}

#[tokio::test]
async fn a_certificate_that_the_user_trusts() {
    let identity = Identity::of("jobs.test", &[]);
    let requests = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&requests);
    let address = identity
        .listen(move |mut stream| {
            let count = Arc::clone(&count);
            async move {
                if stream.read(&mut [0]).await.is_ok_and(|bytes| bytes > 0) {
                    count.fetch_add(1, Ordering::Relaxed);
                }
            }
        })
        .await;
    let client = builder(&format!("https://jobs.test:{}", address.port()))
        .http_client(own_connections(Some(address), &identity.certificate))
        .retries(Retries::none())
        .build()
        .unwrap();
    let error = client.job("us_jb_1").get().await.unwrap_err();
    assert!(error.is_interrupted(), "the server closes: {error:?}");
    assert_eq!(requests.load(Ordering::Relaxed), 1, "the token arrives there only");
}

#[tokio::test]
async fn a_certificate_that_nobody_trusts() {
    // With the roots of this system, and with the user's.
    let identity = Identity::of("jobs.test", &[]);
    let address = identity.listen(async |_| {}).await;
    let other = Identity::of("jobs.test", &[]).certificate;
    for http_client in [None, Some(own_connections(Some(address), &other))] {
        let url = match http_client {
            Some(_) => format!("https://jobs.test:{}", address.port()),
            None => format!("https://{address}"),
        };
        let builder = builder(&url);
        let client = match http_client {
            Some(http_client) => builder.http_client(http_client),
            None => builder,
        };
        assert_never_secure(&client.build().unwrap(), "not trusted here").await;
    }
}

#[tokio::test]
async fn a_certificate_for_another_name() {
    let identity = Identity::of("elsewhere.test", &[]);
    let address = identity.listen(async |_| {}).await;
    let client = builder(&format!("https://jobs.test:{}", address.port()))
        .http_client(own_connections(Some(address), &identity.certificate));
    let cause = "not for `jobs.test`, but for elsewhere.test";
    assert_never_secure(&client.build().unwrap(), cause).await;
}

#[tokio::test]
async fn a_certificate_that_has_expired() {
    let identity = Identity::expired("jobs.test");
    let address = identity.listen(async |_| {}).await;
    let client = builder(&format!("https://jobs.test:{}", address.port()))
        .http_client(own_connections(Some(address), &identity.certificate));
    assert_never_secure(&client.build().unwrap(), "has expired").await;
}

#[tokio::test]
async fn https_where_plain_http_is_spoken() {
    let talks_first = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let plain = talks_first.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = talks_first.accept().await {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
            let _ = stream.read(&mut [0; 4096]).await;
        }
    });
    let client = builder(&format!("https://jobs.test:{}", plain.port()))
        .http_client(own_connections(Some(plain), &[]));
    assert_never_secure(&client.build().unwrap(), "does not speak TLS").await;
}

#[tokio::test]
async fn http_where_tls_is_spoken() {
    let address = Identity::of("jobs.test", &[]).listen(async |_| {}).await;
    let client = builder(&format!("http://{address}")).retries(Retries::none()).build().unwrap();
    let error = client.job("us_jb_1").get().await.unwrap_err();
    assert!(error.is_interrupted(), "{error}");
    assert!(error.to_string().contains("what came is not HTTP"), "{error}");
}

/// Nothing heals it: each class is tried once, and no end is in doubt.
async fn assert_never_secure(client: &Client, cause: &str) {
    let job = client.job("us_jb_1");
    let errors = [
        job.get().await.unwrap_err(),
        job.execute().await.unwrap_err(),
        job.fail("x").await.unwrap_err(),
    ];
    for error in errors {
        assert!(error.is_tls() && error.is_connect() && !error.is_in_doubt(), "{error}");
        assert_eq!(error.attempts().len(), 1, "{error:?}");
        assert!(error.to_string().contains(cause), "{error}");
    }
}

#[tokio::test]
async fn a_redirect_that_the_users_connections_follow_is_no_success() {
    let moved = b"HTTP/1.1 302 Found\r\nlocation: /v1/jobs/us_jb_1\r\ncontent-length: 0\r\n\r\n";
    let server = Server::start(|request| match request.method.as_str() {
        "POST" => Then::Keep(moved.to_vec()),
        _ => Then::Keep(whole("200 OK", "application/json", &job("executing").to_string())),
    })
    .await;
    let following = reqwest::redirect::Policy::limited(5);
    let client = builder(&server.url).http_client(own(None, &[], following)).build().unwrap();
    let error = client.job("us_jb_1").execute().await.unwrap_err();
    assert!(error.is_redirect(), "{error}");
    let error = client.job("us_jb_1").fail("x").await.unwrap_err();
    assert!(error.is_in_doubt(), "{error}");
}

#[tokio::test]
async fn a_name_that_does_not_resolve() {
    let client = builder("http://nowhere.test")
        .allow_insecure_http(true)
        .http_client(own_connections(None, &[]))
        .build()
        .unwrap();
    assert_never_connected(&client, "no such name").await;
}

#[tokio::test]
async fn a_name_that_the_user_resolves() {
    let answer = whole("200 OK", "application/json", &job("executing").to_string());
    let server = Server::always(Then::Keep(answer)).await;
    let address: SocketAddr = server.url.trim_start_matches("http://").parse().unwrap();
    let client = builder(&format!("http://jobs.test:{}", address.port()))
        .allow_insecure_http(true)
        .http_client(own_connections(Some(address), &[]))
        .build()
        .unwrap();
    client.job("us_jb_1").get().await.unwrap();
    assert_eq!(server.received()[0].headers["host"], format!("jobs.test:{}", address.port()));
}

/// What a user sets up: one name, one certificate, no redirects.
fn own_connections(address: Option<SocketAddr>, certificate: &[u8]) -> reqwest::Client {
    own(address, certificate, reqwest::redirect::Policy::none())
}

fn own(
    address: Option<SocketAddr>,
    certificate: &[u8],
    redirects: reqwest::redirect::Policy,
) -> reqwest::Client {
    reqwest::Client::builder()
        .tls_backend_preconfigured(trusting(certificate))
        .redirect(redirects)
        .no_proxy()
        .dns_resolver(Arc::new(One(address)))
        .build()
        .unwrap()
}

/// Knows one address, or none.
struct One(Option<SocketAddr>);

impl Resolve for One {
    fn resolve(&self, _: Name) -> Resolving {
        let found = self.0.map(|address| Box::new([address].into_iter()) as Addrs);
        let none = || std::io::Error::new(ErrorKind::NotFound, "no such name").into();
        Box::pin(std::future::ready(found.ok_or_else(none)))
    }
}
