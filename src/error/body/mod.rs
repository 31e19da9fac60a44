//! What the body of a failure says: the server's own messages, and the form of
//! the body where it has none.
//!
//! [`form`] tells bodies apart, [`shapes`] and [`text`] find the messages that
//! servers, frameworks and proxies put into them, [`messages`] takes the tokens
//! out and keeps the rest within bounds, and [`member`] words what a decoder
//! says. Nothing else of a body is shown.

mod form;
mod member;
mod messages;
mod shapes;
mod text;

use form::Form;
use messages::Messages;

use super::kind::Whose;

pub(super) use member::misfit;
pub use messages::ServerMessage;

/// What an error says of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// Goes on after `the server answered 502` or `the body of the response`.
    pub(super) detail: String,
    /// The server's own messages, without tokens and within bounds.
    pub(super) messages: Vec<ServerMessage>,
    pub(super) whose: Whose,
}

/// Reads the body of a response whose status is not a success. `scrub` takes
/// the tokens out of a text; it sees each text whole, before it is cut.
pub(super) fn of_failure(body: &[u8], scrub: &dyn Fn(&str) -> String) -> Said {
    let mut messages = Messages::new(scrub);
    let form = form::of(body);
    match &form {
        Form::Json(value) => shapes::all(value, &mut messages),
        Form::Markup { title: Some(title), .. } => messages.add_title(title),
        Form::Text(Some(line)) => messages.add(None, line),
        _ => {}
    }
    let detail = match (&form, messages.left_out()) {
        (Form::Json(value), _) if messages.is_empty() && shapes::is_empty_list(value) => {
            " with an empty list of errors".into()
        }
        (Form::Json(_), Some(counts)) => format!(" with {counts}"),
        (Form::Json(_) | Form::Text(_), None) if !messages.is_empty() => String::new(),
        _ => format!(" with {}", form.noun()),
    };
    let messages = messages.into_list();
    let whose = match form {
        Form::Markup { .. } | Form::Text(_) => Whose::Another,
        _ if messages.iter().any(|message| text::is_no_route(&message.message)) => Whose::Another,
        Form::Json(value) if shapes::is_own(&value) => Whose::Api,
        _ => Whose::Unclear,
    };
    Said { detail, messages, whose }
}

/// Whether the body of a failure is surely not the API's, but of what is in front
/// of it.
pub(crate) fn is_of_another(body: &[u8]) -> bool {
    of_failure(body, &str::to_owned).whose == Whose::Another
}

/// Reads the body of a success that is not what the contract promises. Only
/// what calls itself an error is taken for one: all else may be data.
pub(super) fn of_success(body: &[u8], scrub: &dyn Fn(&str) -> String) -> Said {
    let mut messages = Messages::new(scrub);
    let form = form::of(body);
    match &form {
        Form::Json(value) => shapes::errors(value, &mut messages),
        Form::Markup { title: Some(title), .. } => messages.add_title(title),
        _ => {}
    }
    let detail = match (&form, messages.left_out()) {
        (Form::Json(_), Some(counts)) => format!(" is {counts}"),
        (Form::Json(_), None) if !messages.is_empty() => " is that of a failure".into(),
        (Form::Json(_), _) => " does not fit the contract".into(),
        (Form::Text(_), _) => " is plain text, not JSON".into(),
        (Form::Other, _) => " cannot be read as JSON".into(),
        (Form::Binary, _) => " is no text".into(),
        (Form::Empty, _) => " is empty".into(),
        (Form::Truncated, _) => " was cut off".into(),
        (Form::Compressed, _) => " is compressed, which was not asked for".into(),
        (Form::Markup { .. }, _) => format!(" is {}", form.noun()),
    };
    Said { detail, messages: messages.into_list(), whose: Whose::Unclear }
}
