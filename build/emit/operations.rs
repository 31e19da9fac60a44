//! The operations table: what the retry layer, the spans and the sandbox's
//! routes read.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use serde_json::Value;
use syn::File;

use crate::codegen::check::constant;
use crate::codegen::document::{Document, join};
use crate::codegen::emit::docs::docs;
use crate::codegen::lower::Lowered;
use crate::codegen::names::pascal;
use crate::codegen::walk::{OperationAt, operations, resolve};

/// Adds the table to the generated file.
pub fn add(file: &mut File, document: &Document, lowered: &Lowered) -> syn::Result<()> {
    let names = super::glance::names_of(document);
    let table = table(document, lowered);
    let added: File = syn::parse2(quote!(#table #names))?;
    file.items.extend(added.items);
    Ok(())
}

fn table(document: &Document, lowered: &Lowered) -> TokenStream {
    let operations = operations(document);
    let ids: Vec<Ident> = operations.iter().map(|each| ident(names(lowered, each).1)).collect();
    let summaries = operations.iter().map(|each| docs(each.text("summary").unwrap_or_default()));
    let entries = operations.iter().map(|operation| entry(document, lowered, operation));
    let ends = ends(document).map(|word| ident(status(lowered, word)));
    quote! {
        /// Each operation of the contract, by name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum OperationId {
            #(#[doc = #summaries] #ids),*
        }

        /// The operations of the contract, in its order.
        pub static OPERATIONS: &[crate::api::Operation] = &[ #(#entries),* ];

        /// The statuses that a job ends in.
        pub(crate) static ENDS: &[crate::api::types::JobStatus] =
            &[ #(crate::api::types::JobStatus::#ends),* ];
    }
}

fn id<'a>(operation: &'a OperationAt<'_>) -> &'a str {
    operation.text("operationId").unwrap_or_default()
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// The function and the type of an operation.
fn names<'a>(lowered: &'a Lowered, operation: &OperationAt<'_>) -> (&'a str, &'a str) {
    let names = lowered.names.operations.get(id(operation));
    names.map(|(function, builder)| (function.as_str(), builder.as_str())).unwrap_or_default()
}

fn entry(document: &Document, lowered: &Lowered, operation: &OperationAt<'_>) -> TokenStream {
    let name = id(operation);
    let (function, builder) = names(lowered, operation);
    let id = ident(builder);
    let method = operation.method.to_uppercase();
    let path = &operation.path;
    let summary = operation.text("summary").unwrap_or_default();
    let retry = ident(&pascal(operation.text("x-retry").unwrap_or_default()));
    let settles_to = match operation.text("x-settles-to") {
        Some(word) => {
            let status = ident(status(lowered, word));
            quote!(Some(crate::api::types::JobStatus::#status))
        }
        None => quote!(None),
    };
    let reopens = operation.value.get("x-reopens") == Some(&Value::Bool(true));
    let body = match resolve(document, &join(&operation.pointer, "requestBody")) {
        None => quote!(None),
        Some(body) if body.get("required") == Some(&Value::Bool(true)) => quote!(Required),
        Some(_) => quote!(Optional),
    };
    let headers = operation.parameters(document).into_iter().filter_map(|(_, parameter)| {
        let (name, value) = constant(parameter)?;
        let name = name.to_lowercase();
        Some(quote!((#name, #value)))
    });
    quote! {
        crate::api::Operation {
            id: OperationId::#id,
            name: #name,
            function: #function,
            method: #method,
            path: #path,
            summary: #summary,
            retry: crate::api::RetryClass::#retry,
            settles_to: #settles_to,
            reopens: #reopens,
            body: crate::api::BodyRule::#body,
            constant_headers: &[ #(#headers),* ],
        }
    }
}

/// The statuses of the contract that a job ends in.
fn ends(document: &Document) -> impl Iterator<Item = &str> {
    let ends = document.at("/components/schemas/JobStatus/x-ends");
    let ends = ends.and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    ends.iter().filter_map(Value::as_str)
}

/// The variant of `JobStatus` for a status of the contract.
fn status<'a>(lowered: &'a Lowered, word: &str) -> &'a str {
    let statuses = lowered.open_enums.iter().find(|each| each.name == "JobStatus");
    let value = statuses.and_then(|each| each.values.iter().find(|value| value.word == word));
    value.map_or("Unknown", |value| value.name.as_str())
}
