//! `use flatfile_jobs::*` and `use flatfile_jobs::api::types::*` go together: no
//! schema has the name of an item of the crate's root.

use std::collections::BTreeSet;

use super::tree::Tree;

const SURFACE: &str = include_str!("../../../openapi/surface.txt");

#[test]
fn no_schema_has_the_name_of_an_item_of_the_root() {
    let schemas = schemas();
    assert!(schemas.contains("Job") && schemas.contains("JobStatus") && schemas.len() > 100);
    let tree = Tree::read();
    let root = tree.source(&Vec::new()).imports.iter().filter(|import| import.public);
    let root: BTreeSet<&str> = root.map(|import| import.name.as_str()).collect();
    assert!(root.contains("Client") && root.contains("Error") && root.len() > 40, "{root:?}");
    let both: Vec<_> = root.iter().filter(|name| schemas.contains(**name)).collect();
    assert!(both.is_empty(), "give these schemas other names in the contract: {both:?}");
}

/// The types that are generated, by the surface.
fn schemas() -> BTreeSet<&'static str> {
    let kinds = ["type ", "open enum ", "enum ", "union ", "id "];
    let name = |line: &'static str| {
        let rest = kinds.iter().find_map(|kind| line.strip_prefix(kind))?;
        rest.split(|one: char| !one.is_alphanumeric() && one != '_').next()
    };
    SURFACE.lines().filter_map(name).collect()
}
