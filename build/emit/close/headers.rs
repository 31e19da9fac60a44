//! The headers that are arguments of an operation, as the generator writes
//! them into the tail of a `send`.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Expr, Ident, LitStr, Stmt, parse2};

/// A header with the argument that is its value.
pub struct Header {
    name: LitStr,
    argument: Ident,
    required: bool,
}

/// The headers among some statements; what is no header of this form stays to
/// be compared with what is known.
pub fn read(statements: &[Stmt]) -> Vec<Header> {
    statements.iter().filter_map(header).collect()
}

fn header(statement: &Stmt) -> Option<Header> {
    let Stmt::Expr(expression, _) = statement else { return None };
    match expression {
        Expr::If(optional) => {
            let Expr::Let(found) = &*optional.cond else { return None };
            let argument = parse2(found.expr.to_token_stream()).ok()?;
            let [Stmt::Expr(append, _)] = &optional.then_branch.stmts[..] else { return None };
            Some(Header { name: name(append)?, argument, required: false })
        }
        append => {
            let Expr::MethodCall(call) = append else { return None };
            let value = call.args.iter().nth(1)?;
            Some(Header { name: name(append)?, argument: first(value)?, required: true })
        }
    }
}

/// The name in `header_map.append("name", …)`.
fn name(append: &Expr) -> Option<LitStr> {
    let Expr::MethodCall(call) = append else { return None };
    parse2(call.args.first().filter(|_| call.method == "append")?.to_token_stream()).ok()
}

/// `argument` of `argument.to_string().try_into()?`.
fn first(value: &Expr) -> Option<Ident> {
    match value {
        Expr::Try(tried) => first(&tried.expr),
        Expr::MethodCall(call) => first(&call.receiver),
        Expr::Path(path) => path.path.get_ident().cloned(),
        _ => None,
    }
}

impl Header {
    /// What the generator writes.
    pub fn known(&self) -> TokenStream {
        let Self { name, argument, required } = self;
        match required {
            true => quote!(header_map.append(#name, #argument.to_string().try_into()?);),
            false => quote! {
                if let Some(value) = #argument {
                    header_map.append(#name, value.to_string().try_into()?);
                }
            },
        }
    }

    /// What is written in its place.
    pub fn closed(&self) -> TokenStream {
        let Self { name, argument, required } = self;
        match required {
            true => quote!(request.header(#name, &#argument)?;),
            false => quote! {
                if let Some(value) = #argument {
                    request.header(#name, &value)?;
                }
            },
        }
    }
}
