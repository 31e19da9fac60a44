//! The setters of an operation's arguments: what does not fit says why, and
//! what was not set says so in words.

use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Expr, ExprMethodCall, GenericParam, ImplItem, ImplItemFn, ItemImpl, LitStr, Type,
    TypeParamBound, WherePredicate, parse_quote,
};

use crate::codegen::emit::rust::{last_name, same};

/// Rewrites the constructor and the setters of a builder.
pub fn rewrite(block: &mut ItemImpl, defaults: &[String]) {
    let without = without_default(block, defaults);
    for item in &mut block.items {
        let ImplItem::Fn(function) = item else { continue };
        let name = function.sig.ident.to_string();
        if name == "new" {
            Start { without: &without }.visit_block_mut(&mut function.block);
        } else if converts(function) {
            let argument = name.trim_start_matches("r#").to_owned();
            Reason { argument }.visit_block_mut(&mut function.block);
        }
    }
}

/// Arguments that the generator starts with a default which their type, its
/// builder gone, does not have.
fn without_default(block: &ItemImpl, defaults: &[String]) -> Vec<String> {
    let functions = block.items.iter().filter_map(|item| match item {
        ImplItem::Fn(function) => Some(function),
        _ => None,
    });
    functions
        .filter(|function| {
            let target = target(function).and_then(|kind| last_name(&kind));
            target.is_some_and(|kind| !defaults.contains(&kind))
        })
        .map(|function| function.sig.ident.to_string())
        .collect()
}

/// `T` where a function takes a `V: TryInto<T>`.
fn target(function: &ImplItemFn) -> Option<Type> {
    let clause = function.sig.generics.where_clause.as_ref()?;
    clause.predicates.iter().find_map(|predicate| {
        let WherePredicate::Type(bounded) = predicate else { return None };
        bounded.bounds.iter().find_map(|bound| match bound {
            TypeParamBound::Trait(bound) => {
                let last = bound.path.segments.last().filter(|last| last.ident == "TryInto")?;
                let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
                    return None;
                };
                match arguments.args.first()? {
                    syn::GenericArgument::Type(kind) => Some(kind.clone()),
                    _ => None,
                }
            }
            _ => None,
        })
    })
}

/// Whether a function converts its argument; it then shows why one does not
/// fit.
fn converts(function: &mut ImplItemFn) -> bool {
    let Some(kind) = target(function) else { return false };
    let Some(GenericParam::Type(parameter)) = function.sig.generics.params.first() else {
        return false;
    };
    let parameter = parameter.ident.clone();
    let clause = function.sig.generics.make_where_clause();
    if clause.predicates.len() == 1 {
        clause.predicates.push(parse_quote! {
            <#parameter as std::convert::TryInto<#kind>>::Error: std::fmt::Display
        });
    }
    true
}

/// `map_err(…)` gets the reason itself.
struct Reason {
    argument: String,
}

impl VisitMut for Reason {
    fn visit_expr_method_call_mut(&mut self, call: &mut ExprMethodCall) {
        if call.method == "map_err" {
            let text = LitStr::new(&format!("`{}`: {{}}", self.argument), call.method.span());
            call.args = parse_quote!(|error| format!(#text, error));
        }
        visit_mut::visit_expr_method_call_mut(self, call);
    }
}

/// What an argument is before it was set.
struct Start<'a> {
    without: &'a [String],
}

impl VisitMut for Start<'_> {
    fn visit_field_value_mut(&mut self, field: &mut syn::FieldValue) {
        let syn::Member::Named(name) = &field.member else { return };
        let defaulted: Expr = parse_quote!(Ok(::std::default::Default::default()));
        let missing = field.expr.to_token_stream().to_string().contains("was not initialized");
        let name = name.to_string();
        if missing || (self.without.contains(&name) && same(&field.expr, &defaulted)) {
            // `call::set` says it in words; nothing is written down until then.
            field.expr = parse_quote!(Err(String::new()));
        }
    }
}
