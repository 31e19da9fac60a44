//! Whatever a body is, its error is one line within bounds, without the token.

use std::error::Error as _;

use flatfile_jobs::Client;
use flatfile_jobs::api::types::MutateJobConfig;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

use crate::support::CANARY;
use crate::support::canned::Canned;

/// Eight messages and their members, each letter of them escaped, and what
/// stands around them.
const LONGEST: usize = 8 * (540 + 130) * 10 + 2_000;

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(CANARY.to_owned()),
        Just(format!("expected {CANARY} at line 3 column 4")),
        Just("x\u{1b}[31m\r\n\u{0}\u{202e}\u{feff}".to_owned()),
        (480usize..520).prop_map(|many| format!("{}{CANARY}", "y".repeat(many))),
        (0usize..800).prop_map(|many| "\u{7}é".repeat(many)),
        ".{0,40}".prop_map(|text| text),
        Just("2025-01-01T00:00:00Z".to_owned()),
    ]
}

fn name() -> impl Strategy<Value = String> {
    const KNOWN: &[&str] = &[
        "errors",
        "error",
        "message",
        "detail",
        "title",
        "key",
        "data",
        "id",
        "part",
        "values",
        "msg",
        "fault",
        "details",
        "issues",
        "path",
        "name",
        "type",
        "createdAt",
        "status",
        "outcome",
    ];
    prop_oneof![8 => proptest::sample::select(KNOWN).prop_map(str::to_owned), 1 => text()]
}

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        4 => text().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    leaf.prop_recursive(6, 32, 10, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..12).prop_map(Value::from),
            vec((name(), inner), 0..8).prop_map(|members| members.into_iter().collect()),
        ]
    })
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    let whole = json().prop_map(|value| value.to_string().into_bytes()).boxed();
    let around = (text(), text()).prop_map(|(one, two)| format!("<title>{one}</title>{two}"));
    prop_oneof![
        6 => whole.clone(),
        2 => (whole, any::<prop::sample::Index>()).prop_map(|(mut body, end)| {
            body.truncate(end.index(body.len()));
            body
        }),
        1 => around.prop_map(String::into_bytes),
        2 => text().prop_map(String::into_bytes),
        1 => (text(), text()).prop_map(|(one, two)| format!("{one} {two}").into_bytes()),
        1 => vec(any::<u8>(), 0..64),
        1 => text().prop_map(|text| [b"\xef\xbb\xbf\x1f\x8b", text.as_bytes()].concat()),
    ]
}

async fn errors(client: &Client) -> Vec<flatfile_jobs::Error> {
    let job = client.job("us_jb_1");
    let preview = client.preview_mutation(MutateJobConfig::new("m", "us_sh_1")).await;
    [job.get().await.err(), job.plan().await.err(), preview.err(), job.fail("x").await.err()]
        .into_iter()
        .flatten()
        .collect()
}

fn check(error: &flatfile_jobs::Error) {
    let line = error.to_string();
    assert!(!line.contains(|letter: char| letter.is_control()), "{line:?}");
    assert!(!line.contains(['\u{202e}', '\u{2028}', '\u{feff}']), "{line:?}");
    assert!(line.len() <= LONGEST, "{} bytes: {line:.300}", line.len());
    let mut all = format!("{line} {error:?} {:?}", error.server_messages());
    let mut below = error.source();
    while let Some(source) = below {
        all += &format!(" {source} {source:?}");
        below = source.source();
    }
    assert!(!all.contains(CANARY) && !all.contains("sk_canary"), "{all}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(512) })]

    #[test]
    fn one_line_within_bounds_without_the_token(
        body in body(),
        status in proptest::sample::select(&[200u16, 201, 302, 400, 401, 404, 409, 429, 500, 502][..]),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap();
        let errors = runtime.block_on(errors(&Canned::new(status, body).client()));
        if status >= 300 {
            prop_assert!(!errors.is_empty());
        }
        errors.iter().for_each(check);
    }
}
