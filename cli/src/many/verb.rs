//! What is done to each job, and how it is said.

use flatfile_jobs::api::types::JobStatus;
use flatfile_jobs::api::{Operation, OperationId, RetryClass};

/// One verb of the command line.
#[derive(Clone, Copy, Debug)]
pub struct Verb {
    /// The command's name.
    pub name: &'static str,
    /// What a job is when it is done.
    pub done: &'static str,
    pub operation: OperationId,
}

impl Verb {
    fn operation(&self) -> &'static Operation {
        self.operation.operation()
    }

    /// The end that it brings, if it is one.
    pub fn end(&self) -> Option<&'static JobStatus> {
        self.operation().settles_to.as_ref()
    }

    /// Whether it changes nothing.
    pub fn only_reads(&self) -> bool {
        self.operation().retry == RetryClass::Safe
    }

    /// Whether to do it again does harm, where it was done already.
    pub fn only_once(&self) -> bool {
        self.operation().retry == RetryClass::Once
    }
}
