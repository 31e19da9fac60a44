//! A contract as facts that can be compared: each is a name and a value.
//!
//! Descriptions, examples and the order of things are no facts.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

/// The facts of a contract, by name.
pub type Facts = BTreeMap<String, String>;

/// The facts of a contract.
pub fn facts(contract: &Value) -> Facts {
    let mut facts = Facts::new();
    for (path, item) in members(&contract["paths"]) {
        for method in crate::codegen::walk::METHODS {
            if let Some(operation) = item.get(method) {
                operation_facts(contract, path, item, method, operation, &mut facts);
            }
        }
    }
    for (name, schema) in members(&contract["components"]["schemas"]) {
        schema_facts(name, schema, &mut facts);
    }
    facts
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

fn operation_facts(
    contract: &Value,
    path: &str,
    item: &Value,
    method: &str,
    operation: &Value,
    facts: &mut Facts,
) {
    let id = operation["operationId"].as_str().unwrap_or("?");
    facts.insert(format!("operation {id}"), format!("{} {path}", method.to_uppercase()));
    for extension in ["x-retry", "x-settles-to", "x-reopens"] {
        if let Some(value) = operation.get(extension) {
            facts.insert(format!("operation {id} {extension}"), value.to_string());
        }
    }
    let lists = [&item["parameters"], &operation["parameters"]];
    for parameter in lists.into_iter().filter_map(Value::as_array).flatten() {
        let parameter = resolve(contract, parameter);
        let (place, name) = (text(&parameter["in"]), text(&parameter["name"]));
        let kind = kind(&parameter["schema"]);
        facts.insert(
            format!("operation {id} {place} parameter {name}"),
            format!("{kind}, {}", required(parameter["required"] == true)),
        );
    }
    if let Some(body) = operation.get("requestBody") {
        let kind = kind(&body["content"]["application/json"]["schema"]);
        let value = format!("{kind}, {}", required(body["required"] == true));
        facts.insert(format!("operation {id} body"), value);
    }
    for (status, answer) in members(&operation["responses"]) {
        let answer = resolve(contract, answer);
        let kind = kind(&answer["content"]["application/json"]["schema"]);
        facts.insert(format!("operation {id} answer {status}"), kind);
    }
}

fn schema_facts(name: &str, schema: &Value, facts: &mut Facts) {
    facts.insert(format!("schema {name}"), kind(schema));
    let needed: Vec<&Value> = schema["required"].as_array().into_iter().flatten().collect();
    for (member, child) in members(&schema["properties"]) {
        let required = required(needed.contains(&&Value::from(member.as_str())));
        facts.insert(format!("schema {name}.{member}"), format!("{}, {required}", kind(child)));
    }
    for value in schema["enum"].as_array().into_iter().flatten() {
        facts.insert(format!("schema {name} value {value}"), String::new());
    }
    for (alias, meant) in members(&schema["x-aliases"]) {
        facts.insert(format!("schema {name} alias {alias}"), text(meant).to_owned());
    }
    for alternative in schema["oneOf"].as_array().into_iter().flatten() {
        facts.insert(format!("schema {name} alternative {}", kind(alternative)), String::new());
    }
    for (tag, target) in members(&schema["discriminator"]["mapping"]) {
        facts.insert(format!("schema {name} tag {tag}"), text(target).to_owned());
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
    for keyword in ["format", "minimum", "maximum"] {
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

/// What a change of a contract does to those who use it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Somebody's program, or a server of before, no longer fits.
    Breaking,
    /// Everything of before still fits.
    Additive,
}

/// One fact that changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    pub effect: Effect,
    pub fact: String,
    pub from: Option<String>,
    pub to: Option<String>,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let effect = match self.effect {
            Effect::Breaking => "breaking",
            Effect::Additive => "additive",
        };
        let show = |value: &Option<String>| match value {
            None => "absent".to_owned(),
            Some(value) if value.is_empty() => "present".to_owned(),
            Some(value) => format!("`{value}`"),
        };
        write!(f, "{effect}: {}: {} -> {}", self.fact, show(&self.from), show(&self.to))
    }
}

/// What changed between two contracts.
pub fn changes(old: &Facts, new: &Facts) -> Vec<Change> {
    let names: std::collections::BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let mut found: Vec<Change> = names
        .into_iter()
        .filter(|name| old.get(*name) != new.get(*name))
        .map(|name| {
            let (from, to) = (old.get(name).cloned(), new.get(name).cloned());
            let effect = match is_part_of_something_new(name, old) {
                true => Effect::Additive,
                false => effect(name, from.as_deref(), to.as_deref()),
            };
            Change { effect, fact: name.clone(), from, to }
        })
        .collect();
    found.sort();
    found
}

/// Whether the schema or operation that a fact is of was not there before.
fn is_part_of_something_new(name: &str, old: &Facts) -> bool {
    let mut words = name.split([' ', '.']);
    let owner = [words.next(), words.next()].map(Option::unwrap_or_default).join(" ");
    !old.contains_key(&owner)
}

fn effect(name: &str, from: Option<&str>, to: Option<&str>) -> Effect {
    let input = name.contains(" parameter ") || name.ends_with(" body");
    match (from, to) {
        // Something that has to be there: constructors change, requests of
        // before lack it, and so do the answers of an older server.
        (None, Some(to)) if to.ends_with(", required") => Effect::Breaking,
        (None, Some(_)) => Effect::Additive,
        // What had to be given may now be left out.
        (Some(from), Some(to)) if input && relaxed(from, to) => Effect::Additive,
        _ => Effect::Breaking,
    }
}

fn relaxed(from: &str, to: &str) -> bool {
    from.strip_suffix(", required").is_some_and(|kind| to.strip_suffix(", optional") == Some(kind))
}
