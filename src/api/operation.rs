//! One row of the operations table.

use super::types::JobStatus;
use super::{OPERATIONS, OperationId};

/// The API's version, the last segment of every base URL: all operations stand
/// below it.
#[cfg(feature = "client")]
pub(crate) const VERSION: &str = "v1";

/// What the contract says of one operation.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Operation {
    /// Which operation it is.
    pub id: OperationId,
    /// Its `operationId` in the contract.
    pub name: &'static str,
    /// The name of its method on [`Client`](super::Client).
    pub function: &'static str,
    /// Its HTTP method, in capitals.
    pub method: &'static str,
    /// Its path below the base URL, parameters in braces.
    pub path: &'static str,
    /// What it does, in a few words.
    pub summary: &'static str,
    /// When the same request may be sent again.
    pub retry: RetryClass,
    /// The status that it ends a job in.
    pub settles_to: Option<JobStatus>,
    /// Whether it may set a job that has ended in motion again.
    pub reopens: bool,
    /// Whether it takes a body.
    pub body: BodyRule,
    /// Headers that go with every call of it, in lower case, and their values.
    pub constant_headers: &'static [(&'static str, &'static str)],
}

impl Operation {
    /// The segments of the path; a parameter keeps its braces.
    pub fn segments(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.path.trim_start_matches('/').split('/')
    }
}

impl OperationId {
    /// The operation's row in the table.
    #[must_use]
    pub fn operation(self) -> &'static Operation {
        // The table has one row for each id, in the order of the ids.
        &OPERATIONS[self as usize]
    }
}

/// When the same request may be sent again (`x-retry` in the contract).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryClass {
    /// It changes nothing.
    Safe,
    /// Twice is the same as once.
    Idempotent,
    /// It ends a job: read the job before sending it again.
    Settle,
    /// Only when it surely was not carried out.
    Once,
}

/// Whether an operation takes a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BodyRule {
    /// It takes none.
    None,
    /// It may be left out; an empty object counts as left out.
    Optional,
    /// It must be there.
    Required,
}
