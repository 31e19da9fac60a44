//! When a request is sent again, and when not: decisions over values, without
//! clock, socket or randomness of their own.
//!
//! [`decision`](decision::decide) judges one attempt by the operation's class;
//! [`Retries`] are the bounds; [`backoff`] and [`retry_after`] say how long to
//! wait; [`budget`] keeps all callers of a client together from making an
//! outage worse.

pub(crate) mod backoff;
pub(crate) mod budget;
pub(crate) mod decision;
mod policy;
pub(crate) mod retry_after;

pub use policy::Retries;
