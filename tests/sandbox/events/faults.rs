//! What goes wrong with events by plan.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use chrono::TimeDelta;
use flatfile_jobs::sandbox::EventFaults;
use serde_json::json;

use super::numbers;
use crate::caller::{Caller, Clock};

const JOBS: u64 = 200;

async fn caller(faults: EventFaults) -> (Caller, Clock) {
    let clock = Clock::noon();
    let caller = Caller::in_process(clock.sandbox().event_faults(faults));
    for _ in 0..JOBS {
        caller.create(json!({})).await;
    }
    (caller, clock)
}

async fn all(caller: &Caller) -> Vec<u64> {
    numbers(caller, "pageSize=1000").await
}

#[tokio::test]
async fn without_an_order_and_still_by_pages() {
    let (caller, _) = caller(EventFaults::seeded(1).with_shuffled(true)).await;
    let shuffled = all(&caller).await;
    assert!(!shuffled.is_sorted(), "{shuffled:?}");
    assert_eq!(all(&caller).await, shuffled, "the same each time");
    let mut paged = Vec::new();
    for number in 1..=4 {
        paged.extend(numbers(&caller, &format!("pageSize=50&pageNumber={number}")).await);
    }
    assert_eq!(paged, shuffled);
    let each: BTreeSet<u64> = paged.into_iter().collect();
    assert_eq!(each, (1..=JOBS).collect());
    let (another, _) = self::caller(EventFaults::seeded(2).with_shuffled(true)).await;
    assert_ne!(all(&another).await, shuffled);
}

#[tokio::test]
async fn twice() {
    let faults = EventFaults::seeded(1).with_doubled(0.5).with_shuffled(true);
    let (caller, _) = caller(faults).await;
    let mut counts = BTreeMap::<u64, u64>::new();
    for number in all(&caller).await {
        *counts.entry(number).or_default() += 1;
    }
    assert_eq!(counts.len() as u64, JOBS);
    let twice = counts.values().filter(|count| **count == 2).count();
    assert!((70..130).contains(&twice) && counts.values().all(|count| *count <= 2), "{twice}");
}

#[tokio::test]
async fn never() {
    let (caller, _) = caller(EventFaults::seeded(1).with_missing(0.25)).await;
    let there = all(&caller).await.len();
    assert!((130..170).contains(&there), "{there}");
    let (caller, _) = self::caller(EventFaults::seeded(1).with_missing(1.0)).await;
    assert!(all(&caller).await.is_empty());
}

#[tokio::test]
async fn late_with_the_date_of_when_it_was() {
    let faults = EventFaults::seeded(1).with_late(0.25, Duration::from_secs(60));
    let (caller, clock) = caller(faults).await;
    let begun = clock.now().to_rfc3339().replace('+', "%2B");
    let at_once = all(&caller).await;
    assert!((130..170).contains(&at_once.len()), "{}", at_once.len());
    clock.pass(TimeDelta::seconds(59));
    assert_eq!(all(&caller).await, at_once);
    clock.pass(TimeDelta::seconds(1));
    assert_eq!(all(&caller).await.len() as u64, JOBS);
    assert_eq!(numbers(&caller, &format!("since={begun}&pageSize=1000")).await.len() as u64, JOBS);
    clock.pass(TimeDelta::seconds(60));
    let later = (clock.now() - TimeDelta::seconds(119)).to_rfc3339().replace('+', "%2B");
    assert_eq!(numbers(&caller, &format!("since={later}")).await, [] as [u64; 0]);
}
