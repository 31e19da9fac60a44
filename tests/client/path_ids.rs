//! Ids that would change the URL are refused before anything is sent.

use proptest::prelude::*;

use crate::support::canned::Canned;

const BAD: &[&str] = &[
    "",
    ".",
    "..",
    "/",
    "a/b",
    "../jobs",
    "a\\..\\b",
    "\\",
    "a\nb",
    "a\0b",
    "us_jb_1/../..",
    "\u{85}",
];

#[tokio::test]
async fn a_bad_id_never_leaves() {
    for id in BAD {
        let canned = Canned::new(200, "{}");
        let client = canned.client();
        let error = client.job(*id).fail("x").await.unwrap_err();
        assert!(error.is_invalid_input(), "{id:?}: {error}");
        assert_eq!(error.job(), Some(*id));
        let error = client.job(*id).get().await.unwrap_err();
        assert!(error.is_invalid_input(), "{id:?}: {error}");
        let raw = client.api().fail_job().job_id(*id).send().await.unwrap_err();
        assert!(raw.is_invalid_input(), "{id:?} by the raw layer");
        assert!(canned.requests().is_empty(), "{id:?} was sent");
    }
}

#[tokio::test]
async fn a_token_in_the_place_of_an_id_is_not_shown() {
    let token = "sk_0123456789abcdef0123456789abcdef0123456789";
    let client = Canned::new(200, "{}").client();
    client.rotate_token(token).unwrap();
    let error = client.job(format!("{token}/jobs")).fail("x").await.unwrap_err();
    assert_eq!(error.job(), Some("[token]/jobs"));
    let shown = format!("{error} {error:?}");
    assert!(!shown.contains("sk_0"), "{shown}");
}

#[tokio::test]
async fn any_other_id_is_one_segment() {
    for (id, written) in [
        ("us_jb_3kQ9xTzA", "us_jb_3kQ9xTzA"),
        ("dev_jb_x", "dev_jb_x"),
        ("a..b", "a..b"),
        ("a?b", "a%3Fb"),
        ("a#b", "a%23b"),
        ("a b", "a%20b"),
        ("%2e%2e", "%252e%252e"),
        ("ü", "%C3%BC"),
    ] {
        let canned = Canned::new(404, "{}");
        let error = canned.client().job(id).fail("x").await.unwrap_err();
        assert!(error.is_not_found(), "{id}: {error}");
        let requests = canned.requests();
        assert_eq!(requests[0].uri().path(), format!("/v1/jobs/{written}/fail"));
    }
}

proptest! {
    #[test]
    fn whatever_the_id_the_path_has_its_segments(id in ".*") {
        let canned = Canned::new(404, "{}");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let error = runtime.block_on(canned.client().job(&id).fail("x")).unwrap_err();
        match canned.requests().first() {
            None => prop_assert!(error.is_invalid_input()),
            Some(request) => {
                let segments: Vec<&str> = request.uri().path().split('/').collect();
                prop_assert_eq!(segments.len(), 5);
                prop_assert_eq!((segments[1], segments[2], segments[4]), ("v1", "jobs", "fail"));
                let decoded = percent_encoding::percent_decode_str(segments[3]).decode_utf8().unwrap();
                prop_assert_eq!(decoded.as_ref(), id.as_str());
            }
        }
    }
}
