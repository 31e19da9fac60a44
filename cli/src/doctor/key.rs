//! Whether the server accepts the key.

use super::reach::Reached;
use super::{Check, State};
use crate::failure::Kind;

/// None where the server said nothing about it.
pub fn check(reached: &Reached) -> Option<Check> {
    match &reached.failure {
        None => Some(Check::good("access", "the key may list jobs")),
        Some(failure) if failure.kind == Kind::Unauthorized => {
            let step = "take a secret key of this server and environment (sk_…)".to_owned();
            let check = Check::new("access", State::Bad(failure.kind), failure.what.as_str());
            Some(check.next(Some(step)))
        }
        Some(_) => None,
    }
}
