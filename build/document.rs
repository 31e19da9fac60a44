//! A contract as a JSON value that knows where each of its nodes stands.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use serde_saphyr::{Location, Spanned};

use super::problem::Problem;

/// A parsed contract.
#[derive(Debug)]
pub struct Document {
    file: String,
    root: Value,
    places: BTreeMap<String, (u64, u64)>,
}

impl Document {
    /// Reads YAML. The only problems found here are those of the syntax.
    pub fn parse(file: &str, text: &str) -> Result<Self, Problem> {
        // YAML 1.1 reads a bare `y` or `on` as a boolean, even in an enum.
        let options = serde_saphyr::options! { strict_booleans: true };
        let tree: Spanned<Node> = serde_saphyr::from_str_with_options(text, options)
            .map_err(|error| syntax_problem(file, &error))?;
        let mut places = BTreeMap::new();
        places.insert(String::new(), (1, 1));
        let root = tree.value.into_value("", &mut places);
        Ok(Self { file: file.to_owned(), root, places })
    }

    /// The whole contract.
    pub fn root(&self) -> &Value {
        &self.root
    }

    /// What stands at a JSON pointer.
    pub fn at(&self, pointer: &str) -> Option<&Value> {
        self.root.pointer(pointer)
    }

    /// A problem at `pointer`, or at the nearest node above it.
    pub fn problem(
        &self,
        pointer: &str,
        what: impl Into<String>,
        cure: impl Into<String>,
    ) -> Problem {
        let mut nearest = pointer;
        let (line, column) = loop {
            if let Some(place) = self.places.get(nearest) {
                break *place;
            }
            nearest = nearest.rsplit_once('/').map_or("", |(above, _)| above);
        };
        Problem {
            file: self.file.clone(),
            line,
            column,
            pointer: pointer.to_owned(),
            what: what.into(),
            cure: cure.into(),
        }
    }

    /// The order in which the children of an object stand in the file.
    pub fn in_file_order<'a>(&self, pointer: &str, object: &'a Value) -> Vec<(String, &'a Value)> {
        let mut children: Vec<_> = object
            .as_object()
            .into_iter()
            .flatten()
            .map(|(key, value)| (join(pointer, key), value))
            .collect();
        children.sort_by_key(|(child, _)| self.places.get(child).copied());
        children
    }
}

/// The pointer of a child.
pub fn join(pointer: &str, key: &str) -> String {
    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// The last key of a pointer, as it is written in the file.
pub fn last_key(pointer: &str) -> String {
    let key = pointer.rsplit('/').next().unwrap_or_default();
    key.replace("~1", "/").replace("~0", "~")
}

fn syntax_problem(file: &str, error: &serde_saphyr::Error) -> Problem {
    let (line, column) = error.location().map_or((1, 1), place);
    let text = error.without_snippet().to_string();
    let place = format!(" at line {line}, column {column}");
    Problem {
        file: file.to_owned(),
        line,
        column,
        pointer: String::new(),
        what: format!("this is not YAML: {}", text.trim_end_matches(&place)),
        cure: "correct the syntax at this place or just above it".to_owned(),
    }
}

fn place(location: Location) -> (u64, u64) {
    (location.line(), location.column())
}

enum Node {
    Scalar(Value),
    List(Vec<Spanned<Node>>),
    Object(Vec<(Spanned<String>, Spanned<Node>)>),
}

impl Node {
    fn into_value(self, pointer: &str, places: &mut BTreeMap<String, (u64, u64)>) -> Value {
        match self {
            Self::Scalar(value) => value,
            Self::List(items) => Value::Array(
                items
                    .into_iter()
                    .enumerate()
                    .map(|(index, item)| {
                        let pointer = join(pointer, &index.to_string());
                        places.insert(pointer.clone(), place(item.referenced));
                        item.value.into_value(&pointer, places)
                    })
                    .collect(),
            ),
            // The place of a member is that of its key: that is where one looks.
            Self::Object(members) => Value::Object(
                members
                    .into_iter()
                    .map(|(key, member)| {
                        let pointer = join(pointer, &key.value);
                        places.insert(pointer.clone(), place(key.referenced));
                        let value = member.value.into_value(&pointer, places);
                        (key.value, value)
                    })
                    .collect::<Map<_, _>>(),
            ),
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any YAML node")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Scalar(value.into()))
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Scalar(Value::Null))
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Scalar(Value::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Node::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = access.next_entry()? {
            members.push(member);
        }
        Ok(Node::Object(members))
    }
}
