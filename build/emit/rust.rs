//! Small questions about Rust that was generated.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Field, File, GenericArgument, Item, ItemStruct, LitStr, PathArguments, Type};

/// The structs of the `types` module.
pub fn structs(file: &mut File) -> Vec<ItemStruct> {
    let items = types_module(file).map(|items| &*items);
    let structs = items.into_iter().flatten().filter_map(|item| match item {
        Item::Struct(found) => Some(found.clone()),
        _ => None,
    });
    structs.collect()
}

/// The last name of a type's path.
pub fn last_name(kind: &Type) -> Option<String> {
    let Type::Path(path) = kind else { return None };
    path.path.segments.last().map(|last| last.ident.to_string())
}

/// Two pieces of Rust are the same, token by token.
pub fn same(one: &impl ToTokens, other: &impl ToTokens) -> bool {
    text(one) == text(other)
}

pub fn text(tokens: &impl ToTokens) -> String {
    TokenStream::to_string(&tokens.to_token_stream())
}

/// The first argument of a generic type of this name.
pub fn argument_of<'t>(kind: &'t Type, name: &str) -> Option<&'t Type> {
    let Type::Path(path) = kind else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    })
}

/// The items of the generated `types` module.
pub fn types_module(file: &mut File) -> Option<&mut Vec<Item>> {
    file.items.iter_mut().find_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => {
            module.content.as_mut().map(|(_, items)| items)
        }
        _ => None,
    })
}

/// The name of a member in JSON.
pub fn wire_name(field: &Field) -> String {
    let mut renamed = None;
    for attribute in field.attrs.iter().filter(|each| each.path().is_ident("serde")) {
        // Other forms of the attribute stop the parser, and say nothing of names.
        let _ = attribute.parse_nested_meta(|meta| {
            if let Ok(value) = meta.value() {
                let value: LitStr = value.parse()?;
                if meta.path.is_ident("rename") {
                    renamed = Some(value.value());
                }
            }
            Ok(())
        });
    }
    let name = field.ident.as_ref().map(ToString::to_string).unwrap_or_default();
    renamed.unwrap_or_else(|| name.trim_start_matches("r#").to_owned())
}
