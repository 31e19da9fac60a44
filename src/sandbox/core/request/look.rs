//! What there is to look for in the values of a component: taken from the
//! contract once, without what leads nowhere. Most members of most bodies are
//! passed over then, where a walk over the schemas would follow each of its
//! references by its text.

use std::collections::{BTreeMap, HashMap};
use std::ptr;
use std::sync::OnceLock;

use serde_json::Value;

use super::contract::{JOB_ID, refers_to};
use crate::contract::{component_of, schemas};

/// Where in the list of all a look stands.
pub(super) type Place = usize;

/// What there is to look for in one value.
#[derive(Debug, Default)]
pub(super) struct Look {
    /// Whether a text is the id of a job.
    pub(super) job: bool,
    /// Whether a number is whole, also when it has a point.
    pub(super) whole: bool,
    /// Whether a text is a date.
    pub(super) date: bool,
    /// The parts that it is put together of.
    pub(super) parts: Vec<Place>,
    /// The alternatives of a union.
    pub(super) choice: Option<Choice>,
    /// The items of a list.
    pub(super) items: Option<Place>,
    /// The members of an object.
    pub(super) members: BTreeMap<&'static str, Option<Place>>,
    /// The members that are not listed.
    pub(super) others: Option<Place>,
}

/// A union: its schema, its alternatives, and the look of each.
#[derive(Debug)]
pub(super) struct Choice {
    pub(super) schema: &'static Value,
    pub(super) alternatives: &'static [Value],
    pub(super) looks: Vec<Place>,
}

/// All looks of the contract.
#[derive(Debug, Default)]
pub(super) struct Looks {
    looks: Vec<Look>,
    components: HashMap<&'static str, Place>,
}

impl Looks {
    /// Those of the contract, made when they are wanted first.
    pub(super) fn of_the_contract() -> &'static Self {
        static LOOKS: OnceLock<Looks> = OnceLock::new();
        LOOKS.get_or_init(|| {
            let mut making = Making::default();
            for (name, schema) in schemas().into_iter().flatten() {
                let place = making.add(schema);
                making.looks.components.insert(name, place);
            }
            making.looks.prune();
            making.looks
        })
    }

    pub(super) fn component(&self, name: &str) -> Option<Place> {
        self.components.get(name).copied()
    }

    pub(super) fn at(&self, place: Place) -> Option<&Look> {
        self.looks.get(place)
    }

    /// Takes out what leads to nothing that is looked for.
    fn prune(&mut self) {
        let mut finds = vec![false; self.looks.len()];
        loop {
            let before = finds.clone();
            for (look, finds) in self.looks.iter().zip(&mut finds) {
                let leads = |place: Place| before.get(place).copied().unwrap_or_default();
                *finds |= look.job || look.whole || look.date || look.next().any(leads);
            }
            if finds == before {
                break;
            }
        }
        let leads = |place: &Place| finds.get(*place).copied().unwrap_or_default();
        for look in &mut self.looks {
            look.parts.retain(leads);
            look.choice = look.choice.take().filter(|choice| choice.looks.iter().any(leads));
            look.items = look.items.filter(leads);
            look.others = look.others.filter(leads);
            // A member that is listed stays: it is none of the others.
            look.members.values_mut().for_each(|place| *place = place.filter(leads));
        }
    }
}

impl Look {
    /// The looks that it leads to.
    fn next(&self) -> impl Iterator<Item = Place> {
        let choices = self.choice.iter().flat_map(|choice| &choice.looks);
        let members = self.members.values().flatten();
        let places = self.parts.iter().chain(choices).chain(members);
        places.copied().chain(self.items).chain(self.others)
    }
}

/// Looks that are being made.
#[derive(Default)]
struct Making {
    looks: Looks,
    /// The look of each schema, by where that stands in memory: schemas lead back
    /// to themselves.
    known: HashMap<usize, Place>,
}

impl Making {
    fn add(&mut self, schema: &'static Value) -> Place {
        let address = ptr::from_ref(schema).addr();
        if let Some(place) = self.known.get(&address) {
            return *place;
        }
        let place = self.looks.looks.len();
        self.known.insert(address, place);
        self.looks.looks.push(Look::default());
        let look = self.look(schema);
        if let Some(slot) = self.looks.looks.get_mut(place) {
            *slot = look;
        }
        place
    }

    fn look(&mut self, schema: &'static Value) -> Look {
        let job = refers_to(schema, JOB_ID);
        let Some(schema) = component_of(schema) else {
            return Look { job, ..Look::default() };
        };
        let list = |name| schema[name].as_array().map(Vec::as_slice);
        let alternatives = list("oneOf");
        let listed = schema["properties"].as_object().into_iter().flatten();
        Look {
            job,
            whole: schema["type"] == "integer",
            date: schema["format"] == "date-time",
            parts: list("allOf").into_iter().flatten().map(|part| self.add(part)).collect(),
            choice: alternatives.map(|alternatives| Choice {
                schema,
                alternatives,
                looks: alternatives.iter().map(|alternative| self.add(alternative)).collect(),
            }),
            items: schema.get("items").map(|items| self.add(items)),
            members: listed.map(|(name, member)| (name.as_str(), Some(self.add(member)))).collect(),
            others: schema.get("additionalProperties").map(|others| self.add(others)),
        }
    }
}
