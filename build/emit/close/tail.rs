//! What a generated `send` says, and the tail that it is known to have.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::punctuated::Punctuated;
use syn::{Block, Expr, ExprMethodCall, Ident, LitStr, Pat, Stmt, Token, parse_quote, parse2};

use super::headers::{self, Header};
use crate::codegen::emit::rust::{same, text};

/// A generated `send`, read.
pub struct Sent {
    /// Takes the builder to pieces, and checks each argument.
    pub leading: Vec<Stmt>,
    /// The path, parameters as `{}`.
    pub path: LitStr,
    /// What stands for each of them.
    pub parameters: Vec<Expr>,
    /// The name and the argument of each query parameter.
    pub query: Vec<(LitStr, Expr)>,
    /// The headers that are arguments.
    pub headers: Vec<Header>,
    /// The argument that is sent as JSON.
    pub json: Option<Expr>,
    /// Its success brings no JSON.
    pub empty: bool,
}

impl Sent {
    /// Reads a `send`, or says how it differs from what is known.
    pub fn read(block: &Block, function: &str, empty: bool) -> Result<Self, String> {
        let at = block.stmts.iter().position(|statement| binds(statement, "url"));
        let at = at.ok_or("it has no `url`")?;
        let (leading, tail) = block.stmts.split_at(at);
        let url = initial(&tail[0]).ok_or("its `url` has no value")?;
        let chain = tail.iter().find(|statement| binds(statement, "request"));
        let chain = chain.and_then(initial).ok_or("it has no `request`")?;
        let (path, parameters) = path(url)?;
        let headers = headers::read(tail);
        let leading = leading.to_vec();
        let query = Vec::new();
        let mut sent = Self { leading, path, parameters, query, headers, json: None, empty };
        let method = sent.read_chain(chain)?;
        let expected = sent.tail(&method, function);
        let differs = tail.iter().zip(&expected).find(|(found, known)| !same(*found, *known));
        match differs {
            Some((found, known)) => Err(difference(&text(found), &text(known))),
            None if tail.len() != expected.len() => Err("its tail has another length".to_owned()),
            None => Ok(sent),
        }
    }

    /// Reads the calls that make the request, and returns the HTTP method's.
    fn read_chain(&mut self, chain: &Expr) -> Result<Ident, String> {
        let Expr::Try(tried) = chain else { return Err("its request is not checked".to_owned()) };
        let mut next = &*tried.expr;
        while let Expr::MethodCall(ExprMethodCall { receiver, method, args, .. }) = next {
            match (method.to_string().as_str(), args.first()) {
                ("query", Some(argument)) => self.query.insert(0, query(argument)?),
                ("json", Some(Expr::Reference(body))) => self.json = Some((*body.expr).clone()),
                (_, Some(Expr::Path(path))) if path.path.is_ident("url") => {
                    return Ok(method.clone());
                }
                _ => {}
            }
            next = receiver;
        }
        Err("its request names no method".to_owned())
    }

    /// The tail that the generator writes for what was read.
    fn tail(&self, method: &Ident, function: &str) -> Vec<Stmt> {
        let Self { path, parameters, query, headers, json, empty, .. } = self;
        let size = headers.len() + 1;
        let headers = headers.iter().map(Header::known);
        let path = LitStr::new(&format!("{{}}{}", path.value()), path.span());
        let url = quote!(let url = format!(#path, client.baseurl, #(#parameters,)*););
        let json = json.iter().map(|body| quote!(.json(&#body)));
        let query = query.iter().map(
            |(name, value)| quote!(.query(&progenitor_client::QueryParam::new(#name, &#value))),
        );
        let (accept, decoded) = match empty {
            true => (quote!(), quote!(Ok(ResponseValue::empty(response)))),
            false => (
                quote!(.header(
                    ::reqwest::header::ACCEPT,
                    ::reqwest::header::HeaderValue::from_static("application/json",),
                )),
                quote!(ResponseValue::from_response(response).await),
            ),
        };
        let chain = quote! {
            client.client.#method(url) #accept
                #(#json)* #(#query)* .headers(header_map).build()?
        };
        let block: Block = parse_quote!({
            #url
            let mut header_map = ::reqwest::header::HeaderMap::with_capacity(#size);
            header_map.append(
                ::reqwest::header::HeaderName::from_static("api-version"),
                ::reqwest::header::HeaderValue::from_static(super::Client::api_version()),
            );
            #(#headers)*
            #[allow(unused_mut)]
            let mut request = #chain;
            let info = OperationInfo { operation_id: #function, };
            client.pre(&mut request, &info).await?;
            let result = client.exec(request, &info).await;
            client.post(&result, &info).await?;
            let response = result?;
            match response.status().as_u16() {
                200..=299 => { #decoded }
                _ => Err(Error::UnexpectedResponse(response)),
            }
        });
        block.stmts
    }
}

/// Where two statements begin to differ, and a few words of each.
fn difference(found: &str, known: &str) -> String {
    let alike = found.chars().zip(known.chars()).take_while(|(one, other)| one == other).count();
    let excerpt =
        |text: &str| text.chars().skip(alike.saturating_sub(30)).take(80).collect::<String>();
    format!("its tail has `…{}…` where this build knows `…{}…`", excerpt(found), excerpt(known))
}

fn binds(statement: &Stmt, name: &str) -> bool {
    matches!(statement, Stmt::Local(local)
        if matches!(&local.pat, Pat::Ident(bound) if bound.ident == name))
}

fn initial(statement: &Stmt) -> Option<&Expr> {
    match statement {
        Stmt::Local(local) => local.init.as_ref().map(|init| &*init.expr),
        _ => None,
    }
}

/// The path in `format!("{}/jobs/{}", client.baseurl, …)`, and its parameters.
fn path(url: &Expr) -> Result<(LitStr, Vec<Expr>), String> {
    let unknown = || "its `url` is made in another way".to_owned();
    let Expr::Macro(format) = url else { return Err(unknown()) };
    let arguments: Arguments = parse2(format.mac.tokens.clone()).map_err(|_| unknown())?;
    let mut arguments = arguments.0.into_iter();
    let (Some(Expr::Lit(text)), Some(_base)) = (arguments.next(), arguments.next()) else {
        return Err(unknown());
    };
    let text: LitStr = parse2(text.to_token_stream()).map_err(|_| unknown())?;
    let path = text.value().strip_prefix("{}").map(str::to_owned).ok_or_else(unknown)?;
    Ok((LitStr::new(&path, text.span()), arguments.collect()))
}

/// The name and the value in `&QueryParam::new("name", &value)`.
fn query(argument: &Expr) -> Result<(LitStr, Expr), String> {
    let unknown = || "a query parameter is made in another way".to_owned();
    let Expr::Reference(made) = argument else { return Err(unknown()) };
    let Expr::Call(call) = &*made.expr else { return Err(unknown()) };
    let mut arguments = call.args.iter();
    let (Some(name), Some(Expr::Reference(value))) = (arguments.next(), arguments.next()) else {
        return Err(unknown());
    };
    let name: LitStr = parse2(name.to_token_stream()).map_err(|_| unknown())?;
    Ok((name, (*value.expr).clone()))
}

/// The arguments of a macro that takes expressions.
struct Arguments(Punctuated<Expr, Token![,]>);

impl syn::parse::Parse for Arguments {
    fn parse(input: syn::parse::ParseStream<'_>) -> syn::Result<Self> {
        Punctuated::parse_terminated(input).map(Self)
    }
}

/// The path with its parameters in place.
pub fn path_of(sent: &Sent) -> TokenStream {
    let Sent { path, parameters, .. } = sent;
    match parameters.is_empty() {
        true => quote!(#path.to_owned()),
        false => {
            let parameters = parameters.iter().map(without_copy);
            quote!(crate::call::path(format_args!(#path, #(#parameters),*)))
        }
    }
}

/// `encode_path(&id.to_string())` without the copy in between.
fn without_copy(parameter: &Expr) -> TokenStream {
    let Expr::Call(call) = parameter else { return parameter.to_token_stream() };
    match call.args.first() {
        Some(Expr::Reference(text)) => match &*text.expr {
            Expr::MethodCall(copy) if copy.method == "to_string" => {
                let (function, value) = (&call.func, &copy.receiver);
                quote!(#function(&#value))
            }
            _ => parameter.to_token_stream(),
        },
        _ => parameter.to_token_stream(),
    }
}
