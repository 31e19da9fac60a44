//! A request on its way to its operation: all of it is checked against the
//! contract, as JSON, and all mistakes are named. Operations decode what they
//! need of what has passed.

mod content;
mod contract;
mod look;
mod query;
mod read;
mod validate;

use std::borrow::Cow;

use ::http::{Request, StatusCode};
use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde_json::{Map, Number, Value};

use super::gate;
use super::response::{Refusal, mistake};
use super::route::Route;
use crate::api::BodyRule;
use crate::api::types::ErrorReason;
use crate::sandbox::rules::Rules;

pub(super) use self::content::Content;
pub(super) use self::contract::dates_of_a_job;

/// What an operation is asked, after its checks.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    pub(super) route: Route,
    /// The body, but for the progress; an object without members where there is
    /// none.
    pub(super) body: Cow<'a, Value>,
    /// How far the job is, by the body.
    pub(super) progress: Option<Number>,
    /// The jobs that the body names, each with its member.
    pub(super) jobs: Vec<(String, String)>,
    query: Map<String, Value>,
    pub(super) now: DateTime<Utc>,
}

impl<'a> Asked<'a> {
    /// Checks headers, query and body.
    pub(super) fn check(
        head: &Request<()>,
        route: Route,
        content: &'a Content,
        rules: &Rules,
        now: DateTime<Utc>,
    ) -> Result<Self, Refusal> {
        let operation = route.operation;
        let shape = contract::shape(operation);
        let mut mistakes = gate::mistakes(head, operation);
        let query = head.uri().query().unwrap_or_default();
        let query = query::read(query, &shape.query, rules, &mut mistakes);
        let mut asked = Self {
            route,
            body: Cow::Owned(Value::Object(Map::new())),
            progress: None,
            jobs: Vec::new(),
            query,
            now,
        };
        match (content, operation.body) {
            (_, BodyRule::None) | (Content::None, BodyRule::Optional) => {}
            (Content::None, BodyRule::Required) => {
                mistakes.push(ErrorReason::new("the body is missing"));
            }
            (Content::NotJson(error), _) => {
                mistakes.push(ErrorReason::new(format!("the body is not JSON: {error}")));
            }
            (Content::Json(body), _) => {
                asked.body = Cow::Borrowed(body);
                asked.check_body(shape, rules, &mut mistakes);
            }
        }
        Refusal::of(mistakes)?;
        Ok(asked)
    }

    fn check_body(
        &mut self,
        shape: &contract::Shape,
        rules: &Rules,
        mistakes: &mut Vec<ErrorReason>,
    ) {
        let Some(component) = shape.body else { return };
        let wrong = validate::mistakes(component, rules, &self.body);
        if !wrong.is_empty() {
            mistakes.extend(wrong);
            return;
        }
        let found = read::read(component, &self.body);
        for pointer in &found.whole {
            if let Some(number) = self.body.to_mut().pointer_mut(pointer) {
                *number = whole(number);
            }
        }
        if let Some(name) = shape.progress.filter(|name| self.body.get(name).is_some())
            && let Value::Object(members) = self.body.to_mut()
            && let Some(Value::Number(progress)) = members.remove(name)
        {
            self.progress = Some(progress);
        }
        self.jobs = found.jobs;
        mistakes.extend(found.mistakes);
    }

    /// The body as its type.
    pub(super) fn body<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        decode(&self.body)
    }

    /// The members of the body that the contract lists for it, and not for a
    /// job.
    pub(super) fn beyond_job(&self) -> impl Iterator<Item = (String, Value)> {
        let names = contract::shape(self.route.operation).beyond_job.iter();
        names.filter_map(|name| {
            let value = self.body.get(name).filter(|value| !value.is_null())?;
            Some(((*name).to_owned(), value.clone()))
        })
    }

    /// The query as its type, whose members are all optional.
    pub(super) fn query<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        let mut mistakes = Vec::new();
        // One by one, so that each that does not fit is named.
        for (name, value) in &self.query {
            let alone = Map::from_iter([(name.clone(), value.clone())]);
            if let Err(error) = T::deserialize(Value::Object(alone)) {
                mistakes.push(mistake(name, format!("`{name}` does not fit: {error}")));
            }
        }
        Refusal::of(mistakes)?;
        decode(&Value::Object(self.query.clone()))
    }
}

/// A value as a type, or a refusal that names the member.
pub(super) fn decode<T: DeserializeOwned>(value: &Value) -> Result<T, Refusal> {
    // The path to what does not fit is followed where something does not.
    T::deserialize(value).or_else(|_| serde_path_to_error::deserialize(value)).map_err(|error| {
        let member = error.path().to_string();
        bad(format!("`{member}` does not fit: {}", error.inner())).about(member)
    })
}

/// A number without its point.
fn whole(number: &Value) -> Value {
    number.as_f64().map_or_else(|| number.clone(), |number| Value::from(number as i64))
}

/// 400.
pub(super) fn bad(message: impl Into<String>) -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, message)
}
