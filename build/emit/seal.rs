//! Closes the generated constructors: a raw client comes from
//! `flatfile_jobs::Client::api` alone, with the hooks inside.

use syn::{File, ImplItem, Item, parse_quote};

/// Removes `Client::new`, which makes a connection pool of its own with limits
/// of its own, and closes the constructor that takes one.
pub fn seal(file: &mut File) {
    for item in &mut file.items {
        let Item::Impl(block) = item else { continue };
        if block.trait_.is_some() {
            continue;
        }
        block
            .items
            .retain(|member| !matches!(member, ImplItem::Fn(found) if found.sig.ident == "new"));
        for member in &mut block.items {
            if let ImplItem::Fn(function) = member
                && function.sig.receiver().is_none()
            {
                function.vis = parse_quote!(pub(crate));
            }
        }
    }
}
