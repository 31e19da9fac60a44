//! `new` and `with_member` for every generated struct: the builders of the
//! generator refuse a `&str` and a nested value where a member is optional.
//!
//! The structs become `#[non_exhaustive]`, so that a new member of the
//! contract breaks nobody.

use super::rust::wire_name;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::{
    Attribute, Field, Fields, File, GenericArgument, Item, ItemStruct, PathArguments, Type,
    parse_quote,
};

pub use crate::codegen::names::reserved::EXTRA;

/// Adds the setters to the `types` module of the generated file.
pub fn add(file: &mut File) -> syn::Result<()> {
    let Some(items) = super::rust::types_module(file) else {
        return Ok(());
    };
    let has_default: Vec<String> = items.iter().filter_map(default_of).collect();
    let mut added = Vec::new();
    for item in items.iter_mut() {
        if let Item::Struct(found) = item
            && let Fields::Named(_) = found.fields
        {
            added.push(syn::parse2(setters(found))?);
            found.attrs.push(parse_quote!(#[non_exhaustive]));
            // The generator makes no default of a struct that keeps unknown members.
            if required(found).is_empty() && !has_default.contains(&found.ident.to_string()) {
                found.attrs.push(parse_quote!(#[derive(Default)]));
            }
        }
    }
    items.extend(added);
    Ok(())
}

/// The type that an `impl Default` is for.
fn default_of(item: &Item) -> Option<String> {
    let Item::Impl(block) = item else { return None };
    let (path, _) = block.trait_.as_ref()?;
    let Type::Path(kind) = &*block.self_ty else {
        return None;
    };
    (path.segments.last()?.ident == "Default")
        .then(|| kind.path.segments.last().map(|last| last.ident.to_string()))?
}

fn members(item: &ItemStruct) -> Vec<(&Ident, &Field)> {
    item.fields.iter().filter_map(|field| Some((field.ident.as_ref()?, field))).collect()
}

fn required(item: &ItemStruct) -> Vec<(&Ident, &Field)> {
    let mut members = members(item);
    members.retain(|(name, field)| *name != EXTRA && optional(&field.ty).is_none());
    members
}

fn setters(item: &ItemStruct) -> TokenStream {
    let name = &item.ident;
    let members = members(item);
    let required = required(item);
    let constructor = (!required.is_empty()).then(|| {
        let names: Vec<_> = required.iter().map(|(name, _)| name).collect();
        let types: Vec<_> = required.iter().map(|(_, field)| &field.ty).collect();
        let rest: Vec<_> =
            members.iter().map(|(name, _)| name).filter(|name| !names.contains(name)).collect();
        quote! {
            /// Only the required members; the others are absent.
            pub fn new(#(#names: impl Into<#types>),*) -> Self {
                Self {
                    #(#names: #names.into(),)*
                    #(#rest: Default::default(),)*
                }
            }
        }
    });
    let keeps = members.iter().any(|(name, _)| *name == EXTRA);
    let setters = members.iter().filter(|(name, _)| *name != EXTRA).map(|(name, field)| {
        let setter = format_ident!(
            "with_{}",
            name.to_string().trim_start_matches("r#").trim_end_matches('_')
        );
        let docs: Vec<&Attribute> =
            field.attrs.iter().filter(|attribute| attribute.path().is_ident("doc")).collect();
        let (kind, value) = match optional(&field.ty) {
            Some(inner) => (inner, quote!(Some(value.into()))),
            None => (&field.ty, quote!(value.into())),
        };
        // Otherwise it would be written twice, if it was read and did not fit.
        let aside = (keeps && optional(&field.ty).is_some()).then(|| {
            let wire = wire_name(field);
            quote!(self.extra.remove(#wire);)
        });
        quote! {
            #(#docs)*
            #[must_use]
            pub fn #setter(mut self, value: impl Into<#kind>) -> Self {
                #aside
                self.#name = #value;
                self
            }
        }
    });
    quote! {
        impl #name {
            #constructor
            #(#setters)*
        }
    }
}

/// `T` of an `Option<T>`.
pub fn optional(kind: &Type) -> Option<&Type> {
    let Type::Path(path) = kind else { return None };
    let last = path.path.segments.last()?;
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) if last.ident == "Option" => {
            arguments.args.first().and_then(|argument| match argument {
                GenericArgument::Type(inner) => Some(inner),
                _ => None,
            })
        }
        _ => None,
    }
}
