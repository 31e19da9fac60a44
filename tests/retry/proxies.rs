//! A proxy that lets nothing through: for good, or for now.

use std::time::Duration;

use flatfile_jobs::{Client, Error, Retries};

use crate::secure::trusting;
use crate::support::wire::{Server, Then};

/// The call of each class through a proxy of this address.
async fn through(proxy: &str, base_url: &str) -> [Error; 3] {
    let http_client = reqwest::Client::builder()
        .tls_backend_preconfigured(trusting(&[]))
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .proxy(reqwest::Proxy::all(proxy).unwrap())
        .build()
        .unwrap();
    let short = Duration::from_millis(2);
    let client = Client::builder()
        .token("t")
        .base_url(base_url)
        .allow_insecure_http(true)
        .http_client(http_client)
        .retries(Retries::default().with_delays(short, short))
        .end_retries(Retries::ends().with_attempts(3).with_delays(short, short))
        .build()
        .unwrap();
    let job = client.job("us_jb_1");
    [
        job.get().await.unwrap_err(),
        job.execute().await.unwrap_err(),
        job.fail("x").await.unwrap_err(),
    ]
}

async fn answering(status: &str) -> Server {
    let head = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n");
    Server::always(Then::Write(head.into_bytes())).await
}

#[tokio::test]
async fn one_that_asks_for_a_password_is_asked_once() {
    let server = answering("407 Proxy Authentication Required").await;
    let proxy = server.url.replace("http://", "http://somebody:secretword@");
    for error in through(&proxy, "https://jobs.test").await {
        assert!(error.is_proxy() && error.is_connect() && !error.is_in_doubt(), "{error}");
        assert_eq!(error.attempts().len(), 1, "{error:?}");
        assert!(error.to_string().contains("a user and password that it accepts (407)"), "{error}");
        assert!(!format!("{error} {error:?}").contains("secretword"), "{error:?}");
    }
    assert_eq!(server.received().len(), 3);
    assert!(server.received().iter().all(|it| it.method == "CONNECT"), "no token went there");
}

#[tokio::test]
async fn one_that_refuses_plain_http_so_is_named_as_well() {
    let server = answering("407 Proxy Authentication Required").await;
    for error in through(&server.url, "http://jobs.test").await {
        assert_eq!((error.status(), error.attempts().len()), (Some(407), 1), "{error:?}");
        assert!(error.to_string().contains("give the proxy a user and password"), "{error}");
    }
}

/// reqwest does not tell a 403 from a 502, and what may heal is tried again.
#[tokio::test]
async fn one_that_opens_no_tunnel_is_asked_again() {
    let server = answering("502 Bad Gateway").await;
    for error in through(&server.url, "https://jobs.test").await {
        assert!(error.is_connect() && !error.is_proxy() && !error.is_in_doubt(), "{error}");
        assert_eq!(error.attempts().len(), 3, "{error:?}");
        assert!(error.to_string().contains("the proxy refused to open a tunnel"), "{error}");
    }
}

#[tokio::test]
async fn one_that_is_not_there_is_named() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    for error in through(&proxy, "https://jobs.test").await {
        assert!(error.is_connect() && !error.is_proxy(), "{error}");
        assert_eq!(error.attempts().len(), 3, "{error:?}");
        assert!(error.to_string().contains("the proxy: connection refused"), "{error}");
    }
}

#[tokio::test]
async fn one_of_a_scheme_that_is_not_built_in_is_not_tried_again() {
    for base_url in ["https://jobs.test", "http://jobs.test"] {
        for error in through("socks5://127.0.0.1:1", base_url).await {
            assert!(error.is_proxy() && !error.is_in_doubt(), "{error}");
            assert_eq!(error.attempts().len(), 1, "{error:?}");
            assert!(error.to_string().contains("its scheme `socks5` is not built in"), "{error}");
        }
    }
}
