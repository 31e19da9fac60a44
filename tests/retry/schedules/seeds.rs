//! The schedules that were wrong once, by their numbers.

use super::{one, others, plain, tokens, truth, updates};

#[test]
fn a_job_that_was_seen_ready_is_retried_and_begun_anew() {
    one(others::plan, truth::holds, 172);
}

#[test]
fn a_servers_clock_that_is_ahead_makes_no_other_run_of_a_fresh_one() {
    one(others::plan, truth::holds, 447);
    one(plain::narrow, truth::holds, 98);
}

#[test]
fn a_token_that_comes_late_does_not_end_the_next_run() {
    one(tokens::plan, truth::holds, 0);
}

#[test]
fn a_date_that_does_not_decide_holds_the_first_sending_back() {
    one(tokens::plan, truth::holds, 23_879);
}

#[test]
fn an_end_that_was_refused_with_401_was_sent() {
    one(tokens::plan, truth::holds, 181);
}

#[test]
fn an_end_that_was_held_back_takes_nothing_from_the_budget() {
    one(tokens::plan, truth::holds, 224);
}

#[test]
fn an_update_that_ends_holds_an_acknowledgement_back() {
    one(updates::plan, truth::holds, 1);
}

#[test]
fn reads_are_bounded_where_the_deadline_is_far() {
    one(others::plan, truth::holds, 424);
}

#[test]
fn a_second_that_is_unsure_holds_no_first_sending_back() {
    one(tokens::plan, truth::holds, 1435);
}

#[test]
fn a_refused_read_counts_where_no_time_is_left_for_another_token() {
    one(tokens::plan, truth::holds, 70_351);
}

#[test]
fn a_read_from_before_the_last_attempt_is_not_in_the_sentence() {
    one(tokens::plan, truth::holds, 118_927);
}

#[test]
fn a_look_is_for_one_attempt_and_not_for_the_next() {
    one(tokens::plan, truth::holds, 238);
}

#[test]
fn nobody_waits_for_a_read_that_has_no_time_left() {
    one(tokens::plan, truth::holds, 205_497);
}
