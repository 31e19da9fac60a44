//! How many events are kept.

use serde_json::json;

use super::numbers;
use crate::caller::{Caller, Clock};

#[tokio::test]
async fn the_last_ones_are_kept() {
    let caller = Caller::in_process(Clock::noon().sandbox().most_events(3));
    for _ in 0..10 {
        caller.create(json!({})).await;
    }
    assert_eq!(numbers(&caller, "").await, [8, 9, 10]);
    assert_eq!(caller.sandbox.events().len(), 3);
}

#[tokio::test]
async fn none_are_kept() {
    let caller = Caller::in_process(Clock::noon().sandbox().most_events(0));
    caller.create(json!({})).await;
    assert_eq!(numbers(&caller, "").await, [] as [u64; 0]);
}
