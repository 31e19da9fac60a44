//! By way of a proxy of the environment: what it sees, and what the server
//! does.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use flatfile_jobs::{Client, Retries};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::child::{URL, run};
use crate::own_connections::file;
use crate::proxy_server::{secure_tunnel, socks, tunnel};
use crate::secure::Identity;
use crate::support::json::job;
use crate::support::wire::{Server, Then, whole};

/// Calls once, and prints what came.
const CHILD: &str = "proxy_ways::child_calls";

#[tokio::test]
#[ignore = "the other half of a test"]
async fn child_calls() {
    let builder = Client::builder().token("t").base_url(std::env::var(URL).unwrap());
    let client = builder.allow_insecure_http(true).retries(Retries::none()).build().unwrap();
    match client.job("us_jb_1").get().await {
        Ok(job) => println!("GOT {}", job.id),
        Err(error) => println!("FAILED {error}"),
    }
}

fn answer() -> Vec<u8> {
    whole("200 OK", "application/json", &job("executing").to_string())
}

async fn plain_server() -> Server {
    Server::always(Then::Write(answer())).await
}

fn address(server: &Server) -> SocketAddr {
    server.url.trim_start_matches("http://").parse().unwrap()
}

fn var(name: &'static str, value: impl Into<OsString>) -> (&'static str, OsString) {
    (name, value.into())
}

/// A server of https, and the heads of the requests that came.
async fn secure_server(name: &str) -> (SocketAddr, Arc<Mutex<Vec<String>>>, Identity) {
    let identity = Identity::of(name, &["http/1.1"]);
    let heads = Arc::<Mutex<Vec<String>>>::default();
    let record = Arc::clone(&heads);
    let address = identity
        .listen(move |mut stream| {
            let record = Arc::clone(&record);
            async move {
                let mut head = vec![0; 4096];
                let length = stream.read(&mut head).await.unwrap_or_default();
                record.lock().unwrap().push(String::from_utf8_lossy(&head[..length]).into_owned());
                let _ = stream.write_all(&answer()).await;
            }
        })
        .await;
    (address, heads, identity)
}

#[tokio::test]
async fn one_that_reads_the_requests_gets_the_whole_url_and_its_password() {
    for variable in ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"] {
        let server = plain_server().await;
        let proxy = server.url.replace("http://", "http://somebody:pass%20word@");
        let said = run(CHILD, vec![var(URL, "http://jobs.test/api"), var(variable, proxy)]).await;
        assert!(said.contains("GOT us_jb_1"), "{variable}: {said}");
        let received = &server.received()[0];
        assert_eq!(received.target, "http://jobs.test/api/v1/jobs/us_jb_1");
        assert_eq!(received.headers["host"], "jobs.test");
        assert_eq!(received.headers["proxy-authorization"], "Basic c29tZWJvZHk6cGFzcyB3b3Jk");
    }
}

#[tokio::test]
async fn one_that_carries_them_keeps_its_password_from_the_server() {
    let (server, heads, identity) = secure_server("jobs.test").await;
    let (proxy, heard) = tunnel(server).await;
    let certificate = file(&identity, "tunnel.pem");
    for (variable, user) in [("HTTPS_PROXY", "somebody:secretword@"), ("all_proxy", "")] {
        let said = run(
            CHILD,
            vec![
                var(URL, "https://jobs.test"),
                var(variable, format!("http://{user}{proxy}")),
                var("SSL_CERT_FILE", certificate.clone()),
            ],
        )
        .await;
        assert!(said.contains("GOT us_jb_1"), "{said}");
    }
    std::fs::remove_file(certificate).unwrap();
    let heard = heard.all();
    assert!(heard[0].starts_with("CONNECT jobs.test:443 HTTP/1.1\r\n"), "{heard:?}");
    assert!(heard[0].contains("Proxy-Authorization: Basic c29tZWJvZHk6c2VjcmV0d29yZA=="));
    assert!(!heard[1].to_lowercase().contains("authorization"), "{heard:?}");
    let heads = heads.lock().unwrap();
    assert_eq!(heads.len(), 2);
    for head in &*heads {
        assert!(head.starts_with("GET /v1/jobs/us_jb_1 HTTP/1.1\r\n"), "{head}");
        assert!(head.contains("\r\nauthorization: Bearer t\r\n"), "{head}");
        assert!(!head.to_lowercase().contains("proxy-authorization"), "{head}");
    }
}

#[tokio::test]
async fn one_behind_tls_carries_them_too() {
    let (server, heads, identity) = secure_server("jobs.test").await;
    let (proxy, heard, proxys) = secure_tunnel(server).await;
    let certificates = file(&identity, "both.pem");
    std::fs::write(&certificates, identity.pem() + &proxys.pem()).unwrap();
    let variables = vec![
        var(URL, "https://jobs.test:4443"),
        var("HTTPS_PROXY", format!("https://somebody:secretword@{proxy}")),
        var("SSL_CERT_FILE", certificates.clone()),
    ];
    let said = run(CHILD, variables).await;
    std::fs::remove_file(certificates).unwrap();
    assert!(said.contains("GOT us_jb_1"), "{said}");
    assert!(heard.all()[0].starts_with("CONNECT jobs.test:4443 HTTP/1.1\r\n"), "{heard:?}");
    assert!(!heads.lock().unwrap()[0].to_lowercase().contains("proxy-authorization"));
}

#[tokio::test]
async fn one_behind_tls_that_is_not_trusted_is_named() {
    let (proxy, _, _) = secure_tunnel("127.0.0.1:1".parse().unwrap()).await;
    for base_url in ["https://jobs.test", "http://jobs.test"] {
        let (_, _, other) = secure_tunnel("127.0.0.1:1".parse().unwrap()).await;
        let certificate = file(&other, "other.pem");
        let variables = vec![
            var(URL, base_url),
            var("ALL_PROXY", format!("https://{proxy}")),
            var("SSL_CERT_FILE", certificate.clone()),
        ];
        let said = run(CHILD, variables).await;
        std::fs::remove_file(certificate).unwrap();
        assert!(said.contains("FAILED") && said.contains("at the proxy"), "{said}");
        assert!(said.contains("not trusted here"), "{said}");
    }
}

#[tokio::test]
async fn an_ipv6_address_goes_through_a_tunnel() {
    let (server, _, identity) = secure_server("2001:db8::1").await;
    let (proxy, heard) = tunnel(server).await;
    let certificate = file(&identity, "ipv6.pem");
    let variables = vec![
        var(URL, "https://[2001:db8::1]"),
        var("HTTPS_PROXY", format!("http://{proxy}")),
        var("SSL_CERT_FILE", certificate.clone()),
    ];
    let said = run(CHILD, variables).await;
    std::fs::remove_file(certificate).unwrap();
    assert!(said.contains("GOT us_jb_1"), "{said}");
    assert!(heard.all()[0].starts_with("CONNECT [2001:db8::1]:443 "), "{heard:?}");
}

#[tokio::test]
async fn socks_in_each_form() {
    let server = plain_server().await;
    for (scheme, user, base_url, asked) in [
        ("socks5h", "", "http://jobs.test", "5 jobs.test:80"),
        ("socks5h", "", "http://jobs.test:8080", "5 jobs.test:8080"),
        ("socks5h", "somebody:secretword@", "http://jobs.test", "5 jobs.test:80"),
        ("socks5", "", "http://192.0.2.7", "5 192.0.2.7:80"),
        ("socks4a", "", "http://jobs.test", "4 jobs.test:80"),
        ("socks4", "", "http://192.0.2.7", "4 192.0.2.7:80"),
    ] {
        let password = (!user.is_empty()).then_some(("somebody", "secretword"));
        let (proxy, heard) = socks(address(&server), password).await;
        let proxy = format!("{scheme}://{user}{proxy}");
        let said = run(CHILD, vec![var(URL, base_url), var("ALL_PROXY", proxy)]).await;
        assert!(said.contains("GOT us_jb_1"), "{scheme} {base_url}: {said}");
        assert_eq!(heard.all(), [asked], "{scheme} {base_url}");
    }
    for received in server.received() {
        assert_eq!(received.target, "/v1/jobs/us_jb_1", "the path alone: the server reads it");
        assert!(!received.headers.contains_key("proxy-authorization"));
    }
}

#[tokio::test]
async fn socks_carries_https() {
    let (server, heads, identity) = secure_server("jobs.test").await;
    let (proxy, heard) = socks(server, Some(("somebody", "secretword"))).await;
    let certificate = file(&identity, "socks.pem");
    let variables = vec![
        var(URL, "https://jobs.test"),
        var("HTTPS_PROXY", format!("socks5h://somebody:secretword@{proxy}")),
        var("SSL_CERT_FILE", certificate.clone()),
    ];
    let said = run(CHILD, variables).await;
    std::fs::remove_file(certificate).unwrap();
    assert!(said.contains("GOT us_jb_1"), "{said}");
    assert_eq!(heard.all(), ["5 jobs.test:443"]);
    assert!(!heads.lock().unwrap()[0].contains("secretword"));
}

#[tokio::test]
async fn socks_that_wants_another_password_says_so() {
    let (proxy, _) = socks("127.0.0.1:1".parse().unwrap(), Some(("somebody", "right"))).await;
    for user in ["somebody:wrong@", ""] {
        let proxy = format!("socks5h://{user}{proxy}");
        let said = run(CHILD, vec![var(URL, "http://jobs.test"), var("ALL_PROXY", proxy)]).await;
        assert!(said.contains("a user and password that it accepts"), "{said}");
        assert!(!said.contains("wrong"), "{said}");
    }
}

#[tokio::test]
async fn what_is_on_this_machine_is_not_behind_it() {
    let server = plain_server().await;
    for guard in [
        vec![var(URL, server.url.clone())],
        vec![var(URL, server.url.replace("127.0.0.1", "localhost"))],
    ] {
        let nobody = [var("ALL_PROXY", "http://127.0.0.1:1")];
        let said = run(CHILD, guard.into_iter().chain(nobody).collect()).await;
        assert!(said.contains("GOT us_jb_1"), "{said}");
    }
}

/// Without the proxy there is no such name; the port would be too much of one.
#[tokio::test]
async fn who_is_excepted_is_not_behind_it() {
    let server = plain_server().await;
    let name = format!("{}.test", "a".repeat(64));
    for (guard, behind) in [
        (var("NO_PROXY", ".test"), false),
        (var("no_proxy", "other.test,*"), false),
        (var("NO_PROXY", "other.test"), true),
        // A server's script: the variable may be from a request's header.
        (var("REQUEST_METHOD", "GET"), false),
    ] {
        let proxied = [var(URL, format!("http://{name}")), var("HTTP_PROXY", server.url.clone())];
        let said = run(CHILD, proxied.into_iter().chain([guard.clone()]).collect()).await;
        match behind {
            true => assert!(said.contains("GOT us_jb_1"), "{guard:?}: {said}"),
            false => assert!(
                said.contains(&format!("the name `{name}` was not resolved")),
                "{guard:?}: {said}"
            ),
        }
    }
}
