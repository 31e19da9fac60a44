//! Closes the generated `send` of each operation.
//!
//! The generator ends each `send` with a tail of its own: a request of
//! reqwest's, hooks, a match on the status, decoding. Here that tail is taken
//! off, and what it says of the request (path, query, body) becomes a request
//! of ours, which one function in `src/client/bridge` sends. The statements
//! before it (the checks of the arguments) stay.
//!
//! The tail is compared token by token with the one that this build knows: a
//! generator that writes another one stops the build instead of slipping
//! through.

mod client;
mod headers;
mod operation;
mod responses;
mod setters;
mod tail;

use syn::{File, Item};

use crate::codegen::check::ends::names;
use crate::codegen::document::Document;
use crate::codegen::emit::rust::structs;
use crate::codegen::lower::Lowered;
use crate::codegen::problem::Problem;
use crate::codegen::walk::{OperationAt, Success, is_joined, operations, success};
use operation::Said;

/// Closes all operations of the generated file.
pub fn close(file: &mut File, document: &Document, lowered: &Lowered) -> Result<(), Vec<Problem>> {
    let defaults = responses::with_default(file);
    let structs = structs(file);
    let mut problems = Vec::new();
    let mut responses = Vec::new();
    for operation in operations(document) {
        let id = operation.text("operationId").unwrap_or_default();
        let (function, name) = lowered.names.operations.get(id).cloned().unwrap_or_default();
        let said = said(document, &operation);
        let closed = match builder(file, &name) {
            Some(items) => operation::close(items, (&function, &name), &said, &defaults, &structs),
            None => Err("there is no builder of its name".to_owned()),
        };
        match closed {
            Ok(response) => responses.extend(response),
            Err(what) => problems.push(document.problem(
                &operation.pointer,
                format!("the generated `send` of `{name}` has another shape: {what}"),
                "use the release of progenitor that Cargo.lock names, or teach build/emit/close \
                 the new shape",
            )),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    client::replace(file);
    // A contract with a problem never comes here.
    let names = names(document).ok().flatten().unwrap_or_default();
    responses::describe(file, &responses, &defaults, &structs, &names);
    Ok(())
}

/// What the contract says of an operation; one whose success cannot be told
/// does not pass the checks.
fn said<'a>(document: &'a Document, operation: &OperationAt<'_>) -> Said<'a> {
    let joined = operation.parameters(document).into_iter().filter_map(|(_, parameter)| {
        is_joined(parameter).then(|| parameter.get("name")?.as_str()).flatten()
    });
    Said {
        brings: success(document, operation).unwrap_or(Success::Nothing),
        joined: joined.collect(),
    }
}

/// The items of the module of operation builders, if the builder is there.
fn builder<'f>(file: &'f mut File, name: &str) -> Option<&'f mut Vec<Item>> {
    let items = file.items.iter_mut().find_map(|item| match item {
        Item::Mod(module) if module.ident == "builder" => module.content.as_mut(),
        _ => None,
    })?;
    let found = |item: &Item| matches!(item, Item::Struct(found) if found.ident == name);
    items.1.iter().any(found).then_some(&mut items.1)
}
