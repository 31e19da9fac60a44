//! The events that the sandbox's jobs make: [`topics`] says which follow from a
//! change, [`written`] what they say, [`store`] keeps the last of them, with
//! what goes wrong with them by plan, and [`tell`] brings the three together.

mod store;
mod tell;
mod topics;
mod written;

pub(super) use store::{Events, Wanted};
