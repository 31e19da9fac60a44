//! When a request is sent again, and when not: decisions over values, without
//! clock, socket or randomness of their own.
//!
//! [`decision`] judges one attempt by the operation's class, and [`found`] a
//! read of a job whose end is in doubt; [`run`] tells one run of a job from
//! another; [`Retries`] are the bounds, and [`wait`] keeps them; [`backoff`] and
//! [`retry_after`] say how long to wait, and [`pace`] how often what goes on and
//! on asks; [`budget`] keeps all callers of a client together from making an
//! outage worse.

pub(crate) mod backoff;
pub(crate) mod budget;
pub(crate) mod decision;
pub(crate) mod found;
pub(crate) mod pace;
mod policy;
pub(crate) mod retry_after;
pub(crate) mod run;
pub(crate) mod wait;

pub use policy::Retries;
pub(crate) use run::RunSeen;
