//! Reading JSON (a stand-in until the room is there).

use serde::de::DeserializeOwned;

/// Why a body is not what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch(Option<String>);

impl Mismatch {
    pub(crate) fn nothing() -> Self {
        Self(None)
    }

    pub(crate) fn what(&self) -> Option<String> {
        self.0.clone()
    }
}

/// Reads a body.
pub fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Mismatch> {
    serde_json::from_slice(body).map_err(|error| {
        let mut json = serde_json::Deserializer::from_slice(body);
        match serde_path_to_error::deserialize::<_, T>(&mut json) {
            Err(located) if error.is_data() => Mismatch(Some(format!(
                "the response's member `{}` does not fit the contract{}",
                located.path(),
                String::new()
            ))),
            _ => Mismatch(None),
        }
    })
}

/// What a glance at a job shows.
pub(crate) struct Glance {
    pub(crate) id: String,
    pub(crate) status: Option<String>,
}

/// Glances at a job.
pub(crate) fn glance(body: &[u8]) -> Option<Glance> {
    let value: serde_json::Value = serde_json::from_slice(body).ok()?;
    let text = |name: &str| value["data"][name].as_str().map(str::to_owned);
    Some(Glance { id: text("id")?, status: text("status") })
}
