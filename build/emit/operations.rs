//! The operations table: what the retry layer, the spans and the sandbox's
//! routes read.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use serde_json::Value;
use syn::File;

use crate::codegen::check::constant;
use crate::codegen::document::Document;
use crate::codegen::emit::names::{function, variant};
use crate::codegen::walk::{OperationAt, operations};

/// Adds the table to the generated file.
pub fn add(file: &mut File, document: &Document) -> syn::Result<()> {
    let names = super::glance::names_of(document);
    let table = table(document);
    let added: File = syn::parse2(quote!(#table #names))?;
    file.items.extend(added.items);
    Ok(())
}

fn table(document: &Document) -> TokenStream {
    let operations = operations(document);
    let ids: Vec<Ident> = operations.iter().map(|each| ident(&variant(id(each)))).collect();
    let summaries = operations.iter().map(|each| each.text("summary").unwrap_or_default());
    let entries = operations.iter().map(|operation| entry(document, operation));
    quote! {
        /// Each operation of the contract, by name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum OperationId {
            #(#[doc = #summaries] #ids),*
        }

        /// The operations of the contract, in its order.
        pub static OPERATIONS: &[crate::api::Operation] = &[ #(#entries),* ];
    }
}

fn id<'a>(operation: &'a OperationAt<'_>) -> &'a str {
    operation.text("operationId").unwrap_or_default()
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

fn entry(document: &Document, operation: &OperationAt<'_>) -> TokenStream {
    let name = id(operation);
    let id = ident(&variant(name));
    let function = function(name);
    let method = operation.method.to_uppercase();
    let path = &operation.path;
    let summary = operation.text("summary").unwrap_or_default();
    let retry = ident(&variant(operation.text("x-retry").unwrap_or_default()));
    let settles_to = match operation.text("x-settles-to").map(variant) {
        Some(status) => {
            let status = ident(&status);
            quote!(Some(crate::api::types::JobStatus::#status))
        }
        None => quote!(None),
    };
    let reopens = operation.value.get("x-reopens") == Some(&Value::Bool(true));
    let body = match operation.value.get("requestBody") {
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
