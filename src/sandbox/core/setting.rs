//! What a sandbox is set to, for as long as it is there.

use crate::sandbox::event_faults::EventFaults;
use crate::sandbox::rules::Rules;

/// What is set when a sandbox is made.
#[derive(Debug)]
pub(in crate::sandbox) struct Setting {
    pub(in crate::sandbox) token: String,
    pub(in crate::sandbox) rules: Rules,
    /// Whether pages of other origins may call it.
    pub(in crate::sandbox) cors: bool,
    /// How many calls are kept.
    pub(in crate::sandbox) most_calls: usize,
    /// How much memory they take, in bytes.
    pub(in crate::sandbox) most_call_bytes: usize,
    /// How many events are kept.
    pub(in crate::sandbox) most_events: usize,
    /// What goes wrong with them.
    pub(in crate::sandbox) event_faults: EventFaults,
}
