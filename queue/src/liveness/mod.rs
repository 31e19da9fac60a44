//! Whether a worker lives. Each moves a beat in the database ([`round`]), on a
//! thread of its own ([`keeper`]), and watches the beats of the others: [`judge`] decides
//! which of them are dead, and their rows are made available again. What a
//! worker may still do itself, [`lease`] decides by its own clocks, and
//! [`fence`] holds every step of its jobs to it.

mod fence;
mod judge;
mod keeper;
mod lease;
mod round;
#[cfg(test)]
mod simulated;

pub(crate) use fence::fenced;
pub(crate) use keeper::Keeper;
pub(crate) use lease::Lease;
pub(crate) use round::Watch;
