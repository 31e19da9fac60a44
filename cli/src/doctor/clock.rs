//! The clock here, against the server's.

use chrono::{DateTime, TimeDelta, Utc};

use super::reach::Reached;
use super::{Check, State};

/// A response's date has whole seconds, and it was on its way.
const NEAR: TimeDelta = TimeDelta::seconds(5);

/// None where the server did not say what time it is.
pub fn check(reached: &Reached, now: DateTime<Utc>) -> Option<Check> {
    let theirs = DateTime::parse_from_rfc2822(reached.date.as_deref()?).ok()?.to_utc();
    let ahead = now - theirs;
    Some(match ahead.abs() <= NEAR {
        true => Check::good("clock", "as the server's"),
        false => {
            let side = if ahead > TimeDelta::zero() { "ahead of" } else { "behind" };
            let found = format!("{}s {side} the server's", ahead.abs().num_seconds());
            let step = "set the clock: ages and --silent-for go by it".to_owned();
            Check::new("clock", State::Odd, found).next(Some(step))
        }
    })
}
