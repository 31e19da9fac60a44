//! Which job a body is about, and in which status it is, whatever else stands
//! there.

use super::events::{Broken, Event, Events, Kind, Text};
use crate::api::types::JobStatus;
use crate::api::wire;

/// A job as a glance sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Glance {
    pub(crate) id: String,
    /// None where there is no text to read.
    pub(crate) status: Option<JobStatus>,
}

/// Looks for the id of the job that a body is about, and for its status. None
/// where the body does not begin with a complete object, or is about no job.
///
/// It costs about as much as decoding does, so it is for bodies that could not
/// be decoded, and for those of which nothing else is wanted.
pub(crate) fn glance(json: &[u8]) -> Option<Glance> {
    let mut events = Events::of(json);
    let mut found = None;
    if events.next().ok()? != Some(Event::Open(Kind::Object)) {
        return None;
    }
    members(&mut events, |name, events| {
        // Of a member that is there twice the last one counts, here as below.
        match name.is(wire::JOB) {
            true => found = job(events)?,
            false => events.skip()?,
        }
        Ok(())
    })
    .ok()?;
    // What comes after it is no reason to leave an end in doubt.
    found
}

fn job(events: &mut Events<'_>) -> Result<Option<Glance>, Broken> {
    match events.next()? {
        Some(Event::Open(Kind::Object)) => {}
        Some(Event::Open(Kind::List)) => return events.skip_open().map(|_| None),
        _ => return Ok(None),
    }
    let (mut id, mut status) = (None, None);
    members(events, |name, events| {
        if name.is(wire::ID) {
            id = text(events)?;
            return Ok(());
        }
        match name.is(wire::STATUS) {
            true => status = text(events)?.map(JobStatus::from),
            false => events.skip()?,
        }
        Ok(())
    })?;
    Ok(id.map(|id| Glance { id, status }))
}

/// Calls `read` with the name of each member of the object that is open; it
/// has to pass over the value.
fn members<'t>(
    events: &mut Events<'t>,
    mut read: impl FnMut(Text<'t>, &mut Events<'t>) -> Result<(), Broken>,
) -> Result<(), Broken> {
    while let Some(Event::Key(name)) = events.next()? {
        read(name, events)?;
    }
    Ok(())
}

/// The next value, where it is a text.
fn text(events: &mut Events<'_>) -> Result<Option<String>, Broken> {
    match events.next()? {
        Some(Event::Text(text)) => Ok(Some(text.read().into_owned())),
        Some(Event::Open(_)) => events.skip_open().map(|_| None),
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::{Glance, glance};
    use crate::api::types::JobStatus;

    fn failed() -> Option<Glance> {
        Some(Glance { id: "us_jb_1".into(), status: Some(JobStatus::Failed) })
    }

    #[test]
    fn whatever_else_stands_there() {
        let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
        let deep_object = format!("{}1{}", r#"{"a":"#.repeat(5_000), "}".repeat(5_000));
        for other in [
            r#""startedAt":"""#,
            r#""part":3.5"#,
            r#""progress":1e400"#,
            r#""progress":NaN"#,
            r#""info":"half \ud83d of it""#,
            r#""\ud83d":1"#,
            r#""id":"another","id":"us_jb_1""#,
            r#""status":"complete","status":null,"status":"failed""#,
            r#""createdAt":[{}]"#,
            &format!(r#""config":{deep}"#),
            &format!(r#""config":{deep_object}"#),
        ] {
            let body = format!(
                r#" {{"other":{{"id":"no"}},"data":{{{other},"id":"us_jb_1","status":"failed"}},"z":[]}} "#
            );
            let body = body.replace(
                r#","id":"us_jb_1","status""#,
                r#", "i\u0064" : "us\u005fjb_1" ,"status""#,
            );
            assert_eq!(glance(body.as_bytes()), failed(), "{}", &body[..60]);
        }
    }

    #[test]
    fn whatever_its_encoding() {
        let body = b"\xEF\xBB\xBF{\"data\":{\"info\":\"\xFF\xC3\",\"id\":\"us_jb_1\",\"status\":\"failed\"}}";
        assert_eq!(glance(body), failed());
    }

    #[test]
    fn a_status_that_is_none_leaves_the_id() {
        for status in ["null", "5", "{}", "[]"] {
            let body = format!(r#"{{"data":{{"id":"a","status":{status}}}}}"#);
            assert_eq!(glance(body.as_bytes()), Some(Glance { id: "a".into(), status: None }));
        }
        assert_eq!(
            glance(br#"{"data":{"id":""}}"#),
            Some(Glance { id: String::new(), status: None })
        );
    }

    #[test]
    fn what_is_about_no_job() {
        for body in [
            "",
            "null",
            "{}",
            "[]",
            r#""text""#,
            r#"{"data":null}"#,
            r#"{"data":[{"id":"a"}]}"#,
            r#"{"data":{"id":5}}"#,
            r#"{"data":{"status":"failed"}}"#,
            r#"{"data":{"id":"a"},"data":null}"#,
            r#"{"id":"a","status":"failed"}"#,
            r#"[{"data":{"id":"a"}}]"#,
            r#"{"data":{"id":"a"}"#,
            r#"{"data":{"id":"a"]}"#,
            r#"{"data":{"id":"a",}}"#,
            r#"{"data" {"id":"a"}}"#,
            r#"{"data":{"id":"a" "b":1}}"#,
            r#"{"data":{"id":"a","b":<html>}}"#,
            r#"{"data":{"id":"a","b":tru"#,
        ] {
            assert_eq!(glance(body.as_bytes()), None, "{body}");
        }
    }

    #[test]
    fn what_comes_after_it_does_not_matter() {
        let body = r#"{"data":{"id":"us_jb_1","status":"failed"}}"#;
        for after in ["}", " {}", "\0", "\n<!-- served by a proxy -->"] {
            assert_eq!(glance(format!("{body}{after}").as_bytes()), failed(), "{after:?}");
        }
    }

    #[test]
    fn a_body_that_was_cut_anywhere_is_about_no_job() {
        let body = r#"{"data":{"id":"us_jb_1","status":"failed","part":3,"config":{"a":[true]}}}"#;
        for length in 0..body.len() {
            assert_eq!(glance(&body.as_bytes()[..length]), None, "{}", &body[..length]);
        }
        assert_eq!(glance(body.as_bytes()), failed());
    }
}
