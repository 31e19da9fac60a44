//! Does each type that is named exist? In the members of types and builders,
//! and in what `emit/close` adds: implementations, and what a `send` brings.

use std::collections::BTreeSet;

use syn::{Fields, ImplItem, Item, ItemImpl, Path, ReturnType, Type};

use super::origin::Fence;
use super::types::{paths, type_name};
use crate::codegen::problem::Problem;

pub(super) fn check(fence: &Fence<'_>, items: &[Item]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let known = known(fence, items);
    problems.extend(implementations(fence, items, &known));
    for item in items {
        let Item::Mod(module) = item else { continue };
        let Some((_, inner)) = &module.content else { continue };
        if module.ident == "builder" {
            problems.extend(implementations(fence, inner, &known));
        }
        for item in inner {
            let (owner, fields): (_, Vec<&Fields>) = match item {
                Item::Struct(item) => (&item.ident, vec![&item.fields]),
                Item::Enum(item) => {
                    (&item.ident, item.variants.iter().map(|variant| &variant.fields).collect())
                }
                _ => continue,
            };
            for field in fields.into_iter().flatten() {
                paths(&field.ty, true, &mut |path, _| {
                    if let Some(name) = missing(path, &known) {
                        let what = format!("`{owner}` names the type `{name}`, which is not there");
                        problems.push(fence.operation_problem(&owner.to_string(), what));
                    }
                });
            }
        }
    }
    problems
}

/// The types that implementations name, as types of the `types` module.
fn implementations(fence: &Fence<'_>, items: &[Item], known: &BTreeSet<String>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for item in items {
        let Item::Impl(block) = item else { continue };
        let owner = type_name(&block.self_ty).unwrap_or_default();
        for kind in named(block) {
            paths(kind, true, &mut |path, _| {
                let of_types = path.segments.len() > 1;
                if let Some(name) = missing(path, known).filter(|_| of_types) {
                    let what = format!("`{owner}` names the type `{name}`, which is not there");
                    problems.push(fence.operation_problem(&owner, what));
                }
            });
        }
    }
    problems
}

/// The type that an implementation is for, those that stand for something in
/// it, and what its functions return.
fn named(block: &ItemImpl) -> Vec<&Type> {
    let inside = block.items.iter().filter_map(|item| match item {
        ImplItem::Type(alias) => Some(&alias.ty),
        ImplItem::Fn(function) => match &function.sig.output {
            ReturnType::Type(_, kind) => Some(&**kind),
            ReturnType::Default => None,
        },
        _ => None,
    });
    std::iter::once(&*block.self_ty).chain(inside).collect()
}

/// The types of the `types` module.
fn known(fence: &Fence<'_>, items: &[Item]) -> BTreeSet<String> {
    let mut known: BTreeSet<String> = BTreeSet::new();
    for item in items {
        if let Item::Mod(module) = item
            && module.ident == "types"
            && let Some((_, items)) = &module.content
        {
            known.extend(items.iter().filter_map(|item| match item {
                Item::Struct(item) => Some(item.ident.to_string()),
                Item::Enum(item) => Some(item.ident.to_string()),
                Item::Type(item) => Some(item.ident.to_string()),
                _ => None,
            }));
        }
    }
    let lowered = fence.lowered;
    known.extend(lowered.open_enums.iter().map(|each| each.name.clone()));
    known.extend(lowered.unions.iter().map(|each| each.name.clone()));
    known.extend(lowered.ids.iter().map(|each| each.name.clone()));
    known
}

/// The type that a path names in vain. Paths that begin at a crate of others,
/// and names of the prelude, are there.
fn missing(path: &Path, known: &BTreeSet<String>) -> Option<String> {
    if path.leading_colon.is_some() {
        return None;
    }
    let names: Vec<String> =
        path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let name = names.last()?;
    let before: Vec<&str> = names.iter().rev().skip(1).rev().map(String::as_str).collect();
    let of_types = match before.as_slice() {
        [] => !PRELUDE.contains(&name.as_str()),
        ["crate", "api", "types"] | ["types"] | ["super", "types"] => true,
        _ => false,
    };
    (of_types && !known.contains(name)).then(|| name.clone())
}

/// What a member may be without a path before it.
const PRELUDE: [&str; 20] = [
    "Box", "Option", "Result", "Self", "String", "Vec", "bool", "char", "f32", "f64", "i8", "i16",
    "i32", "i64", "str", "u8", "u16", "u32", "u64", "usize",
];
