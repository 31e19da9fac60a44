//! The committed surface is the one that the contract makes.
//!
//! `cargo run -p contract -- surface --write` writes it anew.

use contract::surface::{difference, surface, text};

use crate::TEXT;

const COMMITTED: &str = include_str!("../../openapi/surface.txt");

#[test]
fn the_committed_surface_is_the_contracts() {
    let lines = surface("contract.yaml", TEXT).expect("the contract passes");
    let differing = difference(COMMITTED, &text(&lines));
    assert!(
        differing.is_empty(),
        "the contract changes the Rust API; if that is meant, `cargo run -p contract -- surface \
         --write`:\n{}",
        differing.join("\n")
    );
}

#[test]
fn each_line_knows_where_it_comes_from() {
    let lines = surface("contract.yaml", TEXT).expect("the contract passes");
    let at = |line: &str| lines.get(line).map(String::as_str);
    assert_eq!(
        at("type Job.created_at: DateTime<Utc>"),
        Some("/components/schemas/Job/properties/createdAt")
    );
    assert_eq!(at("id JobId"), Some("/components/schemas/JobId"));
    assert!(lines.values().all(|pointer| !pointer.is_empty()));
}
