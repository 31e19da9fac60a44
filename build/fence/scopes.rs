//! Is each item once in its module, and each member and variant once in its
//! type?

use std::collections::BTreeSet;

use syn::{Fields, Item, UseTree};

use super::origin::Fence;
use super::types::wire_name;
use crate::codegen::problem::Problem;

pub(super) fn check(fence: &Fence<'_>, module: &str, items: &[Item]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut seen = BTreeSet::new();
    let mut names = Vec::new();
    for item in items {
        declared(item, &mut names);
    }
    if module == "types" {
        names.extend(own_types(fence));
    }
    for (space, name) in names {
        if !seen.insert((space, name.clone())) {
            let what = format!("there would be two items `{name}` in `{module}`");
            problems.push(fence.operation_problem(&name, what));
        }
    }
    for item in items {
        problems.extend(inside(fence, item));
    }
    if module == "types" {
        problems.extend(own_variants(fence));
    }
    problems
}

/// Types and values have names apart from each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Space {
    Types,
    Values,
}

fn declared(item: &Item, names: &mut Vec<(Space, String)>) {
    let mut add = |space, name: &syn::Ident| names.push((space, name.to_string()));
    match item {
        Item::Struct(item) => {
            add(Space::Types, &item.ident);
            if !matches!(item.fields, Fields::Named(_)) {
                add(Space::Values, &item.ident);
            }
        }
        Item::Enum(item) => add(Space::Types, &item.ident),
        Item::Trait(item) => add(Space::Types, &item.ident),
        Item::Type(item) => add(Space::Types, &item.ident),
        Item::Mod(item) => add(Space::Types, &item.ident),
        Item::Fn(item) => add(Space::Values, &item.sig.ident),
        Item::Const(item) => add(Space::Values, &item.ident),
        Item::Static(item) => add(Space::Values, &item.ident),
        Item::Use(item) => imported(&item.tree, names),
        _ => {}
    }
}

fn imported(tree: &UseTree, names: &mut Vec<(Space, String)>) {
    let mut add = |name: &syn::Ident| {
        let name = name.to_string();
        let lower = name.starts_with(|first: char| first.is_lowercase());
        names.push((if lower { Space::Values } else { Space::Types }, name));
    };
    match tree {
        UseTree::Path(path) => imported(&path.tree, names),
        UseTree::Name(name) if name.ident != "self" => add(&name.ident),
        UseTree::Rename(rename) => add(&rename.rename),
        UseTree::Group(group) => group.items.iter().for_each(|tree| imported(tree, names)),
        _ => {}
    }
}

/// The types that macros make.
fn own_types(fence: &Fence<'_>) -> Vec<(Space, String)> {
    let lowered = fence.lowered;
    let enums = lowered.open_enums.iter().map(|each| &each.name);
    let unions = lowered.unions.iter().map(|each| &each.name);
    let ids = lowered.ids.iter().map(|each| &each.name);
    enums.chain(unions).chain(ids).map(|name| (Space::Types, name.clone())).collect()
}

/// The first name that stands twice in a list.
fn twice(names: impl Iterator<Item = String>) -> Option<String> {
    let mut seen = BTreeSet::new();
    names.into_iter().find(|name| !seen.insert(name.clone()))
}

fn inside(fence: &Fence<'_>, item: &Item) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut say = |owner: &syn::Ident, what: &str, name: Option<String>| {
        if let Some(name) = name {
            let what = format!("`{owner}` would have two {what} `{name}`");
            problems.push(fence.operation_problem(&owner.to_string(), what));
        }
    };
    match item {
        Item::Struct(item) => {
            let names = item.fields.iter().filter_map(|it| it.ident.as_ref());
            say(&item.ident, "members", twice(names.map(ToString::to_string)));
            say(
                &item.ident,
                "members with the text",
                twice(item.fields.iter().filter_map(wire_name)),
            );
        }
        Item::Enum(item) => {
            let names = item.variants.iter().map(|it| it.ident.to_string());
            say(&item.ident, "variants", twice(names));
        }
        _ => {}
    }
    problems
}

fn own_variants(fence: &Fence<'_>) -> Vec<Problem> {
    let lowered = fence.lowered;
    let enums = lowered
        .open_enums
        .iter()
        .map(|each| (&each.name, each.values.iter().map(|it| it.name.clone()).collect::<Vec<_>>()));
    let unions = lowered.unions.iter().map(|each| {
        (&each.name, each.variants.iter().map(|it| it.name.clone()).collect::<Vec<_>>())
    });
    enums
        .chain(unions)
        .filter_map(|(owner, mut names)| {
            names.push("Unknown".to_owned());
            let name = twice(names.into_iter())?;
            Some(fence.problem(owner, format!("`{owner}` would have two variants `{name}`")))
        })
        .collect()
}
