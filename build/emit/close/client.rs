//! The generated `Client`: its own constructors, connections and hooks go, and
//! a client of ours is inside. Types can be had
//! without it (feature `client`).

use syn::{Attribute, File, ImplItem, Item, ItemImpl, parse_quote};

/// Marks what only who makes calls has.
pub fn with_client(attributes: &mut Vec<Attribute>) {
    attributes.push(parse_quote!(#[cfg(feature = "client")]));
}

/// A raw client comes from `flatfile_jobs::Client::api` alone.
pub fn replace(file: &mut File) {
    file.items.retain_mut(|item| match item {
        Item::Use(_) | Item::Const(_) => false,
        Item::Mod(module) if module.ident == "prelude" => false,
        Item::Mod(module) if module.ident == "builder" => {
            with_client(&mut module.attrs);
            let items = module.content.as_mut().map(|(_, items)| items);
            if let Some(items) = items {
                items.retain(|item| !matches!(item, Item::Use(_)));
                items.insert(
                    0,
                    parse_quote!(
                        use super::types;
                    ),
                );
                items.insert(
                    1,
                    parse_quote!(
                        use crate::call::encode_path;
                    ),
                );
            }
            true
        }
        Item::Struct(found) if found.ident == "Client" => {
            with_client(&mut found.attrs);
            found.fields = syn::Fields::Named(parse_quote!({
                pub(crate) inner: crate::client::Client
            }));
            true
        }
        Item::Impl(block) => keeps(block),
        _ => true,
    });
}

/// Whether an implementation makes calls: those that construct a client or
/// describe one to the generator's hooks are not needed.
fn keeps(block: &mut ItemImpl) -> bool {
    if block.trait_.is_some() {
        return false;
    }
    block
        .items
        .retain(|item| matches!(item, ImplItem::Fn(function) if function.sig.receiver().is_some()));
    with_client(&mut block.attrs);
    !block.items.is_empty()
}
