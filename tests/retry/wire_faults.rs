//! Every way in which a real connection can go wrong: what the caller gets,
//! and how many requests were sent.
//!
//! The reviewed table is `wire_faults.txt`; `UPDATE_GOLDEN=1` writes it
//! anew. What never comes is waited for a second; the waits before retries
//! are noted and not made.

use std::time::Duration;

use flatfile_jobs::{Client, ClientBuilder, Error, Retries};

use crate::hasty::Hasty;
use crate::nets::{NETS, Net};
use crate::support::golden::assert_golden;
use crate::support::json::job;
use crate::support::wire::{Received, Server, Then, whole};

const JSON: &str = "application/json";
/// For what comes, however busy the machine is.
pub const AMPLE: Duration = Duration::from_secs(20);
/// For what does not.
pub const SHORT: Duration = Duration::from_secs(1);
const MOST: usize = 4096;

/// What each fault is shown on.
#[derive(Clone, Copy, PartialEq)]
pub enum Call {
    /// Safe.
    Get,
    /// Once.
    Execute,
    /// Settle; the job is found open.
    Fail,
    /// Settle; the job is found failed.
    FailDone,
}

impl Call {
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Execute => "execute",
            Self::Fail => "fail",
            Self::FailDone => "fail, done",
        }
    }

    /// Whether a request is one to read the job that an end was sent to.
    fn is_read(self, request: &Received) -> bool {
        self != Self::Get && request.method == "GET"
    }

    pub fn job(self) -> String {
        job(if self == Self::FailDone { "failed" } else { "executing" }).to_string()
    }
}

/// The faults. A whole answer that is right has `RIGHT` for a body.
fn faults() -> Vec<(&'static str, Then)> {
    let failure = r#"{"errors":[{"message":"try later"}]}"#;
    let bytes = |text: &str| text.as_bytes().to_vec();
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 200\r\n\r\n";
    let page = "<!doctype html><title>Bad gateway</title>";
    let chunked = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
    let large = "x".repeat(MOST + 1);
    vec![
        ("closed before the answer", Then::Close),
        ("reset before the answer", Then::Reset(Vec::new())),
        ("closed inside the head", Then::Write(bytes("HTTP/1.1 200 OK\r\ncontent-"))),
        ("closed inside the body", Then::Write(bytes(&format!("{head}{{\"data\":")))),
        ("reset inside the body", Then::Reset(bytes(&format!("{head}{{\"data\":")))),
        ("closed inside a chunk", Then::Write(bytes(&format!("{chunked}ff\r\n{{\"data\":")))),
        ("closed inside a failure", Then::Write(bytes(&head.replace("200 OK", "503 Busy")))),
        ("stall before the answer", Then::Stall(Vec::new())),
        ("stall inside the head", Then::Stall(bytes("HTTP/1.1 200 OK\r\n"))),
        ("stall inside the body", Then::Stall(bytes(&format!("{head}{{\"data\":")))),
        ("slow drip", Then::Drip(bytes(head), Duration::from_millis(20))),
        ("JSON that is cut off", Then::answer("200 OK", JSON, "{\"data\":{\"id\":")),
        ("JSON that the connection's end cuts off", {
            Then::Write(bytes("HTTP/1.1 200 OK\r\n\r\n{\"data\":{\"id\":"))
        }),
        ("a failure that it cuts off", {
            Then::Write(bytes("HTTP/1.1 503 Busy\r\n\r\n{\"errors\":[{\"mess"))
        }),
        ("HTTP/1.0 that it cuts off", {
            Then::Write(bytes("HTTP/1.0 200 OK\r\n\r\n{\"data\":{\"id\":"))
        }),
        ("text that it cuts off", Then::Write(bytes("HTTP/1.1 200 OK\r\n\r\n<html><p>"))),
        ("nothing before it", Then::Write(bytes("HTTP/1.1 200 OK\r\n\r\n"))),
        ("not a job", Then::answer("200 OK", JSON, "{\"data\":{\"id\":7}}")),
        ("an empty success", Then::answer("200 OK", JSON, "")),
        ("no content", Then::Write(bytes("HTTP/1.1 204 No Content\r\n\r\n"))),
        ("oversized, announced", Then::answer("200 OK", JSON, &large)),
        ("oversized, in chunks", {
            Then::Write(bytes(&format!("{chunked}1001\r\n{large}\r\n0\r\n\r\n")))
        }),
        ("an oversized failure", Then::answer("503 Busy", JSON, &large)),
        ("garbage, not HTTP", Then::Write(bytes("\0\u{1}garbage\r\n\r\n"))),
        ("garbage in the body", Then::answer("200 OK", JSON, "\u{7}%&x")),
        ("HTML as a success", Then::answer("200 OK", "text/html", page)),
        ("HTML as a failure", Then::answer("502 Bad Gateway", "text/html", page)),
        ("another content type", Then::answer("200 OK", "text/plain", "RIGHT")),
        ("no content type", Then::Write(bytes("HTTP/1.1 200 OK\r\n\r\nRIGHT"))),
        ("a byte order mark", Then::Write(bytes("HTTP/1.1 200 OK\r\n\r\n\u{feff}RIGHT"))),
        ("more than a hundred headers", {
            let many: String = (0..101).map(|number| format!("x-{number}: v\r\n")).collect();
            Then::Write(bytes(&format!("HTTP/1.1 200 OK\r\n{many}content-length: 2\r\n\r\n{{}}")))
        }),
        ("two answers in one", {
            Then::Write([whole("200 OK", JSON, "RIGHT"), whole("500 No", JSON, "")].concat())
        }),
        ("301", redirect(301)),
        ("302", redirect(302)),
        ("303", redirect(303)),
        ("307", redirect(307)),
        ("308", redirect(308)),
        ("429", Then::answer("429 Slow Down", JSON, failure)),
        ("429, 2", busy(429, "2")),
        ("429, 1.5", busy(429, "1.5")),
        ("429, 0", busy(429, "0")),
        ("429, -5", busy(429, "-5")),
        ("429, soon", busy(429, "soon")),
        ("429, 61", busy(429, "61")),
        ("429, far too large", busy(429, "99999999999999999999999")),
        ("429, in 30 s by date", busy(429, "Sun, 01 Jun 2025 12:00:30 GMT")),
        ("429, in an hour by date", busy(429, "Sun, 01 Jun 2025 13:00:00 GMT")),
        ("429, a date that is over", busy(429, "Sun, 01 Jun 2025 11:00:00 GMT")),
        ("429, 3 and 9", busy(429, "3\r\nretry-after: 9")),
        ("429, by a clock that is ahead", {
            busy(429, "Sun, 01 Jun 2025 12:10:02 GMT\r\ndate: Sun, 01 Jun 2025 12:10:00 GMT")
        }),
        ("429, by a clock that is behind", {
            busy(429, "Sun, 01 Jun 2025 11:50:02 GMT\r\ndate: Sun, 01 Jun 2025 11:50:00 GMT")
        }),
        ("429, a reset of the limit", busy(429, "soon\r\nx-ratelimit-reset: 1748779203")),
        ("503", Then::answer("503 Busy", JSON, failure)),
        ("503, 2", busy(503, "2")),
        ("503, 61", busy(503, "61")),
        ("500, 2", busy(500, "2")),
    ]
}

fn redirect(status: u16) -> Then {
    let head = format!("HTTP/1.1 {status} Moved\r\nlocation: /v1/jobs/us_jb_2\r\n");
    Then::Write(format!("{head}content-length: 0\r\n\r\n").into_bytes())
}

fn busy(status: u16, retry_after: &str) -> Then {
    let head = format!("HTTP/1.1 {status} Busy\r\nretry-after: {retry_after}\r\n");
    Then::Write(format!("{head}content-length: 0\r\n\r\n").into_bytes())
}

/// With the right answer where the fault has one.
fn fill(then: &Then, job: &str) -> Then {
    match then {
        Then::Write(bytes) => {
            let text = String::from_utf8(bytes.clone()).unwrap();
            let length = format!("content-length: {}", job.len());
            let text =
                text.replace("content-length: 5\r\n\r\nRIGHT", &format!("{length}\r\n\r\nRIGHT"));
            Then::Write(text.replace("RIGHT", job).into_bytes())
        }
        other => other.clone(),
    }
}

/// One call that meets the fault each time.
async fn outcome(net: Net, fault: Then, call: Call) -> String {
    let limit = match fault {
        Then::Stall(_) | Then::Drip(..) => SHORT,
        _ => AMPLE,
    };
    let fault = fill(&fault, &call.job());
    let server = Server::start(move |request| match call.is_read(request) {
        true => Then::Keep(whole("200 OK", JSON, &call.job())),
        false => fault.clone(),
    })
    .await;
    let timer = Hasty::new(limit);
    let client = net.trusting(builder(&server.url, &timer, limit), &[]).build().unwrap();
    let result = send(&client, call).await;
    let received = server.received();
    let reads = received.iter().filter(|request| call.is_read(request)).count();
    let mut line = format!("{}; {} sent", result, received.len() - reads);
    if reads > 0 {
        line += &format!(", {reads} read");
    }
    for wait in timer.waits() {
        line += &format!(", waited {:.1}s", wait.as_secs_f64());
    }
    line
}

pub fn builder(url: &str, timer: &Hasty, limit: Duration) -> ClientBuilder {
    let short = Duration::from_millis(2);
    Client::builder()
        .token("t")
        .base_url(url)
        .timer(timer.clone())
        .timeout(limit)
        .max_response_bytes(MOST)
        .retries(Retries::default().with_delays(short, short))
        .end_retries(Retries::ends().with_attempts(3).with_delays(short, short))
}

pub async fn send(client: &Client, call: Call) -> String {
    let job = client.job("us_jb_1");
    let result = match call {
        Call::Get => job.get().await.map(|_| "ok".to_owned()),
        Call::Execute => job.execute().await.map(|()| "ok".to_owned()),
        Call::Fail | Call::FailDone => {
            job.fail("x").await.map(|settled| format!("ok by {:?}", settled.by).to_lowercase())
        }
    };
    result.unwrap_or_else(|error| in_words(&error))
}

/// The predicates that are true of an error, and what it holds.
fn in_words(error: &Error) -> String {
    type Is = fn(&Error) -> bool;
    let all: [(&str, Is); 16] = [
        ("in doubt", Error::is_in_doubt),
        ("already finished", Error::is_already_finished),
        ("connect", Error::is_connect),
        ("tls", Error::is_tls),
        ("proxy", Error::is_proxy),
        ("declined", Error::is_declined),
        ("time-out", Error::is_timeout),
        ("interrupted", Error::is_interrupted),
        ("cut short", Error::is_cut_short),
        ("too large", Error::is_too_large),
        ("contract mismatch", Error::is_contract_mismatch),
        ("bad request", Error::is_bad_request),
        ("rate limited", Error::is_rate_limited),
        ("server error", Error::is_server_error),
        ("redirect", Error::is_redirect),
        ("invalid input", Error::is_invalid_input),
    ];
    let names: Vec<&str> = all.iter().filter(|(_, is)| is(error)).map(|(name, _)| *name).collect();
    let mut words = names.join(", ");
    if let Some(status) = error.status() {
        words += &format!(" {status}");
    }
    match error.retry_after() {
        Some(wait) if wait > Duration::from_secs(86_400) => words + ", to wait for ever",
        Some(wait) => words + &format!(", to wait {wait:?}"),
        None => words,
    }
}

pub const CALLS: [Call; 4] = [Call::Get, Call::Execute, Call::Fail, Call::FailDone];

#[tokio::test]
async fn each_fault_on_each_class() {
    for net in NETS {
        let mut table = String::new();
        for (name, fault) in faults() {
            // The four at once: most of the time is waiting.
            let runs = CALLS.map(|call| tokio::spawn(outcome(net, fault.clone(), call)));
            table += &format!("{name}\n");
            for (call, run) in CALLS.into_iter().zip(runs) {
                table += &format!("    {:<12}{}\n", call.name(), run.await.unwrap());
            }
        }
        eprintln!("over {net:?}");
        assert_golden("tests/retry/wire_faults.txt", &table);
    }
}
