//! The generated builders ask for the map of unknown members, which nobody has
//! at hand; here it starts out empty.

use syn::{Expr, File, ImplItem, Item, Member, Stmt, parse_quote};

use super::setters::EXTRA;

/// Gives `extra` a default in each builder of the `types` module.
pub fn complete(file: &mut File) {
    let Some(items) = super::types_module(file) else { return };
    let builders = items.iter_mut().find_map(|item| match item {
        Item::Mod(module) if module.ident == "builder" => module.content.as_mut(),
        _ => None,
    });
    for item in builders.into_iter().flat_map(|(_, items)| items) {
        let Item::Impl(block) = item else { continue };
        for member in &mut block.items {
            if let ImplItem::Fn(function) = member
                && function.sig.ident == "default"
                && let Some(Stmt::Expr(Expr::Struct(made), None)) = function.block.stmts.last_mut()
            {
                for field in &mut made.fields {
                    if matches!(&field.member, Member::Named(name) if name == EXTRA) {
                        field.expr = parse_quote!(Ok(::std::default::Default::default()));
                    }
                }
            }
        }
    }
}
