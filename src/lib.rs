#![doc = include_str!("../README.md")]
#![warn(missing_docs, missing_debug_implementations, unreachable_pub)]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod api;
mod client;
pub mod contract;
mod error;
mod job;
mod list;
mod outcome;
mod retry;
#[cfg(feature = "sandbox")]
pub mod sandbox;

pub use client::{
    Asking, Client, ClientBuilder, Providing, Timer, Token, TokenProvider, TokioTimer, transport,
};
pub use contract::OPENAPI;
pub use error::{Attempt, Error, ServerMessage};
pub use job::{JobHandle, Settled, SettledBy};
pub use list::{JobStream, Jobs, Page};
pub use outcome::{Next, Outcome};
pub use retry::Retries;
