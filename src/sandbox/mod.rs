//! An embedded Jobs server, for trying, testing and demonstrating without an
//! account (feature `sandbox`).
//!
//! A test needs three lines:
//!
//! ```
//! # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
//! use flatfile_jobs::api::types::JobStatus;
//! use flatfile_jobs::sandbox::Sandbox;
//!
//! let sandbox = Sandbox::start().await?;
//! let client = sandbox.client()?;
//! let id = sandbox.add_executing_job("exportOrders");
//!
//! client.job(&id).fail("the warehouse did not answer").await?;
//! assert_eq!(sandbox.job(&id).and_then(|job| job.status), Some(JobStatus::Failed));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! There are three ways to run it, around the same core:
//!
//! | | listens on | runs in |
//! |---|---|---|
//! | [`Sandbox::start`] | 127.0.0.1 and a free port, for clients in any language | the caller's tokio runtime |
//! | [`Sandbox::start_blocking`] | the same | a thread of its own: for tests without a runtime, and for clients that block |
//! | [`Sandbox::in_process`] | nothing: its own clients reach it | the caller; also under a paused clock |
//!
//! To drop it stops it at once; [`Sandbox::shutdown`] waits for open requests.
//! With [`cors`](SandboxBuilder::cors) a page in a browser can call it, and
//! [`beside`](SandboxBuilder::beside) serves what is not the API's on its port. For
//! other languages the program `flatfile-jobs sandbox` starts it, with a page and a
//! control path.
//!
//! # The life cycle
//!
#![doc = include_str!("life_cycle.md")]
//!
//! # Rules
//!
//! What it does where the public material says nothing. What can be set is in
//! [`Rules`].
//!
//! | Situation | Rule |
//! |---|---|
//! | no bearer token, or another one | 401; the scheme is read in any case |
//! | `X-Disable-Hooks: true` is missing | 400 |
//! | headers, query or body do not fit the contract | 400, naming each member, up to 100 of a body |
//! | a whole number with a point (`50.0`) | the same whole number |
//! | a fraction of progress | 400, or [taken](Rules::with_fractional_progress) |
//! | a date before the year 0 or past 9999 in UTC | 400: RFC 3339 cannot write it |
//! | a value that an open enum does not list, or an unknown tag of a union | 400, or [taken](UnknownEnums::Accept) |
//! | a member or a parameter that the contract does not list | kept in a new job and in a plan; passed over elsewhere |
//! | no such job, no such path | 404 |
//! | a path that exists, with another method | 405 with `Allow` |
//! | a state that does not allow it | 409 |
//! | a body of more than 8 MiB | 413 |
//! | ending a job twice | 409, or [nothing](EndTwice::Ignore); another end is always 409 |
//! | acknowledging a job that has ended | 409, [nothing](AckAfterEnd::Ignore), or it [executes again](AckAfterEnd::Restart) |
//! | create without a trigger | as `manual`: the job is `created` |
//! | create with a status | taken as it is; `ready` is `waiting` while something holds it back |
//! | create with an unknown parent or predecessor | 400, naming each; with a parent that has ended 409 |
//! | complete | progress is 100 then |
//! | complete while a part is open | 409; fail and cancel take the open parts along as `canceled` |
//! | delete | the parts go too |
//! | parents in a circle, by [`put_job`](Sandbox::put_job) or [`import`](SandboxBuilder::import) | each job is ended or deleted once |
//! | a predecessor that fails or is canceled | its followers go on waiting; one that is deleted holds nobody back |
//! | split | parts count from 0; sequential without `runInParallel`; again only when no part is open; 10000 parts at most, and 64 MiB of JSON, each part being a copy (400) |
//! | a sequential part | waits until the part before it has ended, in whatever way |
//! | retry | the same job: ready or waiting, progress 0, without outcome, info, start and end |
//! | retry or ack of a part whose parent has ended | 409 |
//! | update of `config` or `metadata` | takes the place of the former one |
//! | a plan | none (404) before one is put; to put it ends `planning`; a list that is sent replaces the former one; another `jobId` than the path's is 400 |
//! | acknowledging an outcome twice | the first time stays |
//! | executing, and not acknowledged for 5 minutes | failed at that moment, [or later, or never](Rules::with_ack_within) |
//! | order of a list | by creation, the newest first without `sortDirection` |
//! | a request that is not whole | the connection is closed after 30 seconds for its head, or for its body |
//! | pages | counted [from 1](Rules::with_first_page); 20 jobs, and [1000](Rules::with_largest_page) at most; behind the last an empty one |
//! | `workbookId`, `fileId` of a list | the job's source or destination; its file or source |
//! | preview of a mutation | no differences: there are no records here |
//! | an event | one for each change of a job; a new job that is ready at once has `job:created` and `job:ready` |
//! | cancel | the event is `job:updated`, or [there is none](Rules::with_events_of_cancel_and_retry) |
//! | retry | the event is `job:ready`, or [there is none](Rules::with_events_of_cancel_and_retry) |
//! | the last open part of an open job ends | `job:parts-completed` of the parent, with counts |
//! | order of events | as they were made, or [none](EventFaults::with_shuffled) |
//! | `since` of events | by their date, and [including](Rules::with_exclusive_since) that moment |
//! | pages of events | as those of jobs, of 10 by default; no pagination |
//! | how long events are kept | the last [10,000](SandboxBuilder::most_events), and 64 MiB of them at most |
//!
//! Nothing happens by itself: what time brings is found when the sandbox is
//! next asked, and is dated when it was due. A [clock](SandboxBuilder::clock)
//! that a test holds decides what time it is.
//!
//! # Faults
//!
//! A plan of [`Faults`] says what goes wrong with which calls: the nth of an
//! operation, a share of all, by one seed. It works over a socket and in
//! process, where a lost request or a stall is a future that never ends, and
//! late responses wait on the sandbox's [timer](SandboxBuilder::timer). What a
//! fault makes up has 64 MiB at most, and what it waits is a day at most:
//!
//! ```
//! # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
//! use flatfile_jobs::SettledBy;
//! use flatfile_jobs::api::OperationId;
//! use flatfile_jobs::sandbox::{Fault, Faults, Sandbox};
//!
//! let lost = Faults::seeded(1).on(OperationId::FailJob, Fault::lose_response().reset()).nth(1);
//! let sandbox = Sandbox::builder().faults(lost).in_process();
//! let id = sandbox.add_executing_job("exportOrders");
//!
//! // The client does not send it again blindly: it reads the job.
//! let settled = sandbox.client()?.job(&id).fail("no").await?;
//! assert_eq!(settled.by, SettledBy::Read);
//! // What really happened:
//! let [fail, read] = &sandbox.calls()[..] else { panic!("two calls") };
//! assert!(fail.carried_out && fail.fault.is_some());
//! assert_eq!(read.operation, Some(OperationId::GetJob));
//! # Ok::<(), flatfile_jobs::Error>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Events
//!
//! `GET /events` lists what happened to its jobs, for workers and listeners that
//! poll; there is no push. [`EventFaults`] shuffles, doubles, delays and loses
//! them, and [`Sandbox::acknowledge_event`] hides one from who does not ask for
//! acknowledged ones.
//!
//! # Size
//!
//! With a hundred thousand jobs a page of 20 takes 0.3 ms wherever it is, a
//! page of one workbook's 0.2 ms, and to create one more takes 16 µs, from the
//! client's call to its typed response without a socket. A small job takes 1.5 kB
//! of memory with its history and all that finds it. `cargo bench --bench
//! sandbox` measured this, on two shared cores of a server. The record of calls
//! keeps the last ones, up to [256 MiB](SandboxBuilder::most_call_bytes) of them or
//! [so many](SandboxBuilder::most_calls). The histories of jobs that were deleted
//! grow until they are [forgotten](Sandbox::forget_deleted).

mod beside;
mod builder;
mod core;
mod event_faults;
mod fault;
mod handle;
mod rules;
mod shared;
mod shell;
mod transport;
mod watching;

pub use self::beside::BesideBody;
pub use self::builder::SandboxBuilder;
pub use self::core::{BodyTooLong, By, Call, Change, MAX_BODY_BYTES, Transition, transition};
pub use self::event_faults::EventFaults;
pub use self::fault::{Fault, Faults};
// An alias counts where an item is passed on, not where it is.
#[doc(alias = "mock")]
#[doc(alias = "fake")]
pub use self::handle::Sandbox;
pub use self::rules::{AckAfterEnd, EndTwice, Rules, UnknownEnums};
