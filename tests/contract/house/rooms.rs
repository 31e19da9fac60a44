//! Arrows between rooms run down only.

use super::tree::Tree;

/// A room, and those above it that it must not name.
const RULES: &[(&str, &[&str])] = &[
    ("src/error/", ABOVE),
    ("src/retry/", ABOVE),
    ("src/", &["src/sandbox/"]),
    ("src/", &["src/worker/"]),
    ("src/call/", &["src/outbox/"]),
    ("src/outbox/", HANDLES),
    ("src/client/", LIVES),
    ("src/call/", LIVES),
    ("src/job/", LIVES),
    ("src/jobs/", LIVES),
];
const ABOVE: &[&str] = &[
    "src/worker/",
    "src/client/",
    "src/call/",
    "src/job/",
    "src/jobs/",
    "src/outbox/",
    "src/events/",
    "src/watch/",
    "src/runner/",
];
/// The client, and its handles.
const HANDLES: &[&str] = &["src/client/", "src/job/", "src/jobs/"];
/// What stands on the handles.
const LIVES: &[&str] = &["src/events/", "src/watch/", "src/runner/", "src/worker/"];

#[test]
fn no_room_knows_one_above_it() {
    let mut wrong = Vec::new();
    for (from, targets) in Tree::read().names() {
        for (to, place) in targets {
            let forbidden = RULES.iter().any(|(room, above)| {
                let within = above.iter().any(|above| from.starts_with(above));
                from.starts_with(room) && !within && above.iter().any(|above| to.starts_with(above))
            });
            if forbidden {
                wrong.push(format!("{place} names {to}"));
            }
        }
    }
    assert!(wrong.is_empty(), "rooms know what is above them:\n{}", wrong.join("\n"));
}
