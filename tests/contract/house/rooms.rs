//! Arrows between rooms run down only.

use super::tree::Tree;

/// A room, and those above it that it must not name.
const RULES: &[(&str, &[&str])] =
    &[("src/error/", ABOVE), ("src/retry/", ABOVE), ("src/", &["src/sandbox/"])];
const ABOVE: &[&str] = &["src/client/", "src/call/", "src/job/", "src/jobs/"];

/// What names a room above it today: from, to, and why it stands.
const KNOWN: &[(&str, &str, &str)] = &[(
    "src/error/raw.rs",
    "src/client/bridge/state.rs",
    "what is known of a raw call comes with the generated client's error",
)];

#[test]
fn no_room_knows_one_above_it() {
    let mut wrong = Vec::new();
    let mut used = Vec::new();
    for (from, targets) in Tree::read().names() {
        for (to, place) in targets {
            let forbidden = RULES.iter().any(|(room, above)| {
                let within = above.iter().any(|above| from.starts_with(above));
                from.starts_with(room) && !within && above.iter().any(|above| to.starts_with(above))
            });
            match KNOWN.iter().find(|known| (known.0, known.1) == (&from, &to)) {
                Some(known) if forbidden => used.push(known),
                None if forbidden => wrong.push(format!("{place} names {to}")),
                _ => {}
            }
        }
    }
    assert!(wrong.is_empty(), "rooms know what is above them:\n{}", wrong.join("\n"));
    let stale: Vec<_> = KNOWN.iter().filter(|known| !used.contains(known)).collect();
    assert!(stale.is_empty(), "no longer needed in the list: {stale:?}");
}
