//! What goes wrong in the sandbox.

use std::time::Duration;

use fastrand::Rng;
use flatfile_jobs::sandbox::Fault;

/// What passes when it is tried again, before the effect or after it.
pub fn passing(rng: &mut Rng) -> Vec<Fault> {
    let some_time = Duration::from_millis(rng.u64(0..40_000));
    let mut faults = vec![
        Fault::lose_request(),
        Fault::lose_request().reset(),
        Fault::lose_response(),
        Fault::lose_response().reset(),
        Fault::cut(rng.usize(0..200)),
        Fault::stall(rng.usize(0..200)),
        Fault::drip(rng.usize(1..100), some_time),
        Fault::delay(some_time),
        Fault::status(429),
        Fault::status(429).retry_after_seconds(rng.u64(0..60)),
        Fault::status(503).retry_after("0.5"),
    ];
    for status in [408, 500, 502, 503, 504] {
        faults.push(Fault::status(status).delayed(some_time));
        faults.push(Fault::status(status).after_effect());
        faults.push(Fault::html(status).after_effect().delayed(some_time));
    }
    faults
}

/// All that can go wrong.
pub fn any(rng: &mut Rng) -> Vec<Fault> {
    let mut faults = passing(rng);
    faults.extend([
        Fault::oversized(super::line::MOST + 1),
        Fault::garbage(rng.usize(0..50)),
        Fault::body("<html>"),
        Fault::status(429).retry_after_seconds(3600),
        Fault::status(302),
        Fault::status(400),
        Fault::status(401),
        Fault::status(404),
        Fault::status(409),
        Fault::status(501).after_effect(),
    ]);
    faults
}
