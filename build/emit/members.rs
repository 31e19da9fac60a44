//! How the fields of the generated types read and write: optional members are
//! set aside where they do not fit, whole numbers are read in any spelling,
//! and dates by the crate's own rule. The functions are in `src/api/read` and
//! `src/api/date.rs`.

use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Attribute, Field, File, Item, Meta, Token, Type, parse_quote};

use super::setters::{EXTRA, optional};

/// Puts an attribute on each field of the `types` module that needs one.
pub fn read(file: &mut File) {
    let Some(items) = super::rust::types_module(file) else { return };
    for item in items {
        let Item::Struct(found) = item else { continue };
        // What is set aside is kept among the unknown members.
        let keeps = found.fields.iter().any(is_extra);
        for field in &mut found.fields {
            if is_extra(field) {
                field
                    .attrs
                    .push(parse_quote!(#[serde(deserialize_with = "crate::api::read::extra")]));
            } else if let Some(attribute) = attribute(&field.ty, keeps) {
                field.attrs.iter_mut().for_each(without_reader);
                field.attrs.push(attribute);
            }
        }
    }
}

/// The generator reads a required member that may be null in a way of its own.
fn without_reader(attribute: &mut Attribute) {
    if !attribute.path().is_ident("serde") {
        return;
    }
    // An attribute of another form names no reader.
    let parts = attribute.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
    if let Ok(parts) = parts {
        let others = parts.iter().filter(|part| !part.path().is_ident("deserialize_with"));
        *attribute = parse_quote!(#[serde(#(#others),*)]);
    }
}

fn is_extra(field: &Field) -> bool {
    field.ident.as_ref().is_some_and(|name| name == EXTRA)
}

/// A reader of one's own loses `serde`'s rule that an absent `Option` is none,
/// so `default` goes with it.
fn attribute(kind: &Type, keeps: bool) -> Option<Attribute> {
    let inner = optional(kind).filter(|_| keeps);
    Some(match (of(inner.unwrap_or(kind)), inner) {
        (Kind::Whole, None) => parse_quote!(#[serde(deserialize_with = "crate::api::read::whole")]),
        (Kind::Whole, Some(_)) => parse_quote! {
            #[serde(default, deserialize_with = "crate::api::read::optional_whole")]
        },
        (Kind::Date, None) => parse_quote! {
            #[serde(
                deserialize_with = "crate::api::date::read",
                serialize_with = "crate::api::date::write"
            )]
        },
        (Kind::Date, Some(_)) => parse_quote! {
            #[serde(
                default,
                deserialize_with = "crate::api::date::read_optional",
                serialize_with = "crate::api::date::write_optional"
            )]
        },
        (Kind::Other, None) => return None,
        (Kind::Other, Some(_)) => parse_quote! {
            #[serde(default, deserialize_with = "crate::api::read::optional")]
        },
    })
}

enum Kind {
    Whole,
    Date,
    Other,
}

fn of(kind: &Type) -> Kind {
    let name = kind.to_token_stream().to_string().replace(' ', "");
    match name.as_str() {
        "i64" => Kind::Whole,
        "::chrono::DateTime<::chrono::offset::Utc>" => Kind::Date,
        _ => Kind::Other,
    }
}
