//! The raw layer: what is generated from the contract.
//!
//! [`Client`] has one method for each operation, in builder style, and
//! [`types`] has the schemas. A raw client comes from
//! [`flatfile_jobs::Client::api`](crate::Client::api), so that every call made
//! with it goes through the same authentication, constant headers, limits and
//! transport as the calls of the layer above:
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
//! # let client = sandbox.client()?;
//! # let id = sandbox.add_executing_job("exportOrders");
//! use flatfile_jobs::api::types::{JobCompleteDetails, JobOutcome};
//!
//! let details = JobCompleteDetails::default()
//!     .with_outcome(JobOutcome::default().with_message("The warehouse did not answer"));
//! let response = client.api().fail_job().job_id(&id).body(details).send().await;
//! let job = response?.into_inner().data;
//! assert_eq!(job.id, id);
//! # Ok(())
//! # }
//! ```
//!
//! How the types read and write:
//!
//! - An enumeration keeps a value that the contract does not know, as `Unknown`.
//! - A tagged union keeps an object with an unknown tag; a known tag with a bad
//!   member is an error that names the member.
//! - A member that the contract does not list is kept in `extra` and written
//!   back. Null and absent read the same, and absent members are not written.
//! - A free object (`config`, `input`, …) is any JSON value, so that an odd one
//!   never costs the whole job.
//! - A whole number is the same in any spelling: `50`, `50.0`, `5e1`.
//!
//! Responses are read more leniently still, and [`read()`] does the same for a
//! text that came by another way:
//!
//! - An optional member that does not fit (`"startedAt": ""`, a date without an
//!   offset, a fraction for a whole number) is set aside: it is absent, its value
//!   is in `extra` under its own name, it is written back as it was, and
//!   [`Job::unknown`](types::Job::unknown) lists it. Its setter takes it out of
//!   `extra` again. A required member that does not fit takes the object along
//!   that it is in, up to the nearest optional member.
//! - Of a member that is there twice, the last one counts.
//! - A byte order mark is passed over; half an emoji and bytes that are no UTF-8
//!   become U+FFFD.
//! - Numbers that no float holds (`1e400`), and what lies deeper than 127 levels,
//!   become the text that stands for them.
//!
//! What makes a job unreadable at all, with a [`Mismatch`] that names it:
//!
//! - The text is no complete JSON.
//! - The job, or the member of the response that it is, is no object.
//! - `id`, `type`, `operation` or `source` is missing, or no text.
//! - `createdAt` or `updatedAt` is missing, or no date with an offset and a year
//!   of four digits.
//!
//! # What a new version may change
//!
//! This layer is made by a generator, `progenitor`, from the contract. What a new
//! release of the one or a change of the other breaks here breaks this crate: that is
//! a minor version before 1.0, and a major one after. The handles hide how a request
//! is built and sent ([`Client`], [`builder`], [`Response`]). They do not hide the
//! [types] of the contract, [`Operation`], [`OperationId`] and [`Mismatch`]:
//! `Job`, `JobStatus` and others stand in the signatures of `JobHandle`, `Settled` and
//! `Error`, so that what breaks one of those breaks the handles too. What only adds
//! is no break: an operation, an optional member, a value of an enum, which is open.

pub(crate) mod date;
mod operation;
mod own_types;
mod path_id;
pub(crate) mod read;

#[cfg(feature = "client")]
pub(crate) use operation::VERSION;
pub use operation::{BodyRule, Operation, RetryClass};
pub use path_id::{BadPathId, PathId};
pub use read::Mismatch;
#[doc(alias = "from_slice")]
pub use read::read;
#[cfg(feature = "client")]
pub(crate) use read::{BYTE_ORDER_MARK, glance};

pub(crate) use own_types::{id, open_enum, tagged_union};

/// The contract's Rust, as `build.rs` wrote it. Nobody edits it.
#[allow(
    clippy::all,
    clippy::pedantic,
    dead_code,
    missing_docs,
    rustdoc::all,
    unreachable_pub,
    unused_imports
)]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/api.rs"));
}

#[cfg(feature = "client")]
pub use crate::call::Response;
#[cfg(feature = "client")]
pub use generated::{Client, builder};
#[cfg(feature = "client")]
pub(crate) use generated::{ENDS, wire};
pub use generated::{OPERATIONS, OperationId, types};
