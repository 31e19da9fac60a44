//! Open enums, tagged unions and ids, as calls of the macros in `src/api`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::File;

use crate::codegen::emit::docs::docs;
use crate::codegen::lower::{Id, Lowered, OpenEnum, TaggedUnion};

/// Adds them to the `types` module of the generated file.
pub fn add(file: &mut File, lowered: &Lowered) -> syn::Result<()> {
    let Some(items) = super::rust::types_module(file) else {
        return Ok(());
    };
    let enums = lowered.open_enums.iter().map(open_enum);
    let unions = lowered.unions.iter().map(tagged_union);
    let ids = lowered.ids.iter().map(id);
    let configs = lowered.configs.iter().map(|name| config(name));
    let added: File = syn::parse2(quote!(#(#enums)* #(#unions)* #(#ids)* #(#configs)*))?;
    items.extend(added.items);
    Ok(())
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

fn open_enum(open: &OpenEnum) -> TokenStream {
    let OpenEnum { name, description, values, aliases } = open;
    let (name, description) = (ident(name), docs(description));
    let variants = values.iter().map(|value| ident(&value.name));
    let values = values.iter().map(|value| &value.word);
    let other = aliases.iter().map(|alias| &alias.word);
    let meant = aliases.iter().map(|alias| ident(&alias.name));
    quote! {
        crate::api::open_enum! {
            #[doc = #description]
            #name { #(#variants = #values),* } also { #(#other = #meant),* }
        }
    }
}

fn tagged_union(union: &TaggedUnion) -> TokenStream {
    let TaggedUnion { name, description, tag, variants } = union;
    let (name, description) = (ident(name), docs(description));
    let names = variants.iter().map(|each| ident(&each.name));
    let values = variants.iter().map(|each| &each.value);
    let components = variants.iter().map(|each| ident(&each.component));
    // A union that holds itself has a size only if something points to it.
    let held = variants.iter().map(|each| {
        let component = ident(&each.component);
        match each.boxed {
            true => quote!(::std::boxed::Box<#component>),
            false => quote!(#component),
        }
    });
    quote! {
        crate::api::tagged_union! {
            #[doc = #description]
            #name by #tag { #(#names(#held: #components) = #values),* }
        }
    }
}

fn id(id: &Id) -> TokenStream {
    let Id { name, description } = id;
    let (name, description) = (ident(name), docs(description));
    quote! {
        crate::api::id! {
            #[doc = #description]
            #name
        }
    }
}

/// A known config goes where any JSON value goes.
fn config(name: &str) -> TokenStream {
    let name = ident(name);
    quote! {
        impl ::std::convert::From<#name> for ::serde_json::Value {
            fn from(config: #name) -> Self {
                ::serde_json::to_value(config).unwrap_or_default()
            }
        }
    }
}
