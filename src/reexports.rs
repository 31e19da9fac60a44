//! The crates whose types stand in this crate's public API, in the versions that
//! it uses: take them from here where yours have to be the same.
//!
//! | Crate | Where its types stand | Feature |
//! |---|---|---|
//! | [`bytes`], [`http`] | [`Transport`](crate::transport::Transport), raw bodies, [headers](crate::api::Response::headers) | `client` |
//! | [`chrono`] | dates of jobs and events, [`Jobs::created_before`](crate::Jobs::created_before) | |
//! | [`futures_core`] | the streams of [jobs](crate::JobStream) and of [changes](crate::JobWatch) | `client` |
//! | [`reqwest`] | [`ClientBuilder::http_client`](crate::ClientBuilder::http_client) | `reqwest` |
//! | [`rustls`] | [`ClientBuilder::tls_config`](crate::ClientBuilder::tls_config) | `tls-ring`, `tls-aws-lc` |
//! | [`schemars`] | `JsonSchema` of every type | `schemars` |
//! | [`serde`] | its traits, of the contract's types and of [`Run::input`](crate::Run::input) | |
//! | [`serde_json`] | free objects, unknown members, events as JSON | |
//!
//! ```
//! use flatfile_jobs::Client;
//! use flatfile_jobs::reexports::bytes::Bytes;
//! use flatfile_jobs::reexports::http::{Request, Response};
//! use flatfile_jobs::transport::{Transport, TransportFuture};
//!
//! struct Empty;
//!
//! impl Transport for Empty {
//!     fn send(&self, _: Request<Bytes>) -> TransportFuture<'_> {
//!         Box::pin(async { Ok(Response::new(Bytes::new())) })
//!     }
//! }
//!
//! let client = Client::builder().token("sk_any").transport(Empty).build()?;
//! # Ok::<(), flatfile_jobs::Error>(())
//! ```
//!
//! A breaking release of one of these is one of this crate: a minor version before
//! 1.0, and a major one after. The generator of the [raw layer](crate::api) is not
//! among them: it has no types there, and that page says what its releases mean. They
//! are not at the root: a glob import of that would be ambiguous beside a crate of
//! the same name.

#[cfg(feature = "client")]
pub use {bytes, futures_core, http};

pub use {chrono, serde, serde_json};

#[cfg(feature = "reqwest")]
pub use reqwest;
#[cfg(any(feature = "tls-ring", feature = "tls-aws-lc"))]
pub use rustls;
#[cfg(feature = "schemars")]
pub use schemars;
