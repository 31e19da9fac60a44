//! Operations with parameters, bodies and responses of every form, inline and
//! shared.

use std::collections::BTreeSet;

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::schemas::Schemas;
use super::words::{any, component, fresh, pick, segment, text};
use crate::codegen::check::kinds::Shape;

/// The paths and the shared parameters, bodies and responses.
pub(super) fn make(rng: &mut Rng, schemas: &Schemas) -> (Value, Value) {
    let mut make = Make {
        schemas,
        ids: BTreeSet::new(),
        shared: json!({ "parameters": {}, "requestBodies": {}, "responses": {} }),
    };
    let mut paths = Map::new();
    for _ in 0..rng.usize(1..4) {
        let (path, item) = make.item(rng);
        paths.insert(path, item);
    }
    if let Some((_, page)) = &schemas.ends {
        let mut list = make.operation(rng, "get", &[]);
        list["responses"] = json!({ "200": response(rng, page) });
        paths.insert("/list".to_owned(), json!({ "get": list }));
    }
    (paths.into(), make.shared)
}

/// A response of one component.
fn response(rng: &mut Rng, component: &str) -> Value {
    let schema = json!({ "$ref": format!("#/components/schemas/{component}") });
    json!({ "description": text(rng), "content": { "application/json": { "schema": schema } } })
}

struct Make<'a> {
    schemas: &'a Schemas,
    ids: BTreeSet<String>,
    shared: Value,
}

impl Make<'_> {
    fn item(&mut self, rng: &mut Rng) -> (String, Value) {
        let mut path = format!("/{}", segment(rng));
        let mut names = BTreeSet::new();
        let mut parameters = Vec::new();
        for _ in 0..rng.usize(..3) {
            let plain = |rng: &mut Rng| any(rng).replace(['/', '{', '}'], "_");
            let mut name = fresh(rng, &mut names, plain);
            if name.is_empty() {
                name = "_empty".to_owned();
            }
            if parameters.iter().any(|it: &Value| it["name"] == name.as_str()) {
                continue;
            }
            path.push_str(&format!("/{{{name}}}/{}", segment(rng)));
            let schema = json!({ "type": pick(rng, &["string", "integer"]) });
            let parameter =
                json!({ "name": name, "in": "path", "required": true, "schema": schema });
            parameters.push(parameter);
        }
        let mut item = json!({});
        let own = rng.bool();
        for method in ["get", "put", "post", "delete", "patch"] {
            if rng.u8(..3) == 0 || method == "post" {
                item[method] = self.operation(rng, method, if own { &parameters } else { &[] });
            }
        }
        if !own {
            let parameters = parameters.into_iter().map(|it| self.share(rng, "parameters", it));
            item["parameters"] = parameters.collect::<Vec<_>>().into();
        }
        (path, item)
    }

    /// A parameter, body or response, or a reference to it.
    fn share(&mut self, rng: &mut Rng, section: &str, value: Value) -> Value {
        if rng.bool() {
            return value;
        }
        let name = format!("{}{}", component(rng), rng.u32(..));
        self.shared[section][&name] = value;
        json!({ "$ref": format!("#/components/{section}/{name}") })
    }

    fn operation(&mut self, rng: &mut Rng, method: &str, path: &[Value]) -> Value {
        let id = |rng: &mut Rng| match any(rng) {
            empty if empty.is_empty() => "id".to_owned(),
            id => id,
        };
        let id = fresh(rng, &mut self.ids, id);
        let mut parameters = path.to_vec();
        let mut names = BTreeSet::new();
        for _ in 0..rng.usize(..4) {
            let word = |rng: &mut Rng| match any(rng) {
                empty if empty.is_empty() => "q".to_owned(),
                word => word,
            };
            let name = fresh(rng, &mut names, word);
            let schema = self.scalar(rng);
            let mut parameter = json!({
                "name": name, "in": "query", "required": rng.bool(), "schema": schema,
                "description": text(rng),
            });
            if rng.bool() {
                parameter["explode"] = rng.bool().into();
            }
            parameters.push(self.share(rng, "parameters", parameter));
        }
        if rng.bool() {
            let schema = json!({ "type": "string", "enum": ["true"] });
            let parameter =
                json!({ "name": "X-Kind", "in": "header", "required": true, "schema": schema });
            parameters.push(self.share(rng, "parameters", parameter));
        }
        for name in ["X-Trace", "x-value"].into_iter().filter(|_| rng.bool()).collect::<Vec<_>>() {
            let schema = self.scalar(rng);
            let parameter =
                json!({ "name": name, "in": "header", "required": rng.bool(), "schema": schema });
            parameters.push(self.share(rng, "parameters", parameter));
        }
        let (retry, settles) = match rng.u8(..4) {
            0 if self.schemas.ends.is_some() && method != "get" => ("settle", Some("done")),
            0 | 1 => ("safe", None),
            2 => ("once", None),
            _ => ("idempotent", None),
        };
        let response = match &self.schemas.ends {
            Some((about, _)) if settles.is_some() => response(rng, about),
            _ => self.success(rng),
        };
        let response = self.share(rng, "responses", response);
        let status = pick(rng, &["200", "201", "2XX"]);
        let mut operation = json!({
            "operationId": id, "x-retry": retry, "parameters": parameters,
            "summary": text(rng), "description": text(rng),
            "responses": { status: response, "4XX": { "description": "" } },
        });
        // Several statuses of one type.
        if rng.u8(..4) == 0 {
            operation["responses"]["206"] = operation["responses"][status].clone();
        }
        if let Some(status) = settles {
            operation["x-settles-to"] = status.into();
        }
        if rng.u8(..4) == 0 {
            operation["x-reopens"] = rng.bool().into();
        }
        if !["get", "delete"].contains(&method) && rng.bool() {
            let body = json!({ "required": rng.bool(), "content": self.content(rng) });
            operation["requestBody"] = self.share(rng, "requestBodies", body);
        }
        operation
    }

    /// A response with JSON, with bytes, or with nothing.
    fn success(&self, rng: &mut Rng) -> Value {
        match rng.u8(..6) {
            0 => json!({ "description": text(rng) }),
            1 => {
                let media = pick(rng, &["application/octet-stream", "text/csv", "image/svg+xml"]);
                let mut schema = json!({ "type": "string" });
                if rng.bool() {
                    schema["format"] = "binary".into();
                }
                let content = json!({ media: { "schema": schema } });
                json!({ "description": text(rng), "content": content })
            }
            _ => json!({ "description": text(rng), "content": self.content(rng) }),
        }
    }

    fn content(&self, rng: &mut Rng) -> Value {
        let schema = match rng.u8(..6) {
            0 => json!({ "type": "array", "items": self.reference(rng, |_| true) }),
            1 => json!({ "type": "object", "additionalProperties": {}, "properties": {
                "data": { "type": "array", "nullable": true, "items": { "type": "string" } },
            } }),
            2 => json!({ "type": "string" }),
            _ => self.reference(rng, |_| true),
        };
        json!({ "application/json": { "schema": schema } })
    }

    fn reference(&self, rng: &mut Rng, fits: impl Fn(Shape) -> bool) -> Value {
        let fitting: Vec<_> = self.schemas.names.iter().filter(|(_, it)| fits(*it)).collect();
        let name = fitting.get(rng.usize(..fitting.len().max(1))).map(|(name, _)| name.as_str());
        json!({ "$ref": format!("#/components/schemas/{}", name.unwrap_or("JobStatus")) })
    }

    /// What fits into a query.
    fn scalar(&self, rng: &mut Rng) -> Value {
        match rng.u8(..8) {
            0 => json!({ "type": "integer" }),
            1 => json!({ "type": "number" }),
            2 => json!({ "type": "boolean" }),
            3 => json!({ "type": "string", "format": "date-time" }),
            4 => json!({ "type": "array", "items": { "type": "string" } }),
            5 => self.reference(rng, Shape::is_scalar),
            6 => json!({ "type": "array", "items": self.reference(rng, Shape::is_scalar) }),
            _ => json!({ "type": "string" }),
        }
    }
}
