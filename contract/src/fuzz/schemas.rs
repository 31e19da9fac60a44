//! Components of every form that the build supports, many of them recursive.

use std::collections::BTreeSet;

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::words::{any, component, fresh, text};
use crate::codegen::check::kinds::Shape;

/// The components of a contract.
#[derive(Debug)]
pub(super) struct Schemas {
    pub(super) all: Map<String, Value>,
    /// The names that may be referred to, in the order in which they were
    /// made: what is required leads back only, so that all values end.
    pub(super) names: Vec<(String, Shape)>,
    taken: BTreeSet<String>,
    /// Names for what is made later on.
    later: Vec<String>,
    /// The response of an end and that with a list of jobs, where the contract
    /// has ends.
    pub(super) ends: Option<(String, String)>,
}

/// How deep one schema stands inside of another.
const DEEPEST: u8 = 3;

impl Schemas {
    pub(super) fn make(rng: &mut Rng) -> Self {
        let mut schemas = Self {
            all: Map::new(),
            names: Vec::new(),
            taken: BTreeSet::from(["JobId".to_owned(), "JobStatus".to_owned()]),
            later: Vec::new(),
            ends: None,
        };
        let status = json!({
            "type": "string", "x-open": true, "enum": ["done", "failed", "1st", "err"],
            "x-ends": ["done", "failed"], "x-aliases": { "ended": "done" },
        });
        schemas.add("JobStatus".to_owned(), Shape::Text, status);
        let count = rng.usize(1..12);
        schemas.later = (0..count).map(|_| fresh(rng, &mut schemas.taken, component)).collect();
        while let Some(name) = schemas.later.pop() {
            schemas.component(rng, name);
        }
        if rng.bool() {
            schemas.ends = Some(schemas.ends(rng));
        }
        schemas
    }

    /// A job, a response that is about one, and one that lists them: the
    /// members under any names, others beside them.
    fn ends(&mut self, rng: &mut Rng) -> (String, String) {
        let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        self.add("JobId".to_owned(), Shape::Text, json!({ "type": "string" }));
        let [job, response, page] = [(); 3].map(|()| fresh(rng, &mut self.taken, component));
        let status = match rng.bool() {
            true => (reference("JobStatus"), true),
            false => (nullable(reference("JobStatus")), false),
        };
        self.all.insert(job.clone(), with_others(rng, [(reference("JobId"), true), status]));
        self.all.insert(response.clone(), with_others(rng, [(reference(&job), true)]));
        let list = json!({ "type": "array", "items": reference(&job) });
        self.all.insert(page.clone(), with_others(rng, [(list, true)]));
        (response, page)
    }

    fn add(&mut self, name: String, form: Shape, schema: Value) {
        self.all.insert(name.clone(), schema);
        self.names.push((name, form));
    }

    fn component(&mut self, rng: &mut Rng, name: String) {
        let (form, mut schema) = match rng.u8(..12) {
            0 => (Shape::Text, json!({ "type": "string" })),
            1 => self.enumeration(rng),
            2 => self.alias(rng),
            3 => return self.tagged(rng, name),
            4 => self.untagged(rng),
            5 => self.merged(rng),
            6 => self.inline(rng, DEEPEST - 1),
            7 => self.inline(rng, 0),
            _ => self.object(rng, 0),
        };
        // A mark is no type of its own: it is inside of another.
        if schema.get("enum").is_some() && schema.get("x-open").is_none() {
            schema = json!({ "type": "boolean" });
        }
        let plain = schema.get("$ref").is_none();
        if plain && rng.u8(..4) == 0 && schema.get("x-config").is_none() {
            schema["nullable"] = json!(true);
        }
        if plain && rng.bool() {
            schema["description"] = text(rng).into();
        }
        if form == Shape::Object && schema.get("properties").is_some() && rng.u8(..4) == 0 {
            schema["x-config"] = json!(schema.get("nullable").is_none());
        }
        let form = if schema["type"] == "boolean" { Shape::Flag } else { form };
        self.add(name, form, schema);
    }

    fn enumeration(&self, rng: &mut Rng) -> (Shape, Value) {
        let mut taken = BTreeSet::new();
        let values: Vec<String> =
            (0..rng.usize(1..6)).map(|_| fresh(rng, &mut taken, any)).collect();
        let mut schema = json!({ "type": "string", "x-open": true, "enum": values });
        if rng.bool() {
            let alias = fresh(rng, &mut taken, any);
            schema["x-aliases"] = json!({ alias: values[0] });
        }
        (Shape::Text, schema)
    }

    fn alias(&self, rng: &mut Rng) -> (Shape, Value) {
        let (name, form) = self.earlier(rng, |_| true);
        let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
        match rng.bool() {
            true => (form, reference),
            false => (form, json!({ "allOf": [reference] })),
        }
    }

    /// One of the components that are there.
    fn earlier(&self, rng: &mut Rng, fits: impl Fn(Shape) -> bool) -> (String, Shape) {
        let fitting: Vec<&(String, Shape)> =
            self.names.iter().filter(|(_, it)| fits(*it)).collect();
        let first = ("JobStatus".to_owned(), Shape::Text);
        fitting.get(rng.usize(..fitting.len().max(1))).map_or(first, |found| (*found).clone())
    }

    /// A union by tag, and its alternatives.
    fn tagged(&mut self, rng: &mut Rng, name: String) {
        let tag = any(rng);
        let mut tags = BTreeSet::new();
        let (mut one_of, mut mapping) = (Vec::new(), Map::new());
        for _ in 0..rng.usize(1..4) {
            let value = fresh(rng, &mut tags, any);
            let variant = fresh(rng, &mut self.taken, component);
            let target = format!("#/components/schemas/{variant}");
            let (_, mut schema) = self.object(rng, 0);
            schema["properties"][&tag] = json!({ "type": "string", "enum": [value] });
            let mut required: Vec<Value> =
                schema["required"].as_array().cloned().unwrap_or_default();
            required.retain(|it| *it != tag);
            required.push(tag.clone().into());
            schema["required"] = required.into();
            // A tree: an alternative that holds the union.
            if tag != "left" && rng.bool() {
                let union = json!({ "$ref": format!("#/components/schemas/{name}") });
                schema["properties"]["left"] = json!({ "allOf": [union], "nullable": true });
                let list = schema["required"].as_array_mut();
                list.into_iter().for_each(|list| list.retain(|it| it != "left"));
            }
            self.all.insert(variant, schema);
            one_of.push(json!({ "$ref": target }));
            mapping.insert(value, target.into());
        }
        let union = json!({
            "oneOf": one_of,
            "discriminator": { "propertyName": tag, "mapping": mapping },
        });
        self.add(name, Shape::Union, union);
    }

    /// A union by JSON type.
    fn untagged(&self, rng: &mut Rng) -> (Shape, Value) {
        let mut alternatives = vec![
            json!({ "type": "string" }),
            json!({ "type": "boolean" }),
            match rng.bool() {
                true => json!({ "type": "integer" }),
                false => json!({ "type": "number" }),
            },
            match rng.bool() {
                true => json!({ "type": "array", "items": self.member(rng, 2) }),
                false => json!({ "type": "array", "items": {} }),
            },
            match rng.bool() {
                true => self.object(rng, 2).1,
                false => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
            },
        ];
        rng.shuffle(&mut alternatives);
        alternatives.truncate(rng.usize(2..5));
        (Shape::Union, json!({ "oneOf": alternatives }))
    }

    /// Several objects put together.
    fn merged(&self, rng: &mut Rng) -> (Shape, Value) {
        let plain = |name: &str| {
            let schema = self.all.get(name);
            // One that is put together itself has members that are not seen here.
            schema.is_some_and(|it| it.get("properties").is_some() && it.get("allOf").is_none())
        };
        let (name, _) = self.earlier(rng, |form| form == Shape::Object);
        if !plain(&name) {
            return self.object(rng, 0);
        }
        let taken = &self.all[&name]["properties"];
        let (_, mut own) = self.object(rng, 1);
        if let Some(members) = own["properties"].as_object_mut() {
            members.retain(|name, _| taken.get(name).is_none());
            members.values_mut().for_each(|member| *member = nullable(member.take()));
        }
        own["required"] = json!([]);
        let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
        let schema = match rng.u8(..3) {
            0 => json!({ "allOf": [reference, own] }),
            1 => json!({ "allOf": [own, reference], "description": text(rng) }),
            _ => {
                own["allOf"] = json!([reference]);
                own
            }
        };
        (Shape::Object, schema)
    }

    fn object(&self, rng: &mut Rng, depth: u8) -> (Shape, Value) {
        let mut taken = BTreeSet::new();
        let (mut properties, mut required) = (Map::new(), Vec::new());
        for _ in 0..rng.usize(..6) {
            let name = fresh(rng, &mut taken, any);
            let needed = rng.bool();
            let mut member = match needed {
                true => self.required(rng, depth + 1),
                false => self.member(rng, depth + 1),
            };
            if !needed {
                member = nullable(member);
            } else {
                required.push(name.clone());
            }
            properties.insert(name, member);
        }
        let mut schema = json!({
            "type": "object", "additionalProperties": {}, "properties": properties,
        });
        if !required.is_empty() || rng.bool() {
            schema["required"] = required.into();
        }
        (Shape::Object, schema)
    }

    /// What may lead anywhere, forward too: it may be absent.
    fn member(&self, rng: &mut Rng, depth: u8) -> Value {
        let all: Vec<&String> =
            self.names.iter().map(|(name, _)| name).chain(&self.later).collect();
        match rng.u8(..3) {
            0 => {
                let name = all[rng.usize(..all.len())];
                let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
                json!({ "allOf": [reference] })
            }
            1 => {
                let name = all[rng.usize(..all.len())];
                let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
                json!({ "type": "array", "items": reference })
            }
            _ => self.inline(rng, depth).1,
        }
    }

    /// What has to be there: it leads back only.
    fn required(&self, rng: &mut Rng, depth: u8) -> Value {
        match rng.u8(..3) {
            0 => {
                let (name, _) = self.earlier(rng, |_| true);
                json!({ "$ref": format!("#/components/schemas/{name}") })
            }
            _ => self.inline(rng, depth).1,
        }
    }

    fn inline(&self, rng: &mut Rng, depth: u8) -> (Shape, Value) {
        let deep = depth >= DEEPEST;
        match rng.u8(..if deep { 8 } else { 14 }) {
            0 => (Shape::Text, json!({ "type": "string" })),
            1 => (Shape::Text, json!({ "type": "string", "format": "date-time" })),
            2 => (Shape::Integer, json!({ "type": "integer", "minimum": 1, "maximum": 5 })),
            3 => (Shape::Number, json!({ "type": "number", "minimum": 0 })),
            4 => (Shape::Flag, json!({ "type": "boolean" })),
            5 => (Shape::Free, json!({ "type": "object", "additionalProperties": true })),
            6 => (Shape::Any, json!({})),
            7 => (Shape::Text, json!({ "type": "string", "enum": [any(rng)] })),
            8 | 9 => {
                let items = self.required(rng, depth + 1);
                (
                    Shape::List,
                    json!({ "type": "array", "items": items, "maxItems": 3, "minItems": 3 }),
                )
            }
            10 => {
                let value = self.required(rng, depth + 1);
                let others = if value == json!({}) { json!({ "type": "string" }) } else { value };
                (Shape::Map, json!({ "type": "object", "additionalProperties": others }))
            }
            11 => self.untagged(rng),
            _ => self.object(rng, depth + 1),
        }
    }
}

/// An object with some members, which may be required, and plain ones.
fn with_others<const N: usize>(rng: &mut Rng, members: [(Value, bool); N]) -> Value {
    let mut taken = BTreeSet::new();
    let (mut properties, mut required) = (Map::new(), Vec::new());
    let others = (0..rng.usize(..3)).map(|_| (json!({ "type": "integer" }), true));
    for (member, needed) in members.into_iter().chain(others) {
        let name = fresh(rng, &mut taken, any);
        if needed {
            required.push(name.clone());
        }
        properties.insert(name, member);
    }
    json!({
        "type": "object", "additionalProperties": {}, "properties": properties,
        "required": required,
    })
}

/// A member that may be null: a reference goes into `allOf`.
fn nullable(mut member: Value) -> Value {
    if member.get("$ref").is_some() {
        member = json!({ "allOf": [member] });
    }
    member["nullable"] = json!(true);
    member
}
