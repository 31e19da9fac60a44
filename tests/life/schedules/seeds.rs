//! The schedules that were wrong once, by their numbers.
