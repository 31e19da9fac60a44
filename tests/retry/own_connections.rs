//! The connections that a client makes by itself, in an environment of their
//! own: each test runs its other half as a process with other variables.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use flatfile_jobs::{Client, Retries};

use crate::child::{URL, run};
use crate::secure::Identity;
use crate::support::http2::{self, Then};
use crate::support::json::job;

const REFUSED_STREAM: u32 = 7;

fn builder() -> flatfile_jobs::ClientBuilder {
    Client::builder().token("t").base_url(std::env::var(URL).unwrap()).retries(Retries::none())
}

/// A file with the certificate as the only one that is trusted.
pub fn file(identity: &Identity, name: &str) -> PathBuf {
    let path =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{name}", std::process::id()));
    std::fs::write(&path, identity.pem()).unwrap();
    path
}

#[tokio::test]
async fn http2_is_spoken_where_the_server_offers_it() {
    for (offered, spoken) in [(&["h2", "http/1.1"][..], Some(&b"h2"[..])), (&["h2"], Some(b"h2"))] {
        let identity = Identity::of("127.0.0.1", offered);
        let methods: Arc<Mutex<Vec<&'static str>>> = Arc::default();
        let protocols: Arc<Mutex<Vec<Option<Vec<u8>>>>> = Arc::default();
        let (record, seen) = (Arc::clone(&methods), Arc::clone(&protocols));
        let address = identity
            .listen(move |stream| {
                seen.lock().unwrap().push(stream.get_ref().1.alpn_protocol().map(<[u8]>::to_vec));
                let script = |method, stream| match method {
                    "GET" => (http2::whole(stream, &job("executing").to_string()), Then::Keep),
                    _ => (http2::reset(stream, REFUSED_STREAM), Then::Keep),
                };
                http2::serve(stream, Arc::new(script), Arc::clone(&record))
            })
            .await;
        let certificate = file(&identity, "http2.pem");
        let variables = vec![
            (URL, format!("https://{address}").into()),
            ("SSL_CERT_FILE", certificate.clone().into()),
        ];
        run("own_connections::child_speaks_http2", variables).await;
        std::fs::remove_file(certificate).unwrap();
        assert_eq!(protocols.lock().unwrap()[0].as_deref(), spoken);
        assert_eq!(*methods.lock().unwrap(), ["GET", "POST"], "nothing was sent again unseen");
    }
}

#[tokio::test]
#[ignore = "the other half of a test"]
async fn child_speaks_http2() {
    let client = builder().build().unwrap();
    client.job("us_jb_1").get().await.unwrap();
    let error = client.job("us_jb_1").execute().await.unwrap_err();
    assert!(error.is_declined(), "{error}");
}

#[tokio::test]
async fn http1_is_spoken_where_that_is_all() {
    for offered in [&["http/1.1"][..], &[]] {
        let identity = Identity::of("127.0.0.1", offered);
        let address = identity
            .listen(async |mut stream| {
                use tokio::io::{AsyncReadExt, AsyncWriteExt};

                let _ = stream.read(&mut [0; 4096]).await;
                let _ =
                    stream.write_all(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n").await;
            })
            .await;
        let certificate = file(&identity, "http1.pem");
        let variables = vec![
            (URL, format!("https://{address}").into()),
            ("SSL_CERT_FILE", certificate.clone().into()),
        ];
        run("own_connections::child_speaks_http1", variables).await;
        std::fs::remove_file(certificate).unwrap();
    }
}

#[tokio::test]
#[ignore = "the other half of a test"]
async fn child_speaks_http1() {
    let error = builder().build().unwrap().job("us_jb_1").get().await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
}

#[tokio::test]
async fn a_system_without_certificates_is_told_by_its_settings() {
    let nowhere = || "/nonexistent".into();
    let variables = vec![
        (URL, "https://jobs.test".into()),
        ("SSL_CERT_FILE", nowhere()),
        ("SSL_CERT_DIR", nowhere()),
    ];
    run("own_connections::child_has_no_certificates", variables).await;
}

#[tokio::test]
#[ignore = "the other half of a test"]
async fn child_has_no_certificates() {
    let error = builder().build().unwrap_err();
    assert!(error.is_configuration(), "{error}");
    for part in [
        "the base URL, or the proxy, is https",
        "`SSL_CERT_FILE`",
        "`SSL_CERT_DIR`",
        "certificates",
    ] {
        assert!(error.to_string().contains(part), "{error}");
    }
    builder().base_url("localhost:1").build().unwrap();
}

#[cfg(unix)]
#[tokio::test]
async fn a_variable_that_is_not_text_is_named() {
    use std::os::unix::ffi::OsStringExt;

    let odd = OsString::from_vec(b"sk_\xff".to_vec());
    run("own_connections::child_has_an_odd_variable", vec![("FLATFILE_API_KEY", odd)]).await;
}

#[test]
#[ignore = "the other half of a test"]
fn child_has_an_odd_variable() {
    let error = Client::from_env().unwrap_err();
    assert_eq!(error.to_string(), "`FLATFILE_API_KEY` is not UTF-8");
}
