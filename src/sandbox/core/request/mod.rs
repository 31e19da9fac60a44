//! A request on its way to its operation: checked as raw JSON against the
//! contract, then decoded.

mod contract;
mod query;
mod validate;

use ::http::StatusCode;
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::answer::Refusal;
use super::route::Route;
use crate::api::BodyRule;
use crate::sandbox::UnknownEnums;

/// What an operation is asked.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    pub(super) route: &'a Route,
    /// The body as it came.
    pub(super) body: &'a [u8],
    pub(super) query: &'a str,
    pub(super) enums: UnknownEnums,
    pub(super) now: DateTime<Utc>,
}

impl Asked<'_> {
    /// The body as its type, or a refusal that names the member.
    pub(super) fn body<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        let operation = self.route.operation;
        let value = match (self.body.trim_ascii(), operation.body) {
            (b"", BodyRule::Optional) => Value::Object(Map::new()),
            (b"", _) => return Err(bad("the body is missing")),
            (text, _) => serde_json::from_slice(text)
                .map_err(|error| bad(format!("the body is not JSON: {error}")))?,
        };
        if let Some(component) = &contract::shape(operation.id).body {
            validate::check(component, self.enums, &value)?;
        }
        // What a schema does not say, such as that a whole number has no point.
        serde_path_to_error::deserialize(value).map_err(|error| {
            let member = error.path().to_string();
            bad(format!("`{member}` does not fit: {}", error.inner())).about(member)
        })
    }

    /// The query as its type, or a refusal that names the parameter.
    pub(super) fn query<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        let parameters = &contract::shape(self.route.operation.id).query;
        let members = query::read(self.query, parameters, self.enums)?;
        serde_path_to_error::deserialize(Value::Object(members)).map_err(|error| {
            let name = error.path().to_string();
            bad(format!("`{name}` does not fit: {}", error.inner())).about(name)
        })
    }
}

/// 400.
pub(super) fn bad(message: impl Into<String>) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, message)
}

/// The wire name of the member in which two values differ.
pub(super) fn member<T: Serialize>(before: &T, after: &T) -> String {
    let members = |value: &T| match serde_json::to_value(value) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    };
    let before = members(before);
    let mut differing =
        members(after).into_iter().filter(|(name, value)| before.get(name) != Some(value));
    differing.next().map(|(name, _)| name).unwrap_or_default()
}
