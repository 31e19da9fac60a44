//! Which events are meant, by the rules of the official listener.

use serde_json::{Value, json};

use super::event::Event;
use super::flat::flatten;
use super::{glob, wrapper};

/// What stands between the parts of a topic and of a value.
const OF_VALUES: char = ':';
/// What stands between the names of a path.
const OF_PATHS: char = '.';
/// Matches whatever there is.
const ANY: &str = "**";

/// Which events are meant, by the rules of the official listener
/// (`@flatfile/listener` 1.1.2), word for word.
///
/// ```
/// use flatfile_jobs::{Event, EventFilter};
/// use serde_json::json;
///
/// let filter = EventFilter::on("job:ready")
///     .filter(json!({ "payload.job": "workbook:exportOrders" }));
/// let event = Event::parse(
///     br#"{ "topic": "job:ready", "context": {}, "payload": { "job": "workbook:exportOrders" } }"#,
/// )?;
/// assert!(filter.matches(&event));
/// # Ok::<(), flatfile_jobs::EventError>(())
/// ```
///
/// An event passes when its topic matches and each filter is satisfied:
///
/// - A key means that name at any depth of the event. One with `*` or `.` is a
///   glob over the whole path, from the top, with `.` between the names; a filter
///   inside of a filter is such a path too.
/// - A key is satisfied if some value that it selects matches some pattern of its
///   list; all keys have to be. A key that selects nothing is not satisfied.
/// - A text is a glob over the text of the value, with `:` between its parts:
///   `*` is any run within a part, `?` one character of it, `**` any number of
///   parts, `\` takes the next sign as it is. Letters count as they are written.
/// - A number or a boolean has to be equal. `null` matches null alone, and null
///   matches nothing else. Of a list one element has to match.
/// - A text in place of the filter means that value anywhere.
/// - What is filtered is the listener's own object: the event's topic, domain,
///   context, payload, target, origin and creation date at the top, its
///   `namespace` and `action`, and the event as it came below `src`. Left out is
///   what that object has for the listener's own use, its token among it.
///
/// # Two surprises
///
/// - `{ "job": "*" }` is not any job: `workbook:exportOrders` has two parts, and
///   `*` is within one. Leave the key away, or write `"*:*"` or `"**"`.
/// - A form field can satisfy a filter. `{ "job": "sheet:send" }` means `job` at
///   any depth, so it also matches an event whose `payload.input` has a field
///   named `job` with that value. `{ "payload.job": "sheet:send" }` means the one.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct EventFilter {
    topics: Vec<String>,
    filters: Vec<Value>,
}

impl EventFilter {
    /// Events of a topic: a glob such as `job:ready`, `job:*` or `**`. `*` alone
    /// matches no topic, since all have two parts.
    pub fn on(topic: impl AsRef<str>) -> Self {
        let topic = topic.as_ref();
        let topic = if topic.is_empty() { ANY } else { topic };
        Self { topics: vec![topic.to_owned()], filters: Vec::new() }
    }

    /// Events of any of these topics.
    pub fn on_any<T: Into<String>>(topics: impl IntoIterator<Item = T>) -> Self {
        Self { topics: topics.into_iter().map(Into::into).collect(), filters: Vec::new() }
    }

    /// Only those that satisfy this filter too; see [`EventFilter`].
    pub fn filter(mut self, filter: impl Into<Value>) -> Self {
        self.filters.push(filter.into());
        self
    }

    /// Only those of a namespace too, `space:orders` for example.
    pub fn namespace(self, namespace: impl Into<Value>) -> Self {
        let key = Namespaces { namespaces: namespace.into() };
        self.filter(serde_json::to_value(key).unwrap_or_default())
    }

    /// Whether the event is one of those.
    #[must_use]
    pub fn matches(&self, event: &Event) -> bool {
        let topic = event.topic().as_str();
        let on = |pattern: &String| !topic.is_empty() && glob::matches(pattern, OF_VALUES, topic);
        if !self.topics.iter().any(on) {
            return false;
        }
        if self.filters.is_empty() {
            return true;
        }
        let object = wrapper::of(event);
        self.filters.iter().all(|filter| satisfies(&object, filter))
    }
}

/// The filter that a namespace stands for.
#[derive(serde::Serialize)]
struct Namespaces {
    namespaces: Value,
}

fn satisfies(object: &Value, filter: &Value) -> bool {
    let anywhere;
    let filter = match filter {
        // What JavaScript takes for false is no filter.
        Value::Null | Value::Bool(false) => return true,
        Value::String(text) if text.is_empty() => return true,
        Value::Number(number) if number.as_f64() == Some(0.0) => return true,
        Value::Object(_) | Value::Array(_) => filter,
        value => {
            anywhere = json!({ ANY: value });
            &anywhere
        }
    };
    let leaves = flatten(object);
    flatten(filter).into_iter().all(|(key, patterns)| {
        let key = match key.contains(['*', OF_PATHS]) {
            true => key,
            false => format!("{ANY}{OF_PATHS}{key}"),
        };
        let patterns = match patterns {
            Value::Array(patterns) => patterns.as_slice(),
            one => std::slice::from_ref(one),
        };
        let mut selected = leaves.iter().filter(|(path, _)| glob::matches(&key, OF_PATHS, path));
        selected.any(|(_, value)| patterns.iter().any(|pattern| fits(value, pattern)))
    })
}

fn fits(value: &Value, pattern: &Value) -> bool {
    match (value, pattern) {
        (Value::Null, pattern) => pattern.is_null(),
        (Value::Array(items), pattern) => items.iter().any(|item| fits(item, pattern)),
        (value, Value::String(pattern)) => {
            let pattern = if pattern.is_empty() { ANY } else { pattern };
            let text = text(value);
            !text.is_empty() && glob::matches(pattern, OF_VALUES, &text)
        }
        (Value::Number(value), Value::Number(pattern)) => value.as_f64() == pattern.as_f64(),
        (Value::Bool(value), Value::Bool(pattern)) => value == pattern,
        _ => false,
    }
}

/// A value as JavaScript writes it.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => match number.as_f64() {
            Some(whole) if whole.fract() == 0.0 && whole.abs() < 1e15 => format!("{whole:.0}"),
            _ => number.to_string(),
        },
        Value::Bool(bool) => bool.to_string(),
        Value::Null => "null".to_owned(),
        Value::Object(_) => "[object Object]".to_owned(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(","),
    }
}
