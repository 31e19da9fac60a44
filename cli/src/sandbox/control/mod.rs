//! The control path: what tests in any language ask of a sandbox and do to it,
//! apart from the API's own paths. `cli/openapi/sandbox-control.yaml` describes
//! it; [`routes`] is its table.

mod asked;
mod call;
mod events;
mod guard;
mod operations;
mod reply;
mod routes;
mod serve;

pub use reply::{Reply, with_type};
pub use serve::{Control, Shows};

/// The description of the control path.
pub const OPENAPI: &str = include_str!("../../../openapi/sandbox-control.yaml");

/// Below this it stands.
pub const BASE: &str = "/_sandbox";
