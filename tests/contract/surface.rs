//! What the contract makes of the Rust API, one line for each type, member,
//! variant and operation, in a committed file: a change of the contract shows
//! there in review, although nobody reads generated code.
//!
//! `UPDATE_GOLDEN=1 cargo test --test contract surface` writes the file anew.

use quote::ToTokens;
use syn::{Fields, Item, ItemEnum, ItemStruct};

use crate::codegen::document::Document;
use crate::codegen::emit::names::{function, variant};
use crate::codegen::lower::{Lowered, lower};
use crate::codegen::walk::operations;
use crate::support::golden::assert_golden;

#[test]
fn the_committed_surface_is_the_contracts() {
    let surface = surface(include_str!("../../openapi/flatfile-jobs.yaml"));
    assert_golden("openapi/surface.txt", &surface);
}

/// The surface of a contract.
pub fn surface(text: &str) -> String {
    let document = Document::parse("contract.yaml", text).expect("it is YAML");
    let generated = crate::codegen::compile("contract.yaml", text).expect("it passes");
    let mut lines = Vec::new();
    types(&generated.source, &mut lines);
    own_types(&lower(document.root()), &mut lines);
    methods(&document, &mut lines);
    lines.sort();
    lines.dedup();
    lines.join("\n") + "\n"
}

fn types(source: &str, lines: &mut Vec<String>) {
    let file = syn::parse_file(source).expect("it is Rust");
    let types = file.items.into_iter().find_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => module.content,
        _ => None,
    });
    for item in types.expect("there are types").1 {
        match item {
            Item::Struct(item) => structure(&item, lines),
            Item::Enum(item) => enumeration(&item, lines),
            _ => {}
        }
    }
}

fn structure(item: &ItemStruct, lines: &mut Vec<String>) {
    let name = &item.ident;
    match &item.fields {
        Fields::Named(fields) => {
            lines.push(format!("type {name}"));
            for field in &fields.named {
                let member = field.ident.as_ref().expect("it has a name");
                lines.push(format!("type {name}.{member}: {}", short(&field.ty)));
            }
        }
        fields => {
            let inner: Vec<String> = fields.iter().map(|field| short(&field.ty)).collect();
            lines.push(format!("type {name}({})", inner.join(", ")));
        }
    }
}

fn enumeration(item: &ItemEnum, lines: &mut Vec<String>) {
    for case in &item.variants {
        let inner: Vec<String> = case.fields.iter().map(|field| short(&field.ty)).collect();
        lines.push(format!("enum {}::{}({})", item.ident, case.ident, inner.join(", ")));
    }
}

/// A type without the paths that only generated code needs.
fn short(kind: &syn::Type) -> String {
    let mut text = kind.to_token_stream().to_string().replace(' ', "");
    for path in [
        "::std::option::",
        "::std::string::",
        "::std::vec::",
        "::std::collections::",
        "::serde_json::",
        "::chrono::offset::",
        "::chrono::",
        "crate::api::types::",
    ] {
        text = text.replace(path, "");
    }
    text.replace(",>", ">")
}

fn own_types(lowered: &Lowered, lines: &mut Vec<String>) {
    for open in &lowered.open_enums {
        for value in &open.values {
            lines.push(format!("open enum {}::{} = {value:?}", open.name, variant(value)));
        }
        for (alias, value) in &open.aliases {
            lines.push(format!("open enum {}::{} also {alias:?}", open.name, variant(value)));
        }
    }
    for union in &lowered.unions {
        for case in &union.variants {
            let (name, tag) = (variant(&case.value), &union.tag);
            lines.push(format!(
                "union {}::{name}({}) by {tag} = {:?}",
                union.name, case.component, case.value
            ));
        }
    }
    lines.extend(lowered.ids.iter().map(|id| format!("id {}", id.name)));
}

fn methods(document: &Document, lines: &mut Vec<String>) {
    for operation in operations(document) {
        let name = function(operation.text("operationId").unwrap_or_default());
        let text = |key| operation.text(key).unwrap_or("-").to_owned();
        lines.push(format!(
            "operation {name}: {} {}, retry {}, settles to {}{}",
            operation.method.to_uppercase(),
            operation.path,
            text("x-retry"),
            text("x-settles-to"),
            if operation.value["x-reopens"] == true { ", may reopen" } else { "" },
        ));
        for (_, parameter) in operation.parameters(document) {
            let text = |key: &str| parameter[key].as_str().unwrap_or_default();
            let required = if parameter["required"] == true { "required" } else { "optional" };
            lines.push(format!("operation {name}({}) in {}, {required}", text("name"), text("in")));
        }
        if let Some(body) = operation.value.get("requestBody") {
            let schema = &body["content"]["application/json"]["schema"]["$ref"];
            let component =
                schema.as_str().and_then(|target| target.rsplit('/').next()).unwrap_or("-");
            let required = if body["required"] == true { "required" } else { "optional" };
            lines.push(format!("operation {name} body {component}, {required}"));
        }
    }
}
