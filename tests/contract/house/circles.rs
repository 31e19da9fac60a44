//! No circles between files: each can be understood with only those below it.
//!
//! A folder's `mod.rs` that declares its files and passes on what they have
//! uses nothing of them. One that has items of its own, which its files use,
//! must not use theirs.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::graph::Uses;
use super::tree::Tree;

#[test]
fn no_file_uses_itself_by_way_of_others() {
    let circles = circles(&Tree::read().uses());
    assert!(circles.is_empty(), "files use each other in circles:\n{}", circles.join("\n"));
}

/// One shortest circle for each file that is in any and was not named yet.
fn circles(uses: &Uses) -> Vec<String> {
    let mut named = BTreeSet::new();
    let mut circles = Vec::new();
    for (from, targets) in uses {
        let shortest = targets
            .iter()
            .filter_map(|(to, place)| Some((path(uses, to, from)?, place)))
            .min_by_key(|(back, _)| back.len());
        if let Some((back, place)) = shortest
            && !named.contains(from)
        {
            let mut text = format!("  {place} uses {}", back[0]);
            for pair in back.windows(2) {
                text += &format!(", {} uses {}", uses[&pair[0]][&pair[1]], pair[1]);
            }
            named.extend(back);
            circles.push(text);
        }
    }
    circles
}

/// The shortest way from one file to another, both included.
fn path(uses: &Uses, from: &str, to: &str) -> Option<Vec<String>> {
    let mut before: BTreeMap<&str, &str> = BTreeMap::from([(from, "")]);
    let mut queue = VecDeque::from([from]);
    while let Some(file) = queue.pop_front() {
        if file == to {
            let mut way = vec![to.to_owned()];
            let mut file = to;
            while let Some(earlier) = before.get(file).filter(|earlier| !earlier.is_empty()) {
                way.insert(0, (*earlier).to_owned());
                file = earlier;
            }
            return Some(way);
        }
        for next in uses.get(file).into_iter().flat_map(|targets| targets.keys()) {
            before.entry(next).or_insert_with(|| {
                queue.push_back(next);
                file
            });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(files: &[(&str, &str)]) -> Vec<String> {
        let files = files.iter().map(|(file, text)| (file.to_string(), text.to_string()));
        circles(&Tree::of(files.collect()).uses())
    }

    #[test]
    fn a_folder_that_passes_on_is_no_circle() {
        let found = found(&[
            ("src/lib.rs", "mod a; pub use a::A;"),
            ("src/a/mod.rs", "mod b; mod c; pub use b::B; pub struct A;"),
            ("src/a/b.rs", "use super::A; pub struct B(A);"),
            ("src/a/c.rs", "use super::{A, B}; use crate::a::b; fn c(_: A) -> b::B {}"),
        ]);
        assert!(found.is_empty(), "{found:?}");
    }

    #[test]
    fn a_folder_that_uses_what_uses_it_is_one() {
        let found = found(&[
            ("src/a/mod.rs", "mod b; pub use b::B;\npub struct A(B);"),
            ("src/a/b.rs", "pub struct B;\nfn b() -> super::A {}"),
        ]);
        assert_eq!(found, ["  src/a/b.rs:2 uses src/a/mod.rs, src/a/mod.rs:1 uses src/a/b.rs"]);
    }

    #[test]
    fn a_long_circle_is_one_also_through_what_is_passed_on() {
        let found = found(&[
            ("src/lib.rs", "mod a; mod c; mod d;"),
            ("src/a/mod.rs", "mod b; pub use b::B;"),
            ("src/a/b.rs", "use crate::c; pub struct B; fn b() { c::c() }"),
            ("src/c.rs", "use crate::d::D; pub fn c() {}"),
            ("src/d.rs", "pub struct D; fn d(_: crate::a::B) {}"),
            ("build/mod.rs", "mod e; mod f;"),
            ("build/e.rs", "use crate::codegen::f::F; pub struct E;"),
            ("build/f.rs", "pub struct F(super::e::E);"),
        ]);
        assert_eq!(found.len(), 2, "{found:?}");
    }
}
