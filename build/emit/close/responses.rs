//! What the crate has to know of each type that a response has.

use quote::quote;
use syn::{File, Ident, Item, ItemStruct, Type, parse_quote};

use crate::codegen::check::ends::{JOB_ID, Names};
use crate::codegen::emit::rust::{last_name, same, types_module, wire_name};

/// The types of the `types` module that have a default.
pub fn with_default(file: &mut File) -> Vec<String> {
    let items = types_module(file).map(|items| &*items);
    items.into_iter().flatten().filter_map(default_of).collect()
}

fn default_of(item: &Item) -> Option<String> {
    match item {
        Item::Struct(found) => {
            let derive: syn::Attribute = parse_quote!(#[derive(Default)]);
            let derives = found.attrs.iter().any(|attribute| same(attribute, &derive));
            derives.then(|| found.ident.to_string())
        }
        Item::Impl(block) => {
            let (path, _) = block.trait_.as_ref()?;
            (path.segments.last()?.ident == "Default").then(|| last_name(&block.self_ty))?
        }
        _ => None,
    }
}

/// Says of each response which job it is about, and what stands for it where
/// there is none.
pub fn describe(
    file: &mut File,
    responses: &[Type],
    defaults: &[String],
    structs: &[ItemStruct],
    names: &Names,
) {
    let mut done: Vec<&Type> = Vec::new();
    let mut added: Vec<Item> = Vec::new();
    for response in responses {
        if done.iter().any(|known| same(*known, response)) {
            continue;
        }
        done.push(response);
        let name = last_name(response).unwrap_or_default();
        let about = names_a_job(structs, &name, names).map(|(job, id)| {
            quote! {
                fn job(&self) -> Option<&str> {
                    Some(self.#job.#id.as_str())
                }
            }
        });
        let absent = defaults.contains(&name).then(|| {
            quote! {
                fn absent() -> Option<Self> {
                    Some(::std::default::Default::default())
                }
            }
        });
        added.push(parse_quote! {
            #[cfg(feature = "client")]
            impl crate::client::bridge::Body for #response { #about #absent }
        });
    }
    file.items.extend(added);
}

/// The required member of a response that is a job, and the required id in it.
fn names_a_job(structs: &[ItemStruct], response: &str, names: &Names) -> Option<(Ident, Ident)> {
    let member = |owner: &str, name: &str| {
        let owner = structs.iter().find(|found| found.ident == owner)?;
        let field = owner.fields.iter().find(|field| wire_name(field) == name)?;
        Some((field.ident.clone()?, last_name(&field.ty)?))
    };
    let (job, kind) = member(response, &names.job)?;
    let (id, kind) = member(&kind, &names.id)?;
    (kind == JOB_ID).then_some((job, id))
}
