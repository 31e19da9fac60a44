#![doc = include_str!("../README.md")]
#![warn(missing_docs, missing_debug_implementations, unreachable_pub)]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod api;
mod auth;
mod call;
mod client;
pub mod contract;
mod error;
mod events;
mod job;
mod jobs;
mod meters;
#[cfg(feature = "metrics")]
pub mod metrics;
#[cfg(feature = "outbox")]
pub mod outbox;
mod outcome;
mod retry;
mod runner;
#[cfg(feature = "sandbox")]
#[doc(alias = "mock")]
pub mod sandbox;
mod timer;
pub mod transport;
mod watch;
#[cfg(feature = "worker")]
pub mod worker;
mod written;

pub use auth::{Token, TokenFuture, TokenProvider, TokenReason};
pub use call::{Response, SettledBy};
pub use client::{Client, ClientBuilder};
pub use contract::OPENAPI;
pub use error::{Attempt, Error, ServerMessage};
pub use events::{Event, EventFilter, EventPage, Events, Received};
pub use job::{JobHandle, Settled};
pub use jobs::{JobIds, JobStream, Jobs, Page};
pub use outcome::{Next, Outcome};
pub use retry::Retries;
pub use runner::{
    CancelReason, EndedParts, HandlerError, HandlerResult, Info, OnShutdown, Parts, PartsRule,
    Refusal, Returned, Run, RunEnd, RunError, RunJob, RunReport, RunningJob, Signal, StartJob,
};
pub use timer::{Timer, TokioTimer};
pub use watch::JobWatch;
