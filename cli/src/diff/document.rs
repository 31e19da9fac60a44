//! An OpenAPI document, and where its references lead.

use serde_json::{Map, Value};

/// How many references may follow one another; more are a ring.
const MOST: usize = 64;

#[derive(Clone, Copy, Debug)]
pub struct Document<'d>(pub &'d Value);

/// A node with the component's name that led to it, where one did.
#[derive(Clone, Copy, Debug)]
pub struct Named<'d> {
    pub node: &'d Value,
    pub name: Option<&'d str>,
    /// The reference that was not followed to its end.
    pub lost: Option<&'d str>,
}

impl<'d> Document<'d> {
    /// What is wrong with it as a whole; nothing for OpenAPI 3.
    pub fn fault(self) -> Option<String> {
        match self.0.get("openapi").and_then(Value::as_str) {
            Some(version) if version.starts_with("3.") => {
                let has_paths = self.0.get("paths").is_some_and(Value::is_object);
                (!has_paths).then(|| "it has no paths".to_owned())
            }
            Some(version) => Some(format!("it is OpenAPI {version}; 3.0, 3.1 and 3.2 are read")),
            None if self.0.get("swagger").is_some() => {
                Some("it is Swagger 2; OpenAPI 3.0, 3.1 and 3.2 are read".to_owned())
            }
            None => Some("it does not say `openapi: 3.…`".to_owned()),
        }
    }

    /// Where a node's reference leads, through any number of them. One to
    /// another document, to nowhere, or in a ring, is lost: it leads to nothing,
    /// which allows anything.
    pub fn follow(self, node: &'d Value) -> Named<'d> {
        let (mut node, mut name, mut lost) = (node, None, None);
        for _ in 0..MOST {
            let Some(reference) = node.get("$ref").and_then(Value::as_str) else {
                return Named { node, name, lost: None };
            };
            lost = Some(reference);
            let Some(target) = self.target(reference) else { break };
            name = reference.rsplit('/').next();
            node = target;
        }
        Named { node: &Value::Null, name, lost }
    }

    fn target(self, reference: &str) -> Option<&'d Value> {
        let pointer = reference.strip_prefix('#')?;
        // In a URL some of it may be escaped.
        self.0.pointer(pointer).or_else(|| {
            let pointer = percent_encoding::percent_decode_str(pointer).decode_utf8().ok()?;
            self.0.pointer(&pointer)
        })
    }

    /// The components of a kind.
    pub fn components(self, kind: &str) -> impl Iterator<Item = (&'d str, &'d Value)> {
        let all = self.0.get("components").and_then(|components| components.get(kind));
        members(all).map(|(name, node)| (name.as_str(), node))
    }
}

/// The members of an object; none of anything else.
pub fn members(node: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    node.and_then(Value::as_object).into_iter().flat_map(Map::iter)
}

/// The elements of a list; none of anything else.
pub fn elements(node: Option<&Value>) -> impl Iterator<Item = &Value> {
    node.and_then(Value::as_array).into_iter().flatten()
}

/// The name that people give a schema: its title where it has one, since a
/// component's name may have the module of a generator in it.
pub fn title<'d>(name: &'d str, node: &'d Value) -> &'d str {
    let title = node.get("title").and_then(Value::as_str);
    title.unwrap_or_else(|| name.rsplit(['_', ':', '.']).next().unwrap_or(name))
}
