//! Operations: each is its method and its path, whatever its parameters and the
//! operation itself are called.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::difference::{Found, Side, Way};
use super::document::{Document, elements, members};
use super::schemas::Walk;

const METHODS: [&str; 9] =
    ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Headers that OpenAPI has said elsewhere: a parameter of their name is passed
/// over, as it has it.
const ELSEWHERE: [&str; 3] = ["accept", "authorization", "content-type"];

/// What a path may begin with beside the server's address.
const VERSION: &str = "/v1/";

const JSON: &str = "application/json";

struct Operation<'d> {
    path: &'d str,
    item: &'d Value,
    node: &'d Value,
}

/// How many operations were left alone, since the other side has nothing below
/// their first segment.
#[derive(Clone, Copy, Debug, Default)]
pub struct Alone {
    pub here: usize,
    pub there: usize,
}

/// Compares the operations below the segments that both have: a vendor publishes
/// a file for a part of the API, or one for the whole. Where they share none, all
/// of the contract's are missing.
pub fn compare<'d>(walk: &mut Walk<'d>) -> Alone {
    let mut here = operations(walk.here);
    let mut there = operations(walk.there);
    let (ours, theirs) = (rooms(&here), rooms(&there));
    for (path, item) in members(walk.there.0.get("paths")) {
        // Of what is left alone nothing is said.
        if ours.contains(room(&plain(path))) {
            walk.theirs(item, path);
        }
    }
    let all = (here.len(), there.len());
    there.retain(|(_, path), _| ours.contains(room(path)));
    if !ours.is_disjoint(&theirs) {
        here.retain(|(_, path), _| theirs.contains(room(path)));
    }
    let alone = Alone { here: all.0 - here.len(), there: all.1 - there.len() };
    for (key, ours) in &here {
        let name = ours.node.get("operationId").and_then(Value::as_str).unwrap_or(ours.path);
        match there.get(key) {
            None => walk.add(name, Found::Operation(Side::Here), Way::Request),
            Some(theirs) => {
                parameters(walk, name, ours, theirs);
                bodies(walk, name, ours.node, theirs.node);
            }
        }
    }
    for ((method, _), theirs) in there.iter().filter(|(key, _)| !here.contains_key(*key)) {
        let place = format!("{} {}", method.to_uppercase(), theirs.path);
        walk.add(&place, Found::Operation(Side::There), Way::Request);
    }
    alone
}

/// By method and path, its parameters without their names.
fn operations(document: Document<'_>) -> BTreeMap<(&'static str, String), Operation<'_>> {
    let mut all = BTreeMap::new();
    for (path, item) in members(document.0.get("paths")) {
        let item = document.follow(item).node;
        for method in METHODS {
            if let Some(node) = item.get(method) {
                all.insert((method, plain(path)), Operation { path, item, node });
            }
        }
    }
    all
}

fn plain(path: &str) -> String {
    let below = path.strip_prefix(VERSION).unwrap_or_else(|| path.trim_start_matches('/'));
    let segments = below.trim_end_matches('/').split('/');
    let plain = segments.map(|segment| if segment.starts_with('{') { "{}" } else { segment });
    plain.collect::<Vec<_>>().join("/")
}

fn rooms(operations: &BTreeMap<(&'static str, String), Operation<'_>>) -> BTreeSet<String> {
    operations.keys().map(|(_, path)| room(path).to_owned()).collect()
}

/// The first segment of a path.
fn room(path: &str) -> &str {
    path.split('/').next().unwrap_or(path)
}

fn parameters<'d>(walk: &mut Walk<'d>, name: &str, here: &Operation<'d>, there: &Operation<'d>) {
    for parameter in written(there) {
        walk.theirs(parameter, &format!("{name}?"));
    }
    let (here, there) = (all_of(walk.here, here), all_of(walk.there, there));
    for (key, ours) in &here {
        let place = format!("{name}?{}", key.1);
        let Some(theirs) = there.get(key) else {
            walk.add(&place, Found::Parameter(Side::Here, is_required(ours)), Way::Request);
            continue;
        };
        match (is_required(ours), is_required(theirs)) {
            (true, false) => walk.add(&place, Found::Required(Side::Here), Way::Request),
            (false, true) => walk.add(&place, Found::Required(Side::There), Way::Request),
            _ => {}
        }
        walk.compare(ours.get("schema"), theirs.get("schema"), &place, Way::Request);
    }
    for (key, theirs) in there.iter().filter(|(key, _)| !here.contains_key(*key)) {
        let place = format!("{name}?{}", key.1);
        walk.add(&place, Found::Parameter(Side::There, is_required(theirs)), Way::Request);
    }
}

/// The parameters of an operation by place and name, those of its path too. In a
/// path they are told apart by where they stand, and their names are free.
fn all_of<'d>(
    document: Document<'d>,
    operation: &Operation<'d>,
) -> BTreeMap<(&'d str, String), &'d Value> {
    let mut all = BTreeMap::new();
    for parameter in written(operation) {
        let node = document.follow(parameter).node;
        let text = |member: &str| node.get(member).and_then(Value::as_str).unwrap_or_default();
        let (place, name) = (text("in"), text("name"));
        let name = match place {
            "header" => name.to_lowercase(),
            _ => name.to_owned(),
        };
        let elsewhere = place == "header" && ELSEWHERE.contains(&name.as_str());
        if place != "path" && !elsewhere {
            all.insert((place, name), node);
        }
    }
    all
}

/// Its parameters as they are written, after those of its path.
fn written<'d>(operation: &Operation<'d>) -> impl Iterator<Item = &'d Value> + use<'d> {
    let of_path = elements(operation.item.get("parameters"));
    of_path.chain(elements(operation.node.get("parameters")))
}

fn is_required(node: &Value) -> bool {
    node.get("required").is_some_and(|required| required == true)
}

/// The body of a request, and that of a success.
fn bodies<'d>(walk: &mut Walk<'d>, name: &str, here: &'d Value, there: &'d Value) {
    let request = |document: Document<'d>, node: &'d Value| {
        let body = document.follow(node.get("requestBody")?).node;
        Some((is_required(body), schema(body)))
    };
    let place = format!("{name} request");
    if let Some(body) = there.get("requestBody") {
        walk.theirs(body, &place);
    }
    match (request(walk.here, here), request(walk.there, there)) {
        (Some((ours, here)), Some((theirs, there))) => {
            match (ours, theirs) {
                (true, false) => walk.add(&place, Found::Required(Side::Here), Way::Request),
                (false, true) => walk.add(&place, Found::Required(Side::There), Way::Request),
                _ => {}
            }
            walk.compare(here, there, &place, Way::Request);
        }
        (Some((required, _)), None) => {
            walk.add(&place, Found::Member(Side::Here, required), Way::Request);
        }
        (None, Some((required, _))) => {
            walk.add(&place, Found::Member(Side::There, required), Way::Request);
        }
        (None, None) => {}
    }
    let place = format!("{name} response");
    let ours = success(here).and_then(|response| schema(walk.here.follow(response).node));
    let theirs = success(there).and_then(|response| schema(walk.theirs(response, &place)));
    walk.compare(ours, theirs, &place, Way::Response);
}

fn success(node: &Value) -> Option<&Value> {
    let mut all = members(node.get("responses"));
    all.find(|(status, _)| status.starts_with('2')).map(|(_, response)| response)
}

fn schema(body: &Value) -> Option<&Value> {
    body.get("content")?.get(JSON)?.get("schema")
}
