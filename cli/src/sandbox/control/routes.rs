//! The table of the control path: what its description says, in the same words.

use http::{Method, StatusCode};
use percent_encoding::percent_decode_str;

use super::asked::Asked;
use super::reply::{Refusal, Reply};
use super::serve::Control;
use super::{BASE, events, operations};

/// What carries an operation out.
pub type Run = fn(&Control, Asked) -> Result<Reply, Refusal>;

/// Method, path below the base, and what does it.
const ROUTES: [(&str, &str, Run); 19] = [
    ("GET", "", operations::about),
    ("GET", "/openapi.yaml", operations::description),
    ("GET", "/calls", operations::calls),
    ("DELETE", "/calls", operations::forget_calls),
    ("GET", "/jobs", operations::jobs),
    ("POST", "/jobs", operations::add_job),
    ("GET", "/jobs/{jobId}/history", operations::history),
    ("GET", "/faults", operations::faults),
    ("PUT", "/faults", operations::set_faults),
    ("DELETE", "/faults", operations::remove_faults),
    ("GET", "/event-faults", operations::event_faults),
    ("PUT", "/event-faults", operations::set_event_faults),
    ("DELETE", "/event-faults", operations::remove_event_faults),
    ("GET", "/clock", operations::clock),
    ("POST", "/clock", operations::set_clock),
    ("GET", "/state", operations::state),
    ("PUT", "/state", operations::set_state),
    ("POST", "/reset", operations::reset),
    ("GET", "/events", events::events),
];

/// What a request is for, with the parameter in its path.
pub fn find(method: &Method, path: &str) -> Result<(Run, String), Refusal> {
    let below = path.strip_prefix(BASE).unwrap_or(path);
    let of_path: Vec<_> = ROUTES
        .iter()
        .filter_map(|(method, form, run)| Some((*method, *run, parameter(form, below)?)))
        .collect();
    let found = of_path.iter().find(|(of, ..)| *of == method.as_str());
    match found {
        Some((_, run, parameter)) => Ok((*run, parameter.clone())),
        None if of_path.is_empty() => {
            Err(Refusal::new(StatusCode::NOT_FOUND, format!("there is no path {path}")))
        }
        None => {
            let allow: Vec<&str> = of_path.iter().map(|(method, ..)| *method).collect();
            let message = format!("{path} does not take {method}");
            let refusal = Refusal::new(StatusCode::METHOD_NOT_ALLOWED, message);
            Err(Refusal { allow: Some(allow.join(", ")), ..refusal })
        }
    }
}

/// What stands where a form has its parameter, if the path is of this form.
fn parameter(form: &str, path: &str) -> Option<String> {
    let Some((before, rest)) = form.split_once('{') else {
        return (form == path.trim_end_matches('/')).then(String::new);
    };
    let (_, after) = rest.split_once('}')?;
    let value = path.strip_prefix(before)?.strip_suffix(after)?;
    (!value.is_empty() && !value.contains('/'))
        .then(|| percent_decode_str(value).decode_utf8_lossy().into_owned())
}
