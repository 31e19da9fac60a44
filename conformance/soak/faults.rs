//! What goes wrong during a soak.

use std::time::Duration;

use flatfile_jobs::sandbox::{Fault, Faults};

/// How many of the calls meet a fault.
const SHARE: f64 = 0.12;

/// How many calls get no answer at all, of which a client learns by its own
/// limit of time. A second each, so they are few.
const SILENT: f64 = 0.004;

/// All kinds that every client gets out of by itself. A body that stops for
/// ever is not among them: the TypeScript SDK would wait for it for ever.
pub fn plan(seed: u64) -> Faults {
    let kinds = [
        Fault::status(500),
        Fault::status(503).after_effect(),
        Fault::status(429).retry_after_seconds(0),
        Fault::html(502),
        Fault::html(504).after_effect(),
        Fault::delay(Duration::from_millis(30)),
        Fault::lose_request().reset(),
        Fault::lose_response().reset(),
        Fault::cut(20),
        Fault::garbage(200),
        Fault::body(""),
        Fault::drip(64, Duration::from_millis(1)),
    ];
    let silent = [Fault::lose_request(), Fault::lose_response()];
    Faults::seeded(seed).on_one_of(silent).probability(SILENT).on_one_of(kinds).probability(SHARE)
}
