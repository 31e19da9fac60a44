//! Seeded schedules of whole runs.

#[allow(dead_code, reason = "the schedules of single calls use more of it")]
#[path = "../../retry/schedules/clock.rs"]
pub mod clock;
