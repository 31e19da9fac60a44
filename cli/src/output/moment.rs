//! Times as people say them: one unit, rounded down.

use chrono::{DateTime, Utc};
use std::time::Duration;

/// How long ago it was.
pub fn age(moment: DateTime<Utc>, now: DateTime<Utc>) -> String {
    match (now - moment).to_std() {
        Ok(ago) => duration(ago),
        // The clocks differ; it is no age.
        Err(_) => "0s".to_owned(),
    }
}

/// A duration in its largest unit.
pub fn duration(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..60 => format!("{seconds}s"),
        60..3_600 => format!("{}m", seconds / 60),
        3_600..172_800 => format!("{}h", seconds / 3_600),
        _ => format!("{}d", seconds / 86_400),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_unit_counts() {
        for (seconds, said) in [
            (0, "0s"),
            (59, "59s"),
            (60, "1m"),
            (3_599, "59m"),
            (3_600, "1h"),
            (172_799, "47h"),
            (172_800, "2d"),
        ] {
            assert_eq!(duration(Duration::from_secs(seconds)), said);
        }
    }

    #[test]
    fn a_moment_to_come_has_no_age() {
        let now = Utc::now();
        assert_eq!(age(now + chrono::TimeDelta::hours(1), now), "0s");
    }
}
