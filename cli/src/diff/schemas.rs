//! Two schemas compared, and all that they lead to. Schemas are compared where
//! they stand, whatever they are called: the walk goes through both at once.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde_json::Value;

use super::difference::{Difference, Found, Side, Way};
use super::document::{Document, Named};
use super::shape::{Kind, Members, Shape};

/// Where differences are gathered.
pub struct Walk<'d> {
    pub here: Document<'d>,
    pub there: Document<'d>,
    /// What was compared already, each way.
    met: HashSet<(*const Value, *const Value, Way)>,
    /// The components of the contract that were met.
    pub reached: BTreeSet<&'d str>,
    found: BTreeMap<(String, Found), Difference>,
}

impl<'d> Walk<'d> {
    pub fn new(here: Document<'d>, there: Document<'d>) -> Self {
        let (met, reached, found) = (HashSet::new(), BTreeSet::new(), BTreeMap::new());
        Self { here, there, met, reached, found }
    }

    /// The differences, in the order of their places.
    pub fn differences(self) -> Vec<Difference> {
        self.found.into_values().collect()
    }

    /// One that is found both ways has the worse of its meanings.
    pub fn add(&mut self, place: &str, found: Found, way: Way) {
        let severity = found.severity(way);
        let new = || Difference { place: place.to_owned(), found: found.clone(), severity };
        let entry = self.found.entry((place.to_owned(), found.clone())).or_insert_with(new);
        entry.severity = entry.severity.max(severity);
    }

    /// What stands somewhere in the file, by whatever references.
    pub fn theirs(&mut self, node: &'d Value, place: &str) -> &'d Value {
        let Named { node, lost, .. } = self.there.follow(node);
        if let Some(to) = lost {
            self.add(place, Found::Reference(to.to_owned()), Way::Request);
        }
        node
    }

    /// Compares two schemas. `place` is where they stand, and is the component's
    /// name where the contract's is one. What is not said allows anything.
    pub fn compare(
        &mut self,
        here: Option<&'d Value>,
        there: Option<&'d Value>,
        place: &str,
        way: Way,
    ) {
        let here = Shape::of(self.here, here.unwrap_or(&Value::Null));
        let there = Shape::of(self.there, there.unwrap_or(&Value::Null));
        self.shapes(&here, &there, place, way);
    }

    fn shapes(&mut self, here: &Shape<'d>, there: &Shape<'d>, place: &str, way: Way) {
        self.reached.extend(here.name);
        let place = here.name.unwrap_or(place);
        // A component is compared with each that stands in its place, once.
        if here.name.is_some()
            && !self.met.insert((
                std::ptr::from_ref(here.node),
                std::ptr::from_ref(there.node),
                way,
            ))
        {
            return;
        }
        if let Some(to) = there.lost {
            self.add(place, Found::Reference(to.to_owned()), way);
            // What is known of it is no whole.
            return;
        }
        match (&here.kind, &there.kind) {
            (Kind::Free, Kind::Free) => {}
            // A map is an object that says more.
            (Kind::Map(here), Kind::Map(there)) => {
                self.compare(Some(here), Some(there), &format!("{place}{{}}"), way);
            }
            (Kind::Free, _) => self.add(place, Found::Form(Side::There, there.word()), way),
            (_, Kind::Free) => self.add(place, Found::Form(Side::Here, here.word()), way),
            (Kind::Object(here), Kind::Object(there)) => self.members(here, there, place, way),
            (Kind::Array(here), Kind::Array(there)) => {
                self.compare(*here, *there, &format!("{place}[]"), way);
            }
            (Kind::Enum(here, open), Kind::Enum(there, _)) => {
                self.values(here, there, *open, place, way);
            }
            (Kind::Union(_, ours), Kind::Union(_, theirs)) => {
                self.variants(ours, theirs, place, way);
            }
            (Kind::Either(ours), Kind::Either(theirs)) => self.choices(ours, theirs, place, way),
            (Kind::Plain(ours), Kind::Plain(theirs)) if ours == theirs => {}
            // Whoever reads other values too reads any text.
            (Kind::Enum(_, open), Kind::Plain(word)) if word == "string" => {
                let way = if *open { Way::Request } else { way };
                self.add(place, Found::Form(Side::Here, here.word()), way);
            }
            (Kind::Plain(word), Kind::Enum(..)) if word == "string" => {
                self.add(place, Found::Form(Side::There, there.word()), way);
            }
            _ => self.add(place, Found::Type(here.word(), there.word()), way),
        }
    }

    fn members(&mut self, here: &Members<'d>, there: &Members<'d>, place: &str, way: Way) {
        let names: BTreeSet<&str> = here.keys().chain(there.keys()).copied().collect();
        for name in names {
            let place = format!("{place}.{name}");
            match (here.get(name), there.get(name)) {
                (Some((required, _)), None) => {
                    self.add(&place, Found::Member(Side::Here, *required), way);
                }
                (None, Some((required, _))) => {
                    self.add(&place, Found::Member(Side::There, *required), way);
                }
                (Some((here, ours)), Some((there, theirs))) => {
                    match (here, there) {
                        (true, false) => self.add(&place, Found::Required(Side::Here), way),
                        (false, true) => self.add(&place, Found::Required(Side::There), way),
                        _ => {}
                    }
                    let ours = Shape::of(self.here, ours);
                    let theirs = Shape::of(self.there, theirs);
                    if theirs.lost.is_none() {
                        self.null(&ours, &theirs, !here && !there, &place, way);
                    }
                    self.shapes(&ours, &theirs, &place, way);
                }
                (None, None) => {}
            }
        }
    }

    fn null(&mut self, here: &Shape, there: &Shape, optional: bool, place: &str, way: Way) {
        let is_free = |shape: &Shape| matches!(shape.kind, Kind::Free);
        match (here.nullable, there.nullable) {
            (true, false) if !is_free(there) => {
                self.add(place, Found::Nullable(Side::Here, optional), way);
            }
            (false, true) if !is_free(here) => {
                self.add(place, Found::Nullable(Side::There, optional), way);
            }
            _ => {}
        }
    }

    fn values(
        &mut self,
        here: &BTreeSet<String>,
        there: &BTreeSet<String>,
        open: bool,
        place: &str,
        way: Way,
    ) {
        for value in here.difference(there) {
            self.add(place, Found::Value(Side::Here, value.clone(), open), way);
        }
        for value in there.difference(here) {
            self.add(place, Found::Value(Side::There, value.clone(), open), way);
        }
    }

    fn variants(
        &mut self,
        here: &BTreeMap<String, &'d Value>,
        there: &BTreeMap<String, &'d Value>,
        place: &str,
        way: Way,
    ) {
        for tag in here.keys().filter(|tag| !there.contains_key(*tag)) {
            self.add(place, Found::Tag(Side::Here, tag.clone()), way);
        }
        for (tag, theirs) in there {
            match here.get(tag) {
                None => self.add(place, Found::Tag(Side::There, tag.clone()), way),
                Some(ours) => {
                    self.compare(Some(ours), Some(theirs), &format!("{place}<{tag}>"), way);
                }
            }
        }
    }

    /// Choices are told apart by their kinds.
    fn choices(&mut self, here: &[&'d Value], there: &[&'d Value], place: &str, way: Way) {
        let here: Vec<Shape<'d>> = here.iter().map(|it| Shape::of(self.here, it)).collect();
        let there: Vec<Shape<'d>> = there.iter().map(|it| Shape::of(self.there, it)).collect();
        for ours in &here {
            match there.iter().find(|theirs| theirs.word() == ours.word()) {
                Some(theirs) => {
                    self.shapes(ours, theirs, &format!("{place}<{}>", ours.word()), way);
                }
                None => self.add(place, Found::Tag(Side::Here, ours.word()), way),
            }
        }
        for theirs in &there {
            if !here.iter().any(|ours| ours.word() == theirs.word()) {
                self.add(place, Found::Tag(Side::There, theirs.word()), way);
            }
        }
    }
}
