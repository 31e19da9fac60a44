// The first definition of a link wins: these lead into the docs, the README's
// own through the repository. They need all that the guides are about.
#![cfg_attr(
    all(
        doc,
        not(doctest),
        feature = "outbox",
        feature = "reqwest",
        feature = "sandbox",
        feature = "worker"
    ),
    doc = include_str!("guide/links.md")
)]
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
#[cfg(all(
    any(doc, doctest),
    feature = "outbox",
    feature = "reqwest",
    feature = "sandbox",
    feature = "worker"
))]
#[cfg_attr(docsrs, doc(auto_cfg = false))]
pub mod guide;
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
pub mod reexports;
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
// An alias for the search counts where an item is passed on, not where it is.
#[cfg(feature = "client")]
#[doc(alias = "blocking")]
#[doc(alias = "sync")]
pub use client::Client;
#[cfg(feature = "client")]
pub use client::ClientBuilder;
pub use contract::OPENAPI;
#[cfg(feature = "client")]
pub use error::{Attempt, Error, ServerMessage};
#[doc(alias = "webhook")]
pub use events::Event;
pub use events::{EventError, EventFilter, Received};
#[cfg(feature = "client")]
pub use events::{EventPage, Events};
#[cfg(feature = "client")]
pub use job::{JobHandle, Settled};
#[cfg(feature = "client")]
pub use jobs::{JobIds, JobStream, Jobs, Page};
pub use outcome::{Next, Outcome};
#[cfg(feature = "client")]
#[doc(alias = "retry")]
#[doc(alias = "timeout")]
#[doc(alias = "backoff")]
#[doc(alias = "rate limit")]
#[doc(alias = "429")]
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
