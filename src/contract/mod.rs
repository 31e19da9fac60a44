//! The contract itself, for those who are not in Rust.

mod drift;
mod json_schema;
#[cfg(feature = "client")]
mod members;

pub use drift::{Unknown, UnknownKind, unknown};
pub use json_schema::{components, json_schema};

#[cfg(feature = "client")]
pub(crate) use members::is_member;

#[cfg(feature = "sandbox")]
pub(crate) use drift::alternative;
#[cfg(feature = "sandbox")]
pub(crate) use json_schema::{Enums, component_of, convert, document, schemas};

/// The contract as it was written: OpenAPI 3.0.3, in YAML.
///
/// ```
/// assert!(flatfile_jobs::OPENAPI.contains("operationId: failJob"));
/// ```
pub const OPENAPI: &str = include_str!("../../openapi/flatfile-jobs.yaml");

/// The same contract as JSON, as the build wrote it.
///
/// ```
/// let contract: serde_json::Value = serde_json::from_str(flatfile_jobs::contract::OPENAPI_JSON)?;
/// assert_eq!(contract["openapi"], "3.0.3");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub const OPENAPI_JSON: &str = include_str!(concat!(env!("OUT_DIR"), "/contract.json"));
