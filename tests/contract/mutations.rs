//! No mutation of the contract goes unseen.
//!
//! Every member, enum value, operation and parameter of the contract is
//! changed in every way that is listed here; each change has to be seen by the
//! comparison with the released contract. Of each way some are also given to
//! all other checks. The table says what caught how many:
//!
//! `.ci/mutations`

use std::collections::BTreeMap;

use contract::changes::changes;
use contract::examples::misfits;
use contract::facts::facts;
use contract::surface::{difference, surface, text};
use serde_json::{Value, json};

use crate::codegen::document::Document;
use crate::release::{present, released};

/// One way to change a contract, and all places where it can be done.
struct Way {
    name: &'static str,
    edit: Edit,
    places: Vec<Vec<String>>,
}

/// Changes one place; says whether there was something to change.
type Edit = fn(&mut Value, &[String]) -> bool;

/// Of each way, this many go through the slow checks too.
const SAMPLE: usize = 2;

#[test]
#[ignore = "it takes half a minute: `.ci/mutations` runs it"]
fn each_is_caught() {
    let contract = present();
    let committed = include_str!("../../openapi/surface.txt");
    let released = released();
    let mut lean = contract.clone();
    without_texts(&mut lean);
    let mut missed = Vec::new();
    println!("{:<32}{:>8}  caught by", "mutation", "mutants");
    for Way { name, edit, places } in ways(&contract) {
        let mut caught: BTreeMap<&str, usize> = BTreeMap::new();
        let mut mutants = 0;
        let step = places.len().div_ceil(SAMPLE);
        for place in &places {
            let mut mutant = lean.clone();
            if !edit(&mut mutant, place) {
                continue;
            }
            match changes(&released, &facts(&mutant)).is_empty() {
                true => missed.push(format!("{name}: {}", place.join("."))),
                false => *caught.entry("release comparison").or_default() += 1,
            }
            if mutants % step == 0 {
                let mut mutant = contract.clone();
                edit(&mut mutant, place);
                for by in slow_checks(&mutant, committed) {
                    *caught.entry(by).or_default() += 1;
                }
            }
            mutants += 1;
        }
        assert!(mutants > 0, "`{name}` changes nothing");
        let caught: Vec<String> =
            caught.iter().map(|(by, count)| format!("{by} {count}")).collect();
        println!("{name:<32}{mutants:>8}  {}", caught.join(", "));
    }
    println!("build, surface and examples see up to {SAMPLE} mutants of each way");
    assert!(missed.is_empty(), "not caught by anything: {missed:#?}");
}

/// Takes out what is no fact, so that a copy costs little.
fn without_texts(node: &mut Value) {
    match node {
        Value::Object(members) => {
            members.retain(|name, child| match name.as_str() {
                "examples" | "example" => false,
                "description" => !child.is_string(),
                _ => true,
            });
            members.values_mut().for_each(without_texts);
        }
        Value::Array(items) => items.iter_mut().for_each(without_texts),
        _ => {}
    }
}

/// Which of the slow checks see a mutant.
fn slow_checks(mutant: &Value, committed: &str) -> Vec<&'static str> {
    let source = mutant.to_string();
    let document = Document::parse("mutant", &source).expect("JSON is YAML");
    let mut by = Vec::new();
    match surface("mutant", &source) {
        Err(_) => by.push("build"),
        Ok(lines) if !difference(committed, &text(&lines)).is_empty() => by.push("surface"),
        Ok(_) => {}
    }
    if !misfits(&document).is_empty() {
        by.push("examples");
    }
    by
}

fn ways(contract: &Value) -> Vec<Way> {
    let way =
        |name, edit: Edit, places: &[Vec<String>]| Way { name, edit, places: places.to_vec() };
    let members = members(contract);
    let operations = operations(contract);
    let filters: Vec<Vec<String>> = (0..10).map(|index| vec![index.to_string()]).collect();
    vec![
        way("remove a member", remove_member, &members),
        way("rename a member", rename_member, &members),
        way("change a member's type", change_type, &members),
        way("change a member's required flag", flip_required, &members),
        way("drop an enum value", drop_value, &enum_values(contract)),
        way("change a method", change_method, &operations),
        way("change a path", change_path, &operations),
        way("change a body's required flag", flip_body, &operations),
        way("change a retry class", change_retry, &operations),
        way("turn round what may reopen a job", change_reopens, &operations),
        way("drop other spellings of values", drop_aliases, &[vec![]]),
        way("remove an operation", |it, at| remove(it, at).is_some(), &operations),
        way("remove a filter of list", remove_filter, &filters),
    ]
}

fn members(contract: &Value) -> Vec<Vec<String>> {
    let schemas = contract["components"]["schemas"].as_object().unwrap();
    let of = |(name, schema): (&String, &Value)| {
        let members: Vec<String> = schema["properties"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(member, _)| member.clone())
            .collect();
        let name = name.clone();
        members.into_iter().map(move |member| vec![name.clone(), member])
    };
    schemas.iter().flat_map(of).collect()
}

fn enum_values(contract: &Value) -> Vec<Vec<String>> {
    let schemas = contract["components"]["schemas"].as_object().unwrap();
    let of = |(name, schema): (&String, &Value)| {
        let count = schema["enum"].as_array().map_or(0, Vec::len);
        let name = name.clone();
        (0..count).map(move |index| vec![name.clone(), index.to_string()])
    };
    schemas.iter().flat_map(of).collect()
}

fn operations(contract: &Value) -> Vec<Vec<String>> {
    let mut places = Vec::new();
    for (path, item) in contract["paths"].as_object().unwrap() {
        for method in crate::codegen::walk::METHODS {
            if item.get(method).is_some() {
                places.push(vec![path.clone(), method.to_owned()]);
            }
        }
    }
    places
}

type Members = serde_json::Map<String, Value>;

fn schema<'a>(it: &'a mut Value, at: &[String]) -> &'a mut Value {
    &mut it["components"]["schemas"][&at[0]]
}

fn properties<'a>(it: &'a mut Value, at: &[String]) -> &'a mut Members {
    schema(it, at)["properties"].as_object_mut().unwrap()
}

fn remove_member(it: &mut Value, at: &[String]) -> bool {
    properties(it, at).remove(&at[1]).is_some()
}

fn rename_member(it: &mut Value, at: &[String]) -> bool {
    let member = properties(it, at).remove(&at[1]).unwrap();
    properties(it, at).insert(format!("{}X", at[1]), member);
    for name in schema(it, at)["required"].as_array_mut().into_iter().flatten() {
        if *name == at[1] {
            *name = json!(format!("{}X", at[1]));
        }
    }
    true
}

fn change_type(it: &mut Value, at: &[String]) -> bool {
    let boolean = properties(it, at)[&at[1]]["type"] == "boolean";
    let kind = if boolean { "integer" } else { "boolean" };
    properties(it, at).insert(at[1].clone(), json!({ "type": kind, "nullable": true }));
    true
}

fn flip_required(it: &mut Value, at: &[String]) -> bool {
    let schema = schema(it, at).as_object_mut().unwrap();
    let required = schema.entry("required").or_insert(json!([])).as_array_mut().unwrap();
    match required.iter().position(|name| *name == at[1]) {
        Some(index) => drop(required.remove(index)),
        None => required.push(json!(at[1])),
    }
    true
}

fn drop_value(it: &mut Value, at: &[String]) -> bool {
    schema(it, at)["enum"].as_array_mut().unwrap().remove(at[1].parse().unwrap());
    true
}

fn remove(it: &mut Value, at: &[String]) -> Option<Value> {
    it["paths"][&at[0]].as_object_mut().unwrap().remove(&at[1])
}

fn change_method(it: &mut Value, at: &[String]) -> bool {
    let operation = remove(it, at).unwrap();
    let item = it["paths"][&at[0]].as_object_mut().unwrap();
    let free = crate::codegen::walk::METHODS
        .into_iter()
        .find(|method| *method != at[1] && !item.contains_key(*method));
    item.insert(free.unwrap().to_owned(), operation);
    true
}

fn change_path(it: &mut Value, at: &[String]) -> bool {
    let paths = it["paths"].as_object_mut().unwrap();
    let item = paths.remove(&at[0]).unwrap();
    paths.insert(format!("{}/x", at[0]), item);
    true
}

fn flip_body(it: &mut Value, at: &[String]) -> bool {
    let Some(body) = it["paths"][&at[0]][&at[1]].get_mut("requestBody") else { return false };
    body["required"] = json!(body["required"] != true);
    true
}

fn change_retry(it: &mut Value, at: &[String]) -> bool {
    let operation = &mut it["paths"][&at[0]][&at[1]];
    let other = if operation["x-retry"] == "safe" { "once" } else { "safe" };
    operation["x-retry"] = json!(other);
    true
}

fn change_reopens(it: &mut Value, at: &[String]) -> bool {
    let operation = it["paths"][&at[0]][&at[1]].as_object_mut().unwrap();
    if operation.remove("x-reopens").is_none() {
        operation.insert("x-reopens".into(), json!(true));
    }
    true
}

fn drop_aliases(it: &mut Value, _: &[String]) -> bool {
    let schemas = it["components"]["schemas"].as_object_mut().unwrap();
    let mut schemas = schemas.values_mut().filter_map(Value::as_object_mut);
    schemas.any(|schema| schema.remove("x-aliases").is_some())
}

fn remove_filter(it: &mut Value, at: &[String]) -> bool {
    let parameters = it["paths"]["/jobs"]["get"]["parameters"].as_array_mut().unwrap();
    parameters.remove(at[0].parse().unwrap());
    true
}
