//! Times that must not be zero.

use std::time::Duration;

/// Whatever is asked for: more than ten a second are of use to nobody.
const LEAST: Duration = Duration::from_millis(100);

/// Reads a time between two looks at the server, as in 5s.
pub fn pause(text: &str) -> Result<Duration, String> {
    Ok(unless_zero(text, "zero would do nothing but ask the server")?.max(LEAST))
}

/// Reads how long a call may take.
pub fn bound(text: &str) -> Result<Duration, String> {
    unless_zero(text, "no call can be made in zero time")
}

fn unless_zero(text: &str, what: &str) -> Result<Duration, String> {
    let time = humantime::parse_duration(text).map_err(|error| error.to_string())?;
    if time.is_zero() { Err(what.to_owned()) } else { Ok(time) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_pause_is_shorter_than_the_least() {
        assert_eq!((pause("1ns"), pause("2s")), (Ok(LEAST), Ok(Duration::from_secs(2))));
        assert!(pause("0s").is_err() && pause("x").is_err() && bound("0ms").is_err());
    }
}
