//! A contract as a JSON value that knows where each of its nodes stands.

mod node;
mod pointer;
mod reader;
mod scalar;
mod syntax;

use std::collections::BTreeMap;

use serde_json::Value;

use super::problem::Problem;
use super::stack::with_room;
use node::Place;
pub use pointer::{join, last_key};

/// A parsed contract.
#[derive(Debug)]
pub struct Document {
    file: String,
    root: Value,
    places: BTreeMap<String, Place>,
}

impl Document {
    /// Reads YAML. The only problems found here are those of the syntax.
    pub fn parse(file: &str, text: &str) -> Result<Self, Problem> {
        with_room(|| Self::parse_here(file, text)).unwrap_or_else(|| Err(syntax::unreadable(file)))
    }

    fn parse_here(file: &str, text: &str) -> Result<Self, Problem> {
        let tree = reader::read(text).map_err(|fault| syntax::problem(file, &fault))?;
        let mut places = BTreeMap::new();
        places.insert(String::new(), (1, 1));
        let root = tree.into_value("", &mut places);
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
