//! Is each method once on its type, each argument once in its function, each
//! trait implemented once, and does no argument hide a word of the function?

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::{FnArg, ImplItem, ImplItemFn, Item, ItemImpl, Pat, Stmt};

use super::origin::Fence;
use super::types::type_name;
use crate::codegen::problem::Problem;

pub(super) fn check(fence: &Fence<'_>, items: &[Item]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut methods: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut traits: BTreeSet<String> = BTreeSet::new();
    for item in items {
        let Item::Impl(block) = item else { continue };
        let owner = type_name(&block.self_ty).unwrap_or_default();
        if let Some((path, _)) = &block.trait_ {
            let implemented =
                format!("{} for {}", path.to_token_stream(), block.self_ty.to_token_stream());
            if !traits.insert(implemented.clone()) {
                let what = format!("`{}` would be there twice", implemented.replace(' ', ""));
                problems.push(fence.operation_problem(&owner, what));
            }
            // Among these is what `emit/close` makes of each `send`.
            for function in functions(block) {
                problems.extend(arguments(fence, &owner, function));
                problems.extend(hidden(fence, &owner, function));
            }
            continue;
        }
        let seen = methods.entry(owner.clone()).or_default();
        for function in functions(block) {
            let name = function.sig.ident.to_string();
            if !seen.insert(name.clone()) {
                let what = format!("`{owner}` would have two methods `{name}`");
                problems.push(fence.operation_problem(&owner, what));
            }
            problems.extend(arguments(fence, &owner, function));
            problems.extend(hidden(fence, &owner, function));
        }
    }
    problems
}

fn functions(block: &ItemImpl) -> impl Iterator<Item = &ImplItemFn> {
    block.items.iter().filter_map(|item| match item {
        ImplItem::Fn(function) => Some(function),
        _ => None,
    })
}

fn arguments(fence: &Fence<'_>, owner: &str, function: &ImplItemFn) -> Option<Problem> {
    let mut seen = BTreeSet::new();
    let mut names = function.sig.inputs.iter().filter_map(|argument| match argument {
        FnArg::Typed(argument) => bound(&argument.pat),
        FnArg::Receiver(_) => None,
    });
    let name = names.find(|name| !seen.insert(name.clone()))?;
    let what = format!("`{}` would have two arguments `{name}`", function.sig.ident);
    Some(fence.operation_problem(owner, what))
}

/// The name that a plain pattern binds.
fn bound(pattern: &Pat) -> Option<String> {
    match pattern {
        Pat::Ident(pattern) => Some(pattern.ident.to_string()),
        Pat::Type(pattern) => bound(&pattern.pat),
        _ => None,
    }
}

/// A member that is taken out of `self`, and whose name is given to something
/// else before it is used.
fn hidden(fence: &Fence<'_>, owner: &str, function: &ImplItemFn) -> Option<Problem> {
    let mut members: BTreeSet<String> = BTreeSet::new();
    for statement in &function.block.stmts {
        let Stmt::Local(local) = statement else { continue };
        if let Pat::Struct(pattern) = &local.pat {
            members.extend(pattern.fields.iter().filter_map(|field| bound(&field.pat)));
            continue;
        }
        let Some(name) = bound(&local.pat).filter(|name| members.contains(name)) else { continue };
        let from_itself = local.init.as_ref().is_some_and(|init| {
            let text = init.expr.to_token_stream().to_string();
            text.split(|it: char| !it.is_alphanumeric() && it != '_').any(|word| word == name)
        });
        if !from_itself {
            let what = format!("`{}` uses the name `{name}` for itself", function.sig.ident);
            return Some(fence.operation_problem(owner, what));
        }
    }
    None
}
