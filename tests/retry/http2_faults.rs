//! What can go wrong with a stream of HTTP/2: what the caller gets, and how
//! many requests were sent.
//!
//! The reviewed table is `http2_faults.txt`; `UPDATE_GOLDEN=1` writes it
//! anew. It holds for both wires.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use flatfile_jobs::{ClientBuilder, Retries, SettledBy};

use crate::hasty::Hasty;
use crate::nets::{NETS, Net};
use crate::secure::Identity;
use crate::support::golden::assert_golden;
use crate::support::http2::{self, Step, Then};
use crate::wire_faults::{AMPLE, CALLS, Call, SHORT, builder, send};

const NO_ERROR: u32 = 0;
const INTERNAL_ERROR: u32 = 2;
const REFUSED_STREAM: u32 = 7;
const ENHANCE_YOUR_CALM: u32 = 11;
const HTTP_1_1_REQUIRED: u32 = 13;

/// What is done with each stream, by its number.
type Fault = fn(u32) -> Step;

fn faults() -> Vec<(&'static str, Fault)> {
    vec![
        ("refused", |it| (http2::reset(it, REFUSED_STREAM), Then::Keep)),
        ("goes away before it", |_| (http2::go_away(0, NO_ERROR), Then::Close)),
        ("goes away after it", |it| (http2::go_away(it, NO_ERROR), Then::Close)),
        ("goes away before it, with an error", |_| {
            (http2::go_away(0, ENHANCE_YOUR_CALM), Then::Close)
        }),
        ("goes away after it, and answers", |it| {
            let whole = http2::whole(it, "{\"data\":{\"success\":true}}");
            ([http2::go_away(it, NO_ERROR), whole].concat(), Then::Close)
        }),
        ("reset", |it| (http2::reset(it, INTERNAL_ERROR), Then::Keep)),
        ("reset, calm down", |it| (http2::reset(it, ENHANCE_YOUR_CALM), Then::Keep)),
        ("reset, use HTTP/1.1", |it| (http2::reset(it, HTTP_1_1_REQUIRED), Then::Keep)),
        ("closed", |_| (Vec::new(), Then::Close)),
        ("refused after the head", |it| {
            ([http2::head(it), http2::reset(it, REFUSED_STREAM)].concat(), Then::Keep)
        }),
        ("reset inside the body", |it| {
            let begun = http2::data(it, "{\"data\":", false);
            ([http2::head(it), begun, http2::reset(it, INTERNAL_ERROR)].concat(), Then::Keep)
        }),
        ("closed inside the body", |it| {
            ([http2::head(it), http2::data(it, "{\"data\":", false)].concat(), Then::Close)
        }),
        ("JSON that is cut off", |it| (http2::whole(it, "{\"data\":"), Then::Keep)),
        ("stall before the response", |_| (Vec::new(), Then::Keep)),
        ("stall inside the body", |it| {
            ([http2::head(it), http2::data(it, "{\"data\":", false)].concat(), Then::Keep)
        }),
        ("not HTTP/2", |_| (b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec(), Then::Close)),
    ]
}

/// A server that speaks HTTP/2 alone.
struct Server {
    url: String,
    certificate: Vec<u8>,
    methods: Arc<Mutex<Vec<&'static str>>>,
}

impl Server {
    async fn start(script: impl Fn(&'static str, u32) -> Step + Send + Sync + 'static) -> Self {
        let identity = Identity::of("127.0.0.1", &["h2"]);
        let methods = Arc::<Mutex<Vec<_>>>::default();
        let (script, record) = (Arc::new(script), Arc::clone(&methods));
        let serve = move |stream| http2::serve(stream, script.clone(), Arc::clone(&record));
        let address = identity.listen(serve).await;
        Self { url: format!("https://{address}"), certificate: identity.certificate, methods }
    }

    fn client(&self, net: Net, timer: &Hasty, limit: Duration) -> ClientBuilder {
        net.trusting(builder(&self.url, timer, limit), &self.certificate)
    }

    fn methods(&self) -> Vec<&'static str> {
        self.methods.lock().unwrap().clone()
    }
}

async fn outcome(net: Net, stalls: bool, fault: Fault, call: Call) -> String {
    let limit = if stalls { SHORT } else { AMPLE };
    let is_read = move |method| call != Call::Get && method == "GET";
    let server = Server::start(move |method, stream| match is_read(method) {
        true => (http2::whole(stream, &call.job()), Then::Keep),
        false => fault(stream),
    })
    .await;
    let timer = Hasty::new(limit);
    let client = server.client(net, &timer, limit).build().unwrap();
    let result = send(&client, call).await;
    let methods = server.methods();
    let reads = methods.iter().filter(|method| is_read(method)).count();
    match reads {
        0 => format!("{result}; {} sent", methods.len()),
        _ => format!("{result}; {} sent, {reads} read", methods.len() - reads),
    }
}

#[tokio::test]
async fn each_fault_on_each_class() {
    for net in NETS {
        let mut table = String::new();
        for (name, fault) in faults() {
            let stalls = name.starts_with("stall");
            let runs = CALLS.map(|call| tokio::spawn(outcome(net, stalls, fault, call)));
            table += &format!("{name}\n");
            for (call, run) in CALLS.into_iter().zip(runs) {
                table += &format!("    {:<12}{}\n", call.name(), run.await.unwrap());
            }
        }
        eprintln!("over {net:?}");
        assert_golden("tests/retry/http2_faults.txt", &table);
    }
}

#[tokio::test]
async fn a_window_that_is_never_opened_again_is_within_the_limit() {
    // More than a connection's first window: the rest waits for leave to go.
    let large = "x".repeat(100_000);
    for net in NETS {
        let server = Server::start(|method, stream| match method {
            "GET" => (http2::whole(stream, &Call::FailDone.job()), Then::Keep),
            _ => unreachable!("the body is never whole"),
        })
        .await;
        let client = server.client(net, &Hasty::new(SHORT), SHORT).build().unwrap();
        let settled = client.job("us_jb_1").fail(large.as_str()).await.unwrap();
        assert_eq!(settled.by, SettledBy::Read, "{net:?}");
        assert_eq!(server.methods(), ["POST", "GET"], "{net:?}");
    }
}

#[tokio::test]
async fn what_was_refused_once_is_sent_again_whatever_its_class() {
    for net in NETS {
        let count = std::sync::atomic::AtomicUsize::new(0);
        let server = Server::start(move |_, stream| {
            match count.fetch_add(1, std::sync::atomic::Ordering::Relaxed) {
                0 => (http2::reset(stream, REFUSED_STREAM), Then::Keep),
                1 => (http2::go_away(stream - 2, NO_ERROR), Then::Close),
                _ => (http2::whole(stream, "{}"), Then::Keep),
            }
        })
        .await;
        let short = Duration::from_millis(2);
        let client = server
            .client(net, &Hasty::new(AMPLE), AMPLE)
            .retries(Retries::default().with_delays(short, short))
            .build()
            .unwrap();
        client.job("us_jb_1").execute().await.unwrap();
        assert_eq!(server.methods().len(), 3, "{net:?}");
    }
}
