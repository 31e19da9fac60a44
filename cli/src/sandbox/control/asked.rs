//! What a request to the control path says.

use bytes::Bytes;
use flatfile_jobs::sandbox::{BodyTooLong, Sandbox};
use http::{Request, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::reply::Refusal;

pub struct Asked {
    pub sandbox: Sandbox,
    /// What stands in the path where its form has a parameter.
    pub parameter: String,
    query: Vec<(String, String)>,
    body: Bytes,
}

impl Asked {
    pub fn new(
        sandbox: Sandbox,
        parameter: String,
        request: &Request<Result<Bytes, BodyTooLong>>,
    ) -> Result<Self, Refusal> {
        let query = request.uri().query().unwrap_or_default();
        let query = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let too_long =
            |error: BodyTooLong| Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, error.to_string());
        let body = request.body().clone().map_err(too_long)?;
        Ok(Self { sandbox, parameter, query, body })
    }

    /// The parameters of the query, of which there are no others than these.
    pub fn query<const N: usize>(&self, names: [&str; N]) -> Result<[Option<&str>; N], Refusal> {
        let unknown = self.query.iter().find(|(name, _)| !names.contains(&name.as_str()));
        if let Some((name, _)) = unknown {
            return Err(Refusal::bad(format!("there is no parameter `{name}`")));
        }
        let value = |wanted: &str| {
            let found = self.query.iter().find(|(name, _)| name == wanted);
            found.map(|(_, value)| value.as_str())
        };
        Ok(names.map(value))
    }

    /// The body, read into a type.
    pub fn body<T: DeserializeOwned>(&self) -> Result<T, Refusal> {
        serde_json::from_slice(&self.body)
            .map_err(|error| Refusal::bad(format!("the body does not fit: {error}")))
    }

    /// The body, which is an object; nothing is an empty one.
    pub fn object(&self) -> Result<Map<String, Value>, Refusal> {
        match self.body.is_empty() {
            true => Ok(Map::new()),
            false => self.body(),
        }
    }
}

/// A number of the query.
pub fn number(name: &str, value: Option<&str>) -> Result<Option<u64>, Refusal> {
    let parse = |text: &str| text.parse().map_err(|_| name);
    value
        .map(parse)
        .transpose()
        .map_err(|name| Refusal::bad(format!("`{name}` is no whole number")))
}
