//! A proxy that lets nothing through: for good, or for now.

use std::time::Duration;

use flatfile_jobs::{Client, ClientBuilder, Error, Retries};
use serde_json::{Value, json};

use crate::child::{URL, run};
use crate::nets::{NETS, Net, users};
use crate::support::wire::{Server, Then};

/// What is seen of an error, from whichever process.
struct Seen {
    text: String,
    debug: String,
    attempts: u64,
    status: Option<u64>,
    is: Vec<String>,
}

impl Seen {
    fn is(&self, what: &str) -> bool {
        self.is.iter().any(|is| is == what)
    }
}

fn shown(error: &Error) -> Value {
    let all = [
        ("proxy", error.is_proxy()),
        ("connect", error.is_connect()),
        ("in doubt", error.is_in_doubt()),
    ];
    let is: Vec<&str> = all.iter().filter(|(_, is)| *is).map(|(name, _)| *name).collect();
    json!({
        "text": error.to_string(),
        "debug": format!("{error:?}"),
        "attempts": error.attempts().len(),
        "status": error.status(),
        "is": is,
    })
}

fn seen(shown: &Value) -> Seen {
    let text = |name: &str| shown[name].as_str().unwrap().to_owned();
    Seen {
        text: text("text"),
        debug: text("debug"),
        attempts: shown["attempts"].as_u64().unwrap(),
        status: shown["status"].as_u64(),
        is: serde_json::from_value(shown["is"].clone()).unwrap(),
    }
}

/// A call of each class.
async fn calls(builder: ClientBuilder) -> [Error; 3] {
    let short = Duration::from_millis(2);
    let client = builder
        .token("t")
        .allow_insecure_http(true)
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

/// The call of each class through a proxy of this address.
async fn through(net: Net, proxy: &str, base_url: &str) -> Vec<Seen> {
    match net {
        Net::Own => {
            let variables = vec![(URL, base_url.into()), ("ALL_PROXY", proxy.into())];
            let said = run("proxies::child_is_behind_a_proxy", variables).await;
            let lines = said.lines().filter_map(|line| line.split_once("SEEN "));
            lines.map(|(_, line)| seen(&serde_json::from_str(line).unwrap())).collect()
        }
        Net::Users => {
            let proxy = reqwest::Proxy::all(proxy).unwrap();
            let http_client = users(&[]).proxy(proxy).build().unwrap();
            let builder = Client::builder().base_url(base_url).http_client(http_client);
            calls(builder).await.iter().map(|error| seen(&shown(error))).collect()
        }
    }
}

#[tokio::test]
#[ignore = "the other half of a test"]
async fn child_is_behind_a_proxy() {
    let builder = Client::builder().base_url(std::env::var(URL).unwrap());
    for error in calls(builder).await {
        println!("SEEN {}", shown(&error));
    }
}

async fn answering(status: &str) -> Server {
    // It says that it closes: a call on a connection that is just being
    // closed would be another fault.
    let head = format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
    Server::always(Then::Write(head.into_bytes())).await
}

const SETTINGS: &str = "; check the proxy: `HTTPS_PROXY`, `HTTP_PROXY` and `ALL_PROXY`, or";

#[tokio::test]
async fn one_that_asks_for_a_password_is_asked_once() {
    for net in NETS {
        let server = answering("407 Proxy Authentication Required").await;
        let proxy = server.url.replace("http://", "http://somebody:secretword@");
        let errors = through(net, &proxy, "https://jobs.test").await;
        assert_eq!(errors.len(), 3);
        for error in errors {
            assert!(error.is("proxy") && error.is("connect") && !error.is("in doubt"));
            assert_eq!(error.attempts, 1, "{}", error.debug);
            assert!(error.text.contains("a user and password that it accepts (407)"));
            assert!(!format!("{} {}", error.text, error.debug).contains("secretword"));
        }
        assert_eq!(server.received().len(), 3);
        assert!(server.received().iter().all(|it| it.method == "CONNECT"), "no token went there");
    }
}

#[tokio::test]
async fn one_that_refuses_plain_http_so_is_named_as_well() {
    for net in NETS {
        let server = answering("407 Proxy Authentication Required").await;
        for error in through(net, &server.url, "http://jobs.test").await {
            assert_eq!((error.status, error.attempts), (Some(407), 1), "{}", error.debug);
            assert!(error.text.contains("give the proxy a user and password"), "{}", error.text);
        }
    }
}

/// A 403 is not told from a 502, and what may heal is tried again.
#[tokio::test]
async fn one_that_opens_no_tunnel_is_asked_again() {
    for net in NETS {
        let server = answering("502 Bad Gateway").await;
        for error in through(net, &server.url, "https://jobs.test").await {
            assert!(error.is("connect") && !error.is("proxy") && !error.is("in doubt"));
            assert_eq!(error.attempts, 3, "{}", error.debug);
            assert!(error.text.contains("the proxy refused to open a tunnel"), "{}", error.text);
            assert!(error.text.contains(SETTINGS), "{}", error.text);
            assert!(!error.text.contains("base URL"), "{}", error.text);
        }
    }
}

#[tokio::test]
async fn one_that_is_not_there_is_named() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let proxy = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    for net in NETS {
        for error in through(net, &proxy, "https://jobs.test").await {
            assert!(error.is("connect") && !error.is("proxy"), "{}", error.text);
            assert_eq!(error.attempts, 3, "{}", error.debug);
            assert!(error.text.contains("the proxy: connection refused"), "{}", error.text);
            assert!(error.text.contains(SETTINGS), "{}", error.text);
            assert!(!error.text.contains("base URL"), "{}", error.text);
        }
    }
}

/// reqwest does not say whether it was to the server or to the proxy.
#[tokio::test]
async fn one_that_is_not_there_is_named_for_plain_http_too() {
    for error in through(Net::Own, "http://127.0.0.1:1", "http://jobs.test").await {
        assert!(error.text.contains("the proxy: connection refused"), "{}", error.text);
        assert!(error.text.contains(SETTINGS), "{}", error.text);
    }
}

/// Of this crate's own connections any of the matcher's is built in.
#[tokio::test]
async fn one_of_a_scheme_that_is_not_built_in_is_not_tried_again() {
    for base_url in ["https://jobs.test", "http://jobs.test"] {
        for error in through(Net::Users, "socks5://127.0.0.1:1", base_url).await {
            assert!(error.is("proxy") && !error.is("in doubt"), "{}", error.text);
            assert_eq!(error.attempts, 1, "{}", error.debug);
            assert!(error.text.contains("its scheme `socks5` is not built in"), "{}", error.text);
        }
    }
}
