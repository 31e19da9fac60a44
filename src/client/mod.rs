//! The client: where it calls, as whom, over which transport, within which
//! limits. Everything that is sent goes through the one hook in `hooks`.

pub(crate) mod bridge;
mod builder;
mod environment;
mod handle;
mod settings;
mod tls;

pub use builder::ClientBuilder;
pub use handle::Client;
