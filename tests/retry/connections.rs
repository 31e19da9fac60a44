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

use crate::nets::{NETS, Net, users};
use crate::secure::Identity;
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
    for net in NETS {
        let client = net.trusting(builder(&url), &[]).build().unwrap();
        assert_never_connected(&client, "refused").await;
    }
}

#[tokio::test]
async fn a_connection_that_was_closed_while_nobody_used_it() {
    for net in NETS {
        let answer = whole("200 OK", "application/json", &job("executing").to_string());
        // It says nothing of closing, and closes.
        let server = Server::always(Then::Write(answer)).await;
        let client = net.trusting(builder(&server.url), &[]).build().unwrap();
        for sent in 1..=20 {
            let settled = client.job("us_jb_1").fail("x").await.unwrap();
            assert_eq!(settled.job.id, "us_jb_1");
            assert_eq!(server.received().iter().filter(|it| it.method == "POST").count(), sent);
        }
    }
}

#[tokio::test]
async fn a_connection_that_is_closed_on_its_second_request() {
    for net in NETS {
        let answer = whole("200 OK", "application/json", &job("executing").to_string());
        let count = AtomicUsize::new(0);
        let server = Server::start(move |_| match count.fetch_add(1, Ordering::Relaxed) % 2 {
            0 => Then::Keep(answer.clone()),
            _ => Then::Close,
        })
        .await;
        let client = net.trusting(builder(&server.url), &[]).build().unwrap();
        client.job("us_jb_1").get().await.unwrap();
        let error = client.job("us_jb_1").execute().await.unwrap_err();
        assert!(error.is_interrupted(), "it may have been carried out: {error}");
        client.job("us_jb_1").get().await.unwrap();
        client.job("us_jb_1").get().await.unwrap();
        assert_eq!(server.received().len(), 5, "the last get was sent twice");
    }
}

#[tokio::test]
async fn a_connection_is_used_again() {
    for net in NETS {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let answer = whole("200 OK", "application/json", &job("executing").to_string());
        let count = Arc::new(AtomicUsize::new(0));
        let taken = Arc::clone(&count);
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                taken.fetch_add(1, Ordering::Relaxed);
                let answer = answer.clone();
                tokio::spawn(async move {
                    while stream.read(&mut [0; 4096]).await.is_ok_and(|count| count > 0) {
                        let _ = stream.write_all(&answer).await;
                    }
                });
            }
        });
        let client = net.trusting(builder(&url), &[]).build().unwrap();
        for _ in 0..50 {
            client.job("us_jb_1").get().await.unwrap();
        }
        assert_eq!(count.load(Ordering::Relaxed), 1, "{net:?}");
    }
}

#[tokio::test]
async fn a_certificate_that_the_user_trusts() {
    for net in NETS {
        let identity = Identity::of("127.0.0.1", &[]);
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
        let client = net
            .trusting(builder(&format!("https://{address}")), &identity.certificate)
            .retries(Retries::none())
            .build()
            .unwrap();
        let error = client.job("us_jb_1").get().await.unwrap_err();
        assert!(error.is_interrupted(), "the server closes: {error:?}");
        assert_eq!(requests.load(Ordering::Relaxed), 1, "the token arrives there only");
    }
}

#[tokio::test]
async fn a_certificate_that_nobody_trusts() {
    // With the roots of this system, and with the user's.
    let identity = Identity::of("127.0.0.1", &[]);
    let url = format!("https://{}", identity.listen(async |_| {}).await);
    let other = Identity::of("127.0.0.1", &[]).certificate;
    assert_never_secure(&builder(&url).build().unwrap(), "not trusted here").await;
    for net in NETS {
        let client = net.trusting(builder(&url), &other).build().unwrap();
        assert_never_secure(&client, "not trusted here").await;
    }
}

#[tokio::test]
async fn a_certificate_for_another_name() {
    let identity = Identity::of("elsewhere.test", &[]);
    let url = format!("https://{}", identity.listen(async |_| {}).await);
    for net in NETS {
        let client = net.trusting(builder(&url), &identity.certificate).build().unwrap();
        assert_never_secure(&client, "not for `127.0.0.1`, but for elsewhere.test").await;
    }
}

#[tokio::test]
async fn a_certificate_that_has_expired() {
    let identity = Identity::expired("127.0.0.1");
    let url = format!("https://{}", identity.listen(async |_| {}).await);
    for net in NETS {
        let client = net.trusting(builder(&url), &identity.certificate).build().unwrap();
        assert_never_secure(&client, "has expired").await;
    }
}

#[tokio::test]
async fn https_where_plain_http_is_spoken() {
    let talks_first = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", talks_first.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = talks_first.accept().await {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
            let _ = stream.read(&mut [0; 4096]).await;
        }
    });
    for net in NETS {
        let client = net.trusting(builder(&url), &[]).build().unwrap();
        assert_never_secure(&client, "does not speak TLS").await;
    }
}

#[tokio::test]
async fn http_where_tls_is_spoken() {
    let address = Identity::of("jobs.test", &[]).listen(async |_| {}).await;
    for net in NETS {
        let builder = builder(&format!("http://{address}")).retries(Retries::none());
        let client = net.trusting(builder, &[]).build().unwrap();
        for error in [
            client.job("us_jb_1").get().await.unwrap_err(),
            client.job("us_jb_1").execute().await.unwrap_err(),
        ] {
            assert!(error.is_interrupted(), "{error}");
            let text = error.to_string();
            assert!(text.contains("what came is not HTTP; check the base URL and"), "{text}");
        }
    }
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
async fn a_redirect_is_not_followed() {
    let moved = b"HTTP/1.1 302 Found\r\nlocation: /v1/jobs/us_jb_1\r\ncontent-length: 0\r\n\r\n";
    for net in NETS {
        let server = Server::always(Then::Keep(moved.to_vec())).await;
        let client = net.trusting(builder(&server.url), &[]).build().unwrap();
        let error = client.job("us_jb_1").execute().await.unwrap_err();
        assert!(error.is_redirect() && error.status() == Some(302), "{error}");
        assert_eq!(server.received().len(), 1, "{net:?}");
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
    let following = users(&[]).redirect(reqwest::redirect::Policy::limited(5)).build().unwrap();
    let client = builder(&server.url).http_client(following).build().unwrap();
    let error = client.job("us_jb_1").execute().await.unwrap_err();
    assert!(error.is_redirect(), "{error}");
    let error = client.job("us_jb_1").fail("x").await.unwrap_err();
    assert!(error.is_in_doubt(), "{error}");
}

#[tokio::test]
async fn a_name_that_does_not_resolve_is_named() {
    // No resolver is asked for one that is longer than names may be.
    let name = format!("{}.test", "a".repeat(64));
    let builder = || builder(&format!("http://{name}")).allow_insecure_http(true);
    let client = Net::Own.trusting(builder(), &[]).build().unwrap();
    assert_never_connected(&client, &format!("the name `{name}` was not resolved: ")).await;
    let unknowing = users(&[]).dns_resolver(Arc::new(One(None))).build().unwrap();
    let client = builder().http_client(unknowing).build().unwrap();
    assert_never_connected(&client, "a name was not resolved: no such name").await;
}

#[tokio::test]
async fn a_name_that_the_user_resolves() {
    let answer = whole("200 OK", "application/json", &job("executing").to_string());
    let server = Server::always(Then::Keep(answer)).await;
    let address: SocketAddr = server.url.trim_start_matches("http://").parse().unwrap();
    let knowing = users(&[]).dns_resolver(Arc::new(One(Some(address)))).build().unwrap();
    let client = builder(&format!("http://jobs.test:{}", address.port()))
        .allow_insecure_http(true)
        .http_client(knowing)
        .build()
        .unwrap();
    client.job("us_jb_1").get().await.unwrap();
    assert_eq!(server.received()[0].headers["host"], format!("jobs.test:{}", address.port()));
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
