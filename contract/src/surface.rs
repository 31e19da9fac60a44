//! What the contract makes of the Rust API, one line for each type, member,
//! variant and operation: a change of the contract shows there in review,
//! although nobody reads generated code.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use serde_json::Value;
use syn::{Fields, File, Item, ItemEnum, ItemStruct};

use crate::codegen::document::{Document, join};
use crate::codegen::lower::Lowered;
use crate::codegen::problem::{Problem, one_line};
use crate::codegen::walk::{operations, resolve};
use crate::codegen::{Compiled, compile_and};

/// The lines of a surface, each with the pointer to what it comes from.
pub type Lines = BTreeMap<String, String>;

/// The surface of a contract.
///
/// # Errors
///
/// The problems of a contract that the build does not understand.
pub fn surface(file: &str, text: &str) -> Result<Lines, Vec<Problem>> {
    compile_and(file, text, |compiled| lines(&compiled))
}

fn lines(compiled: &Compiled) -> Lines {
    let mut lines = Surface { lowered: &compiled.lowered, lines: Lines::new() };
    lines.types(module(&compiled.tree, "types"));
    lines.own_types();
    let builders = module(&compiled.tree, "builder");
    lines.methods(&compiled.document, &responses(builders), &arguments(builders));
    lines.renames();
    lines.lines
}

/// The items of a module of the generated file.
fn module<'f>(file: &'f File, name: &str) -> &'f [Item] {
    let found = file.items.iter().find_map(|item| match item {
        Item::Mod(module) if module.ident == name => module.content.as_ref(),
        _ => None,
    });
    found.map_or(&[], |(_, items)| items)
}

/// A surface as it is committed.
#[must_use]
pub fn text(lines: &Lines) -> String {
    lines.keys().map(|line| format!("{line}\n")).collect()
}

/// Lines that only one of two texts has, marked as in a diff.
#[must_use]
pub fn difference(old: &str, new: &str) -> Vec<String> {
    let only = |one: &str, other: &str, mark: char| -> Vec<String> {
        let other: BTreeSet<&str> = other.lines().collect();
        one.lines()
            .filter(|line| !other.contains(line))
            .map(|line| format!("{mark} {line}"))
            .collect()
    };
    [only(old, new, '-'), only(new, old, '+')].concat()
}

struct Surface<'a> {
    lowered: &'a Lowered,
    lines: Lines,
}

impl Surface<'_> {
    fn add(&mut self, line: String, pointer: &str) {
        self.lines.insert(one_line(&line), pointer.to_owned());
    }

    fn origin(&self, name: &str) -> String {
        self.lowered.names.origins.get(name).cloned().unwrap_or_default()
    }

    fn types(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Struct(item) => self.structure(item),
                Item::Enum(item) => self.enumeration(item),
                _ => {}
            }
        }
    }

    fn structure(&mut self, item: &ItemStruct) {
        let name = item.ident.to_string();
        let origin = self.origin(&name);
        match &item.fields {
            Fields::Named(fields) => {
                self.add(format!("type {name}"), &origin);
                for field in &fields.named {
                    let Some(member) = &field.ident else { continue };
                    let word = word(field).unwrap_or_else(|| member.to_string());
                    let pointer = join(&join(&origin, "properties"), &word);
                    self.add(format!("type {name}.{member}: {}", short(&field.ty)), &pointer);
                }
            }
            fields => {
                let inner: Vec<String> = fields.iter().map(|field| short(&field.ty)).collect();
                self.add(format!("type {name}({})", inner.join(", ")), &origin);
            }
        }
    }

    fn enumeration(&mut self, item: &ItemEnum) {
        let origin = self.origin(&item.ident.to_string());
        for case in &item.variants {
            let inner: Vec<String> = case.fields.iter().map(|field| short(&field.ty)).collect();
            let line = format!("enum {}::{}({})", item.ident, case.ident, inner.join(", "));
            self.add(line, &origin);
        }
    }

    fn own_types(&mut self) {
        let lowered = self.lowered;
        for open in &lowered.open_enums {
            let (name, origin) = (&open.name, self.origin(&open.name));
            for (index, value) in open.values.iter().enumerate() {
                let at = join(&join(&origin, "enum"), &index.to_string());
                self.add(format!("open enum {name}::{} = {:?}", value.name, value.word), &at);
            }
            for alias in &open.aliases {
                let at = join(&join(&origin, "x-aliases"), &alias.word);
                self.add(format!("open enum {name}::{} also {:?}", alias.name, alias.word), &at);
            }
        }
        for union in &lowered.unions {
            let origin = self.origin(&union.name);
            for case in &union.variants {
                let held = match case.boxed {
                    true => format!("Box<{}>", case.component),
                    false => case.component.clone(),
                };
                let line = format!(
                    "union {}::{}({held}) by {} = {:?}",
                    union.name, case.name, union.tag, case.value
                );
                self.add(line, &origin);
            }
        }
        for id in &lowered.ids {
            self.add(format!("id {}", id.name), &self.origin(&id.name));
        }
    }

    fn methods(
        &mut self,
        document: &Document,
        responses: &BTreeMap<String, String>,
        arguments: &BTreeMap<String, Vec<(String, String)>>,
    ) {
        for operation in operations(document) {
            let at = &operation.pointer;
            let id = operation.text("operationId").unwrap_or_default();
            let names = self.lowered.names.operations.get(id);
            let name = names.map(|(function, _)| function.clone()).unwrap_or_default();
            let text = |key| operation.text(key).unwrap_or("-").to_owned();
            let line = format!(
                "operation {name}: {} {}, retry {}, settles to {}{}",
                operation.method.to_uppercase(),
                operation.path,
                text("x-retry"),
                text("x-settles-to"),
                if operation.value["x-reopens"] == true { ", may reopen" } else { "" },
            );
            self.add(line, at);
            for (pointer, parameter) in operation.parameters(document) {
                let text = |key: &str| parameter[key].as_str().unwrap_or_default();
                let line = format!(
                    "operation {name}({}) in {}, {}",
                    text("name"),
                    text("in"),
                    required(parameter)
                );
                self.add(line, &pointer);
            }
            let builder = names.map(|(_, builder)| builder.as_str()).unwrap_or_default();
            for (argument, kind) in arguments.get(builder).into_iter().flatten() {
                self.add(format!("operation {name}.{argument}: {kind}"), at);
            }
            if let Some(response) = responses.get(builder) {
                let line = format!("operation {name} brings {response}");
                self.add(line, &join(at, "responses"));
            }
            let at = join(at, "requestBody");
            if let Some(body) = resolve(document, &at) {
                let schema = &body["content"]["application/json"]["schema"]["$ref"];
                let component =
                    schema.as_str().and_then(|target| target.rsplit('/').next()).unwrap_or("-");
                self.add(format!("operation {name} body {component}, {}", required(body)), &at);
            }
        }
    }

    /// Names that are not the plain ones: `names` has the rule.
    fn renames(&mut self) {
        for rename in &self.lowered.names.renames {
            self.add(format!("name of {} {:?}: {}", rename.of, rename.word, rename.name), "");
        }
    }
}

/// What each builder takes, by its name: the arguments and their types.
fn arguments(items: &[Item]) -> BTreeMap<String, Vec<(String, String)>> {
    let builders = items.iter().filter_map(|item| {
        let Item::Struct(builder) = item else { return None };
        let arguments = builder.fields.iter().filter_map(|field| {
            // Held as what came of the caller's value: `Result<T, String>`.
            let kind = short(&field.ty).replace("types::", "");
            let kind = kind.strip_prefix("Result<")?.strip_suffix(",String>")?.to_owned();
            let argument = field.ident.as_ref()?.to_string();
            (argument != "body").then_some((argument, kind))
        });
        Some((builder.ident.to_string(), arguments.collect()))
    });
    builders.collect()
}

/// What the `send` of each builder brings, by the builder's name.
fn responses(items: &[Item]) -> BTreeMap<String, String> {
    let sends = items.iter().filter_map(|item| {
        let Item::Impl(block) = item else { return None };
        let syn::Type::Path(owner) = &*block.self_ty else { return None };
        let owner = owner.path.segments.last()?.ident.to_string();
        block.items.iter().find_map(|item| match item {
            syn::ImplItem::Fn(send) if send.sig.ident == "send" => {
                let syn::ReturnType::Type(_, kind) = &send.sig.output else { return None };
                let text = short(kind);
                let (_, text) = text.split_once("Response<")?;
                let (text, _) = text.rsplit_once(">,")?;
                Some((owner.clone(), text.replace("types::", "").replace("::bytes::", "")))
            }
            _ => None,
        })
    });
    sends.collect()
}

fn required(value: &Value) -> &'static str {
    if value["required"] == true { "required" } else { "optional" }
}

/// The contract's word for a member, where it is not its name.
fn word(field: &syn::Field) -> Option<String> {
    let mut word = None;
    for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        // What is no name and value here is of no interest.
        let _ = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename") {
                word = Some(meta.value()?.parse::<syn::LitStr>()?.value());
            } else if let Ok(value) = meta.value() {
                value.parse::<syn::Expr>()?;
            }
            Ok(())
        });
    }
    word
}

/// A type without the paths that only generated code needs.
fn short(kind: &syn::Type) -> String {
    let mut text = kind.to_token_stream().to_string().replace(' ', "");
    for path in [
        "::std::option::",
        "::std::string::",
        "::std::boxed::",
        "::std::vec::",
        "::std::collections::",
        "::serde_json::",
        "::chrono::offset::",
        "::chrono::",
        "crate::api::types::",
        "crate::api::",
    ] {
        text = text.replace(path, "");
    }
    text.replace(",>", ">")
}
