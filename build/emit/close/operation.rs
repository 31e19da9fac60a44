//! One operation: what its `send` becomes.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{
    Expr, FnArg, Ident, ImplItem, ImplItemFn, Item, ItemImpl, ItemStruct, Pat, ReturnType, Stmt,
    Type, parse_quote,
};

use super::headers::Header;
use super::setters;
use super::tail::{Sent, path_of};
use crate::codegen::check::ends::JOB_STATUS;
use crate::codegen::emit::rust::{argument_of, last_name, same};
use crate::codegen::walk::Success;

/// The type of every path parameter, as `lower` named it.
const PATH_ID: &str = "PathId";

/// What the contract says of an operation, as far as the generated code does
/// not.
pub struct Said<'a> {
    /// What its success brings.
    pub brings: Success<'a>,
    /// The parameters of its query whose values stand in one, by their words.
    pub joined: Vec<&'a str>,
}

/// Closes the `send` of the builder `name`, and returns its response's type,
/// where that is one of the contract.
pub fn close(
    items: &mut Vec<Item>,
    (function, name): (&str, &str),
    said: &Said<'_>,
    defaults: &[String],
    structs: &[ItemStruct],
) -> Result<Option<Type>, String> {
    let job = items.iter().find_map(|item| match item {
        Item::Struct(found) if found.ident == name => Some(path_parameter(found)),
        _ => None,
    });
    let block = items.iter_mut().find_map(|item| match item {
        Item::Impl(block) if is_of(block, name) => Some(block),
        _ => None,
    });
    let block = block.ok_or("its builder does nothing")?;
    setters::rewrite(block, defaults);
    let at = block
        .items
        .iter()
        .position(|item| matches!(item, ImplItem::Fn(found) if found.sig.ident == "send"));
    let Some(ImplItem::Fn(send)) = at.map(|at| block.items.remove(at)) else {
        return Err("there is no `send`".to_owned());
    };
    let generated = response(&send).ok_or("its response has another type")?;
    let json = matches!(said.brings, Success::Json(_));
    let sent = Sent::read(&send.block, function, !json)?;
    let response = match said.brings {
        Success::Json(_) => generated,
        Success::Bytes(_) => parse_quote!(::bytes::Bytes),
        Success::Nothing => parse_quote!(()),
    };
    let docs = &send.attrs;
    let call: ImplItem = parse_quote! {
        #(#docs)*
        ///
        /// # Errors
        ///
        /// As with the handles: see [`Error`](crate::Error).
        pub async fn send(self) -> Result<crate::call::Response<#response>, crate::error::Error> {
            let client = self.client;
            crate::client::bridge::send(&client.inner, self).await
        }
    };
    block.items.push(call);
    let status = body(items, name).and_then(|body| status_of(structs, &body));
    let prepare = prepare(name, &response, &sent, said, job.flatten(), status)?;
    items.push(syn::parse2(prepare).map_err(|error| error.to_string())?);
    Ok(json.then_some(response))
}

/// The conversion into a request of ours.
fn prepare(
    name: &str,
    response: &Type,
    sent: &Sent,
    said: &Said<'_>,
    job: Option<Ident>,
    status: Option<Ident>,
) -> Result<TokenStream, String> {
    let name = format_ident!("{name}");
    let leading = leading(&sent.leading)?;
    let path = path_of(sent);
    let query =
        sent.query.iter().map(|(name, value)| match said.joined.contains(&name.value().as_str()) {
            true => quote!(request.joined(#name, &#value)?;),
            false => quote!(request.query(#name, &#value)?;),
        });
    let (reads, accept) = match said.brings {
        Success::Json(_) => (quote!(Json<#response>), None),
        Success::Bytes(media) => (quote!(AsBytes), Some(quote!(request.accept(#media)?;))),
        Success::Nothing => (quote!(Done), None),
    };
    let headers = sent.headers.iter().map(Header::closed);
    let body = sent.json.iter().map(|body| quote!(request.json(&#body)?;));
    let status = match (&job, &sent.json, status) {
        (Some(_), Some(body), Some(status)) => quote!(request.sets(#body.#status.as_ref());),
        _ => quote!(),
    };
    let about = job.map(|job| quote!(request.about(#job);));
    Ok(quote! {
        impl crate::client::bridge::Prepare for #name<'_> {
            type Reads = crate::client::bridge::#reads;

            fn operation() -> &'static crate::api::Operation {
                super::OperationId::#name.operation()
            }

            fn prepare(self) -> Result<crate::call::Request, String> {
                #(#leading)*
                let mut request = crate::call::Request::new(Self::operation(), #path);
                #(#query)*
                #accept
                #(#headers)*
                #(#body)*
                #status
                #about
                Ok(request)
            }
        }
    })
}

/// The statements before the tail: the client is not needed there, and an
/// argument that does not fit is a text.
fn leading(statements: &[Stmt]) -> Result<Vec<Stmt>, String> {
    let mut statements = statements.to_vec();
    for statement in &mut statements {
        let Stmt::Local(local) = statement else {
            return Err("something stands among its arguments".to_owned());
        };
        if let Pat::Struct(pieces) = &mut local.pat {
            for field in &mut pieces.fields {
                if matches!(&field.member, syn::Member::Named(name) if name == "client") {
                    field.colon_token = Some(Default::default());
                    *field.pat = parse_quote!(_);
                }
            }
            continue;
        }
        let name = match &local.pat {
            Pat::Ident(bound) => bound.ident.to_string(),
            _ => return Err("an argument has no name".to_owned()),
        };
        let Some(init) = &mut local.init else { continue };
        if let Expr::Try(tried) = &mut *init.expr
            && let Expr::MethodCall(call) = &*tried.expr
            && call.method == "map_err"
            && call.args.first().is_some_and(is_invalid_request)
        {
            let (name, argument) = (name.trim_start_matches("r#"), &call.receiver);
            tried.expr = parse_quote!(crate::call::set(#name, #argument));
        } else {
            return Err("an argument is checked in another way".to_owned());
        }
    }
    Ok(statements)
}

fn is_invalid_request(argument: &Expr) -> bool {
    let expected: Expr = parse_quote!(Error::InvalidRequest);
    same(argument, &expected)
}

/// `T` of `Result<ResponseValue<T>, _>`.
fn response(send: &ImplItemFn) -> Option<Type> {
    let taken: Vec<_> = send.sig.inputs.iter().collect();
    let ([FnArg::Receiver(_)], ReturnType::Type(_, kind)) = (&taken[..], &send.sig.output) else {
        return None;
    };
    let value = argument_of(kind, "Result")?;
    argument_of(value, "ResponseValue").cloned()
}

/// The first path parameter: the job that the operation is about.
fn path_parameter(builder: &ItemStruct) -> Option<Ident> {
    builder.fields.iter().find_map(|field| {
        let kind = argument_of(&field.ty, "Result")?;
        (last_name(kind)? == PATH_ID).then(|| field.ident.clone())?
    })
}

/// The type of the body that an operation's builder holds.
fn body(items: &[Item], name: &str) -> Option<String> {
    let builder = items.iter().find_map(|item| match item {
        Item::Struct(found) if found.ident == name => Some(found),
        _ => None,
    })?;
    let body = builder
        .fields
        .iter()
        .find(|field| field.ident.as_ref().is_some_and(|found| found == "body"))?;
    last_name(argument_of(&body.ty, "Result")?)
}

/// The member of a body that sets the job's status.
fn status_of(structs: &[ItemStruct], body: &str) -> Option<Ident> {
    let body = structs.iter().find(|found| found.ident == body)?;
    body.fields.iter().find_map(|field| {
        let kind = argument_of(&field.ty, "Option").and_then(last_name)?;
        (kind == JOB_STATUS).then(|| field.ident.clone())?
    })
}

fn is_of(block: &ItemImpl, name: &str) -> bool {
    block.trait_.is_none() && last_name(&block.self_ty).is_some_and(|found| found == name)
}
