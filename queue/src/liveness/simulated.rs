//! Beats, looks and strikes under thousands of seeded schedules: a worker that is
//! struck off is never allowed a step any more, whoever stands still and whichever
//! query is slow or fails.

use std::time::{Duration, Instant, SystemTime};

use fastrand::Rng;

use super::judge::Judge;
use super::lease::{Moment, Phase, age, may};
use crate::store::Expected;

const LEASE: Duration = Duration::from_secs(5);
const TICK: Duration = Duration::from_millis(50);
/// Ten minutes of each schedule.
const TICKS: u32 = 12_000;

/// Something sent to the database: when it is done there, and when that is known
/// to whoever asked. What it saw stands in it.
struct Query<T> {
    sent: u32,
    done: u32,
    known: u32,
    seen: Option<T>,
}

impl<T> Query<T> {
    fn send(now: u32, random: &mut Rng) -> Self {
        // Most are quick; some take seconds, on either way.
        let slow = |random: &mut Rng| if random.u8(..20) == 0 { random.u32(..80) } else { 0 };
        let done = now + 1 + slow(random);
        Self { sent: now, done, known: done + slow(random), seen: None }
    }
}

/// Stands still for a while, now and then; longer than a lease as well.
fn stands_still(now: u32, until: &mut u32, random: &mut Rng) -> bool {
    if *until <= now && random.u16(..400) == 0 {
        *until = now + random.u32(..300);
    }
    *until > now
}

/// How often the worker was struck off, in one schedule.
fn schedule(seed: u64) -> u32 {
    let mut random = Rng::with_seed(seed);
    let (start, date) = (Instant::now(), SystemTime::UNIX_EPOCH);
    let moment = |tick: u32| Moment { instant: start + TICK * tick, date: date + TICK * tick };
    // As often as a beat; the looks come at any moment.
    let every = 20;
    assert_eq!(TICK * every, LEASE / 5);
    // In the database: the worker, its beat, and whether it is on the list.
    let (mut id, mut counter, mut listed) = (0, 0_i64, true);
    let (mut held, mut beat, mut worker_still) = (0, None::<Query<bool>>, 0);
    let (mut judge, mut look, mut sweeper_still) =
        (Judge::new(LEASE), None::<Query<(u32, i64)>>, 0);
    let mut struck = 0;
    for now in 0..TICKS {
        // What is under way at the database goes on, whoever stands still.
        if let Some(beat) = beat.as_mut().filter(|beat| beat.done == now) {
            counter += i64::from(listed);
            beat.seen = Some(listed);
        }
        if let Some(look) = look.as_mut().filter(|look| look.done == now && listed) {
            look.seen = Some((id, counter));
        }
        if !stands_still(now, &mut worker_still, &mut random) {
            match &beat {
                Some(query) if query.known <= now => {
                    match query.seen {
                        Some(true) => held = query.sent,
                        // It knows, and leaves; another begins in its place.
                        Some(false) => (id, counter, listed, held) = (id + 1, 0, true, now),
                        None => {}
                    }
                    beat = None;
                }
                None if now.is_multiple_of(every) => {
                    beat = Some(Query::send(now, &mut random));
                    // One that is lost on the way.
                    if random.u8(..10) == 0 {
                        beat = None;
                    }
                }
                _ => {}
            }
        }
        if !stands_still(now, &mut sweeper_still, &mut random) {
            match look.take_if(|query| query.known <= now) {
                Some(_) if random.u8(..30) == 0 => judge.forget(),
                Some(query) => {
                    let seen = query.seen.map(|(id, beat)| (id.to_string(), Some(beat)));
                    let (asked, back) = (moment(query.sent).instant, moment(now).instant);
                    let dead = judge.observe(asked, back, seen.into_iter().collect());
                    // The database strikes only one whose beat is as expected.
                    if listed && dead == [(id.to_string(), Expected::Beat(counter))] {
                        listed = false;
                        struck += 1;
                    }
                }
                None if look.is_none() && random.u32(..every) == 0 => {
                    look = Some(Query::send(now, &mut random));
                }
                None => {}
            }
        }
        if !listed {
            let age = age(moment(held), moment(now));
            for phase in [Phase::Working, Phase::Ending] {
                assert!(!may(phase, age, LEASE), "seed {seed}, tick {now}: {phase:?} at {age:?}");
            }
        }
    }
    struck
}

#[test]
fn who_is_struck_off_takes_no_step() {
    let struck: u32 = (0..300).map(schedule).sum();
    assert!(struck > 300, "{struck}: the schedules do what they are about");
}
