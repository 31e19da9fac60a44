//! A time between two looks at the server.

use std::time::Duration;

/// Whatever is asked for: more than ten a second are of use to nobody.
const LEAST: Duration = Duration::from_millis(100);

/// Reads one, as in 5s.
pub fn pause(text: &str) -> Result<Duration, String> {
    let pause = humantime::parse_duration(text).map_err(|error| error.to_string())?;
    match pause.is_zero() {
        true => Err("zero would do nothing but ask the server".to_owned()),
        false => Ok(pause.max(LEAST)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_pause_is_shorter_than_the_least() {
        assert_eq!((pause("1ns"), pause("2s")), (Ok(LEAST), Ok(Duration::from_secs(2))));
        assert!(pause("0s").is_err() && pause("x").is_err());
    }
}
