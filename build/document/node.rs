//! A node of YAML with the place where it stands.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::pointer::join;

/// A line and a column, both counted from 1.
pub(super) type Place = (u64, u64);

#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) place: Place,
    pub(super) kind: Kind,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Scalar(Value),
    List(Vec<Node>),
    Object(Vec<(Key, Node)>),
}

#[derive(Clone, Debug)]
pub(super) struct Key {
    pub(super) place: Place,
    pub(super) text: String,
}

impl Node {
    /// How many nodes it is made of, itself included.
    pub(super) fn size(&self) -> usize {
        1 + match &self.kind {
            Kind::Scalar(_) => 0,
            Kind::List(items) => items.iter().map(Self::size).sum(),
            Kind::Object(members) => members.iter().map(|(_, member)| 1 + member.size()).sum(),
        }
    }

    /// How many levels of lists and objects it has.
    pub(super) fn depth(&self) -> usize {
        match &self.kind {
            Kind::Scalar(_) => 0,
            Kind::List(items) => 1 + items.iter().map(Self::depth).max().unwrap_or(0),
            Kind::Object(members) => {
                1 + members.iter().map(|(_, member)| member.depth()).max().unwrap_or(0)
            }
        }
    }

    pub(super) fn into_value(self, pointer: &str, places: &mut BTreeMap<String, Place>) -> Value {
        match self.kind {
            Kind::Scalar(value) => value,
            Kind::List(items) => Value::Array(
                items
                    .into_iter()
                    .enumerate()
                    .map(|(index, item)| {
                        let pointer = join(pointer, &index.to_string());
                        places.insert(pointer.clone(), item.place);
                        item.into_value(&pointer, places)
                    })
                    .collect(),
            ),
            // The place of a member is that of its key: that is where one looks.
            Kind::Object(members) => Value::Object(
                members
                    .into_iter()
                    .map(|(key, member)| {
                        let pointer = join(pointer, &key.text);
                        places.insert(pointer.clone(), key.place);
                        let value = member.into_value(&pointer, places);
                        (key.text, value)
                    })
                    .collect::<Map<_, _>>(),
            ),
        }
    }
}
