//! The client: where it calls, as whom, over which transport, within which
//! limits. Raw calls and handles alike are sent by `bridge`, through `call`.

pub(crate) mod bridge;
mod builder;
mod environment;
mod handle;
mod settings;
mod tls;

pub use builder::ClientBuilder;
pub use handle::Client;
