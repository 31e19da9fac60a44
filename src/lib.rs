#![doc = include_str!("../README.md")]
#![warn(missing_docs, missing_debug_implementations, unreachable_pub)]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod api;
#[cfg(feature = "client")]
mod auth;
#[cfg(feature = "client")]
mod call;
#[cfg(feature = "client")]
mod client;
pub mod contract;
#[cfg(feature = "client")]
mod error;
mod events;
#[cfg(feature = "client")]
mod job;
#[cfg(feature = "client")]
mod jobs;
#[cfg(feature = "client")]
mod meters;
#[cfg(feature = "metrics")]
pub mod metrics;
#[cfg(feature = "outbox")]
pub mod outbox;
mod outcome;
#[cfg(feature = "client")]
mod retry;
#[cfg(feature = "client")]
mod runner;
#[cfg(feature = "sandbox")]
#[doc(alias = "mock")]
pub mod sandbox;
#[cfg(feature = "client")]
mod timer;
#[cfg(feature = "client")]
pub mod transport;
#[cfg(feature = "client")]
mod watch;
#[cfg(feature = "worker")]
pub mod worker;
#[cfg(feature = "client")]
mod written;

#[cfg(feature = "client")]
pub use auth::{Token, TokenFuture, TokenProvider, TokenReason};
#[cfg(feature = "client")]
pub use call::{Response, SettledBy};
#[cfg(feature = "client")]
pub use client::{Client, ClientBuilder};
pub use contract::OPENAPI;
#[cfg(feature = "client")]
pub use error::{Attempt, Error, ServerMessage};
pub use events::{Event, EventError, EventFilter, Received};
#[cfg(feature = "client")]
pub use events::{EventPage, Events};
#[cfg(feature = "client")]
pub use job::{JobHandle, Settled};
#[cfg(feature = "client")]
pub use jobs::{JobIds, JobStream, Jobs, Page};
pub use outcome::{Next, Outcome};
#[cfg(feature = "client")]
pub use retry::Retries;
#[cfg(feature = "client")]
pub use runner::{
    CancelReason, EndedParts, HandlerError, HandlerResult, Info, OnShutdown, Parts, PartsRule,
    Refusal, Returned, Run, RunEnd, RunError, RunJob, RunReport, RunningJob, Signal, StartJob,
};
#[cfg(feature = "client")]
pub use timer::{Timer, TokioTimer};
#[cfg(feature = "client")]
pub use watch::JobWatch;
