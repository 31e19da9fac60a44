//! The schedules that were wrong once, by their numbers.

use super::{hand, odd_bodies, one, others, stops};

#[test]
fn an_end_is_seen_in_a_job_that_cannot_be_read_as_a_whole() {
    one(odd_bodies::plan, 4_555);
}

#[test]
fn a_late_acknowledgement_of_ones_own_may_be_another_run() {
    one(others::plan, 8_041);
    one(stops::plan, 9_004);
    one(hand::plan, 18_800);
}

#[test]
fn a_job_that_is_ready_again_had_begun_whatever_its_status_was_then() {
    one(odd_bodies::plan, 64_833);
}
