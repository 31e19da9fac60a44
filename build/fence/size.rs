//! Has each type a finite size? One that holds itself as a part has none; a
//! list, a map or a box of itself is a pointer.

use std::collections::{BTreeMap, BTreeSet};

use syn::{Fields, Item};

use super::origin::Fence;
use super::types::paths;
use crate::codegen::problem::Problem;

pub(super) fn check(fence: &Fence<'_>, items: &[Item]) -> Vec<Problem> {
    let mut holds: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for item in items {
        if let Item::Mod(module) = item
            && module.ident == "types"
            && let Some((_, items)) = &module.content
        {
            items.iter().for_each(|item| parts(item, &mut holds));
        }
    }
    for union in &fence.lowered.unions {
        let held = union.variants.iter().filter(|variant| !variant.boxed);
        let held = held.map(|variant| variant.component.clone()).collect();
        holds.insert(union.name.clone(), held);
    }
    let endless = holds.keys().filter(|name| reaches(&holds, name, name));
    endless
        .map(|name| fence.problem(name, format!("`{name}` would hold itself, without an end")))
        .collect()
}

fn parts(item: &Item, holds: &mut BTreeMap<String, BTreeSet<String>>) {
    let (owner, fields): (_, Vec<&Fields>) = match item {
        Item::Struct(item) => (&item.ident, vec![&item.fields]),
        Item::Enum(item) => {
            (&item.ident, item.variants.iter().map(|variant| &variant.fields).collect())
        }
        _ => return,
    };
    let held = holds.entry(owner.to_string()).or_default();
    for field in fields.into_iter().flatten() {
        paths(&field.ty, true, &mut |path, is_part| {
            // Types of others hold none of these.
            if is_part
                && path.leading_colon.is_none()
                && let Some(last) = path.segments.last()
            {
                held.insert(last.ident.to_string());
            }
        });
    }
}

fn reaches(holds: &BTreeMap<String, BTreeSet<String>>, from: &str, to: &str) -> bool {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut next: Vec<&str> = vec![from];
    while let Some(name) = next.pop() {
        for held in holds.get(name).into_iter().flatten() {
            if held == to {
                return true;
            }
            if seen.insert(held) {
                next.push(held);
            }
        }
    }
    false
}
