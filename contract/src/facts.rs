//! A contract as facts that can be compared: each is a name and a value.
//!
//! Descriptions, examples and the order of things are no facts.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::codegen::document::join;
use crate::codegen::problem::one_line;
use crate::codegen::walk::{METHODS, Success, brings, is_joined};

/// The facts of a contract, by name.
pub type Facts = BTreeMap<String, String>;

/// The facts of a contract.
#[must_use]
pub fn facts(contract: &Value) -> Facts {
    gather(contract).facts
}

/// Where in a contract each of its facts stands.
#[must_use]
pub fn places(contract: &Value) -> BTreeMap<String, String> {
    gather(contract).places
}

#[derive(Debug, Default)]
struct Gathered {
    facts: Facts,
    places: BTreeMap<String, String>,
}

impl Gathered {
    fn add(&mut self, name: String, value: impl Into<String>, pointer: &str) {
        // A fact is one line, whatever is in its name.
        let name = one_line(&name);
        self.places.insert(name.clone(), pointer.to_owned());
        self.facts.insert(name, value.into());
    }
}

fn gather(contract: &Value) -> Gathered {
    let mut found = Gathered::default();
    for (path, item) in members(&contract["paths"]) {
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                let at = join(&join("/paths", path), method);
                let operation = Operation { contract, path, item, method, value: operation, at };
                operation.facts(&mut found);
            }
        }
    }
    for (name, schema) in members(&contract["components"]["schemas"]) {
        let at = join("/components/schemas", name);
        schema_facts(&format!("schema {name}"), schema, &at, &mut found);
    }
    found
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

struct Operation<'a> {
    contract: &'a Value,
    path: &'a str,
    item: &'a Value,
    method: &'a str,
    value: &'a Value,
    at: String,
}

impl Operation<'_> {
    fn facts(&self, found: &mut Gathered) {
        let Self { contract, path, item, method, value, at } = self;
        let id = value["operationId"].as_str().unwrap_or("?");
        found.add(format!("operation {id}"), format!("{} {path}", method.to_uppercase()), at);
        for extension in ["x-retry", "x-settles-to", "x-reopens"] {
            if let Some(value) = value.get(extension) {
                let name = format!("operation {id} {extension}");
                found.add(name, value.to_string(), &join(at, extension));
            }
        }
        let shared = at.rsplit_once('/').map_or("", |(item, _)| item);
        let lists = [(&item["parameters"], shared), (&value["parameters"], at)];
        let placed = lists.into_iter().flat_map(|(list, owner)| {
            let list = list.as_array().into_iter().flatten().enumerate();
            let below = join(owner, "parameters");
            list.map(move |(index, parameter)| (join(&below, &index.to_string()), parameter))
        });
        for (place_of_it, parameter) in placed {
            let parameter = resolve(contract, parameter);
            let (place, name) = (text(&parameter["in"]), text(&parameter["name"]));
            let mut kind = kind(&parameter["schema"]);
            if is_joined(parameter) && parameter["schema"]["type"] == "array" {
                kind.push_str(" joined by commas");
            }
            found.add(
                format!("operation {id} {place} parameter {name}"),
                format!("{kind}, {}", required(parameter["required"] == true)),
                &place_of_it,
            );
        }
        if let Some(body) = value.get("requestBody") {
            let body = resolve(contract, body);
            let kind = kind(&body["content"]["application/json"]["schema"]);
            let value = format!("{kind}, {}", required(body["required"] == true));
            found.add(format!("operation {id} body"), value, &join(at, "requestBody"));
        }
        let below = join(at, "responses");
        for (status, response) in members(&value["responses"]) {
            let response = resolve(contract, response);
            let brought = match brings(response) {
                Some(Success::Json(schema)) => kind(schema),
                Some(Success::Bytes(media)) => format!("bytes of {media}"),
                Some(Success::Nothing) => "nothing".to_owned(),
                None => kind(&Value::Null),
            };
            found.add(format!("operation {id} response {status}"), brought, &join(&below, status));
        }
    }
}

fn schema_facts(name: &str, schema: &Value, at: &str, found: &mut Gathered) {
    found.add(name.to_owned(), kind(schema), at);
    inner_facts(name, schema, at, found);
}

/// What a schema says besides its kind; so do those that stand inside of it.
fn inner_facts(name: &str, schema: &Value, at: &str, found: &mut Gathered) {
    let needed: Vec<&Value> = items(&schema["required"]).collect();
    let below = join(at, "properties");
    for (member, child) in members(&schema["properties"]) {
        let required = required(needed.contains(&&Value::from(member.as_str())));
        let value = format!("{}, {required}", kind(child));
        let (name, at) = (format!("{name}.{member}"), join(&below, member));
        found.add(name.clone(), value, &at);
        inner_facts(&name, child, &at, found);
    }
    for keyword in ["items", "additionalProperties"] {
        if let Some(child) = schema.get(keyword) {
            inner_facts(&format!("{name}.{keyword}"), child, &join(at, keyword), found);
        }
    }
    for (list, word) in [("enum", "value"), ("x-ends", "end")] {
        for (index, value) in items(&schema[list]).enumerate() {
            let at = join(&join(at, list), &index.to_string());
            // A single value that is allowed is a part of the kind.
            if list == "x-ends" || schema["x-open"] == true || !name.contains('.') {
                found.add(format!("{name} {word} {value}"), "", &at);
            }
        }
    }
    let below = join(at, "x-aliases");
    for (alias, meant) in members(&schema["x-aliases"]) {
        found.add(format!("{name} alias {alias}"), text(meant), &join(&below, alias));
    }
    for (list, word) in [("oneOf", "alternative"), ("allOf", "part")] {
        // One part in an `allOf` is the kind itself.
        let several = list == "oneOf" || schema["allOf"].as_array().is_some_and(|it| it.len() > 1);
        for (index, inner) in items(&schema[list]).enumerate() {
            let at = join(&join(at, list), &index.to_string());
            if several {
                found.add(format!("{name} {word} {}", kind(inner)), "", &at);
            }
            inner_facts(&format!("{name}.{list}.{index}"), inner, &at, found);
        }
    }
    let below = join(&join(at, "discriminator"), "mapping");
    for (tag, target) in members(&schema["discriminator"]["mapping"]) {
        found.add(format!("{name} tag {tag}"), text(target), &join(&below, tag));
    }
}

/// The kind of a schema, in one word or a few.
fn kind(schema: &Value) -> String {
    let null = if schema["nullable"] == true { " or null" } else { "" };
    if let Some(target) = schema["$ref"].as_str() {
        return target.rsplit('/').next().unwrap_or_default().to_owned();
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let parts: Vec<String> = parts.iter().map(kind).collect();
        return format!("{}{null}", parts.join(" and "));
    }
    let mut kind = text(&schema["type"]).to_owned();
    if kind.is_empty() {
        kind = if schema.get("oneOf").is_some() { "one of" } else { "any" }.to_owned();
    }
    match kind.as_str() {
        "array" => kind = format!("array of {}", self::kind(&schema["items"])),
        "object" => {
            let others = &schema["additionalProperties"];
            let open = if others.as_object().is_some_and(serde_json::Map::is_empty) {
                "open".to_owned()
            } else {
                format!("map of {}", self::kind(others))
            };
            kind = format!("{open} object");
        }
        _ => {}
    }
    for keyword in ["format", "minimum", "maximum", "multipleOf", "minItems", "maxItems"] {
        if let Some(value) = schema.get(keyword) {
            kind = format!("{kind} {keyword} {value}");
        }
    }
    if schema["x-open"] == true {
        kind = format!("open {kind}");
    } else if let Some([value]) = schema["enum"].as_array().map(Vec::as_slice) {
        kind = format!("{kind} {value}");
    }
    format!("{kind}{null}")
}

fn resolve<'a>(contract: &'a Value, value: &'a Value) -> &'a Value {
    let target = value["$ref"].as_str().and_then(|target| target.strip_prefix('#'));
    target.and_then(|target| contract.pointer(target)).unwrap_or(value)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn required(required: bool) -> &'static str {
    if required { "required" } else { "optional" }
}
