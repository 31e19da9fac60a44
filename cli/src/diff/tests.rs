//! Each kind of difference is found where it is, and nothing where there is none.

use flatfile_jobs::api::OPERATIONS;
use serde_json::{Value, json};

use super::{Difference, Known, compare};

fn contract() -> Value {
    serde_json::from_str(flatfile_jobs::contract::OPENAPI_JSON).unwrap()
}

fn differences(file: &Value) -> Vec<Difference> {
    compare(&contract(), file).unwrap().differences
}

fn lines(differences: &[Difference]) -> Vec<String> {
    let line = |it: &Difference| format!("{} {}: {}", it.severity.name(), it.place, it.found);
    differences.iter().map(line).collect()
}

/// Changes each node of a document, the inner ones first.
fn each(node: &mut Value, change: &mut impl FnMut(&mut Value)) {
    match node {
        Value::Object(members) => members.values_mut().for_each(|it| each(it, change)),
        Value::Array(items) => items.iter_mut().for_each(|it| each(it, change)),
        _ => {}
    }
    change(node);
}

/// The contract in the words of OpenAPI 3.1.
fn in_3_1() -> Value {
    let mut document = contract();
    each(&mut document, &mut |node| {
        let Some(node) = node.as_object_mut() else { return };
        if node.get("enum").and_then(Value::as_array).is_some_and(|values| values.len() == 1) {
            let values = node.remove("enum").unwrap();
            node.insert("const".to_owned(), values[0].clone());
        }
        if node.remove("nullable").is_none() {
            return;
        }
        if let Some(kind) = node.get_mut("type") {
            *kind = json!([kind, "null"]);
        } else if node.contains_key("allOf") {
            let parts = node.remove("allOf").unwrap();
            node.insert("anyOf".to_owned(), json!([parts[0], { "type": "null" }]));
        } else {
            node.insert("nullable".to_owned(), true.into());
        }
    });
    document["openapi"] = "3.1.0".into();
    document
}

#[test]
fn the_same_in_other_words_is_the_same() {
    assert_eq!(lines(&differences(&contract())), [""; 0]);
    assert_eq!(lines(&differences(&in_3_1())), [""; 0]);
    // By other names, below another path.
    let text =
        in_3_1().to_string().replace("#/components/schemas/", "#/components/schemas/type_x_");
    let mut renamed: Value = serde_json::from_str(&text).unwrap();
    let schemas = renamed["components"]["schemas"].as_object().unwrap().clone();
    let schemas = schemas.into_iter().map(|(name, schema)| (format!("type_x_{name}"), schema));
    renamed["components"]["schemas"] = Value::Object(schemas.collect());
    let paths = renamed["paths"].as_object().unwrap().clone();
    let paths =
        paths.into_iter().map(|(path, item)| (format!("/v1{path}").replace("jobId", "id"), item));
    renamed["paths"] = Value::Object(paths.collect());
    assert_eq!(lines(&differences(&renamed)), [""; 0]);
}

#[test]
fn each_kind_is_found_where_it_is() {
    const JOB: &str = "/components/schemas/Job";
    for (pointer, change, found) in [
        (
            "/paths/~1jobs",
            json!({ "post": null }),
            "breaking createJob: an operation in the contract only",
        ),
        (
            "/paths",
            json!({ "/jobs/{id}/pause": { "post": {} } }),
            "additive POST /jobs/{id}/pause: an operation in the file only",
        ),
        (
            "/paths/~1jobs/get/parameters/0",
            json!({ "required": true }),
            "breaking listJobs?environmentId: required in the file only",
        ),
        (
            "/paths/~1jobs/get/parameters/0",
            json!({ "name": "environment" }),
            "breaking listJobs?environmentId: a parameter in the contract only",
        ),
        (
            &format!("{JOB}/properties"),
            json!({ "colour": { "type": "string" } }),
            "additive Job.colour: a member in the file only",
        ),
        (
            &format!("{JOB}/properties"),
            json!({ "info": null }),
            "additive Job.info: a member in the contract only",
        ),
        (
            &format!("{JOB}/properties"),
            json!({ "operation": null }),
            "breaking Job.operation: a required member in the contract only",
        ),
        (
            "/components/schemas/JobConfig/properties",
            json!({ "info": null }),
            "breaking JobConfig.info: a member in the contract only",
        ),
        (
            JOB,
            json!({ "required": ["id", "createdAt", "updatedAt", "type", "operation", "source", "createdBy"] }),
            "additive Job.createdBy: required in the file only",
        ),
        (
            JOB,
            json!({ "required": ["id", "updatedAt", "type", "operation", "source"] }),
            "breaking Job.createdAt: required in the contract only",
        ),
        (
            &format!("{JOB}/properties/operation"),
            json!({ "nullable": true }),
            "breaking Job.operation: nullable in the file only",
        ),
        (
            &format!("{JOB}/properties/info"),
            json!({ "nullable": false }),
            "additive Job.info: nullable in the contract only",
        ),
        (
            &format!("{JOB}/properties/part"),
            json!({ "type": "string" }),
            "breaking Job.part: integer in the contract, string in the file",
        ),
        (
            &format!("{JOB}/properties/input"),
            json!({ "properties": { "a": { "type": "string" } } }),
            "additive Job.input: object in the file only, anything in the other",
        ),
        (
            "/components/schemas/Trigger",
            json!({ "enum": ["manual", "immediate", "nightly"] }),
            "additive Trigger: the value `nightly` is in the file only",
        ),
        (
            "/components/schemas/Trigger",
            json!({ "enum": ["manual"] }),
            "breaking Trigger: the value `immediate` is in the contract only",
        ),
        (
            "/components/schemas/JobOutcomeNext/discriminator/mapping",
            json!({ "again": "#/components/schemas/JobOutcomeNextRetry" }),
            "additive JobOutcomeNext: the tag `again` is in the file only",
        ),
        (
            "/components/schemas/JobOutcomeNextUrl",
            json!({ "required": ["type"] }),
            "additive JobOutcomeNextUrl.url: required in the contract only",
        ),
    ] {
        let mut file = contract();
        let node = file.pointer_mut(pointer).unwrap().as_object_mut().unwrap();
        for (member, value) in change.as_object().unwrap() {
            match value {
                Value::Null => drop(node.remove(member)),
                value => drop(node.insert(member.clone(), value.clone())),
            }
        }
        let lines = lines(&differences(&file));
        assert!(lines.contains(&found.to_owned()), "{pointer} {change}: {lines:?}");
        // What one change leads to is one difference, or two for what was renamed.
        assert!(lines.len() <= 2, "{pointer} {change}: {lines:?}");
    }
}

/// What the vendor's file is known to say otherwise, done to the contract. Each
/// line of the list is needed for it, and nothing else stands out.
#[test]
fn what_the_vendor_says_otherwise_is_known() {
    let mut file = contract();
    each(&mut file, &mut |node| {
        if let Some(node) = node.as_object_mut() {
            node.remove("nullable");
        }
    });
    let schemas = &mut file["components"]["schemas"];
    for (component, member) in [
        ("Job", "createdBy"),
        ("SuccessData", "success"),
        ("UpdateDataClipResolutionsJobConfig", "columnField"),
        ("UpdateDataClipResolutionsJobConfig", "columnValue"),
        ("EnumPropertyOption", "value"),
        ("MappingFromPreprocessingJobConfig", "proposal"),
    ] {
        let component = &mut schemas[component];
        if component["required"].is_null() {
            component["required"] = json!([]);
        }
        component["required"].as_array_mut().unwrap().push(member.into());
    }
    let forms = json!({ "oneOf": [{ "type": "string" }, { "type": "integer" }] });
    let object = json!({ "type": "object", "properties": { "label": { "type": "string" } } });
    for job in ["Job", "JobConfig", "JobUpdate"] {
        schemas[job]["properties"]["config"] = forms.clone();
    }
    schemas["CellValueUnion"] = forms.clone();
    schemas["EnumValue"] = forms;
    schemas["Action"] = object.clone();
    schemas["AiGenerateConstraintJobConfig"]["properties"]["constraints"]["items"] = object;
    schemas["ReportedProgress"] = json!({ "type": "integer" });
    schemas["JobOutcomeNextSnapshot"]["properties"].as_object_mut().unwrap().remove("label");
    file["paths"]["/jobs"]["post"]["requestBody"]["required"] = false.into();

    let found = differences(&file);
    let known = Known::vendor();
    let new: Vec<Difference> =
        found.iter().filter(|it| known.reason(it).is_none()).cloned().collect();
    assert_eq!(lines(&new), [""; 0]);
    assert_eq!(known.idle(&found), [""; 0]);
}

#[test]
fn a_part_of_the_api_is_compared_as_that() {
    let mut file = contract();
    let paths = file["paths"].as_object_mut().unwrap();
    paths.retain(|path, _| path.starts_with("/jobs"));
    paths.insert("/sheets".to_owned(), json!({ "get": {}, "post": {} }));
    let compared = compare(&contract(), &file).unwrap();
    assert_eq!(lines(&compared.differences), [""; 0]);
    assert_eq!(compared.alone.there, 2);
    let events = contract()["paths"].as_object().unwrap().len() - (paths_of(&file) - 1);
    assert!(compared.alone.here >= events, "{:?}", compared.alone);
    // A file of something else has all of it missing.
    file["paths"] = json!({ "/sheets": { "get": {} } });
    let missing = differences(&file);
    assert_eq!(
        missing.iter().filter(|it| it.found.kind() == "operation").count(),
        OPERATIONS.len()
    );
}

fn paths_of(file: &Value) -> usize {
    file["paths"].as_object().unwrap().len()
}

#[test]
fn what_is_no_openapi_3_is_said() {
    for (file, fault) in [
        (
            json!({ "openapi": "4.0.0", "paths": {} }),
            "it is OpenAPI 4.0.0; 3.0, 3.1 and 3.2 are read",
        ),
        (json!({ "swagger": "2.0" }), "it is Swagger 2; OpenAPI 3.0, 3.1 and 3.2 are read"),
        (json!({ "openapi": "3.1.0" }), "it has no paths"),
        (json!([]), "it does not say `openapi: 3.…`"),
    ] {
        assert_eq!(compare(&contract(), &file).map(|_| ()), Err(fault.to_owned()));
    }
}

/// A document of others may lead in a ring, to nowhere, and as deep as it likes.
#[test]
fn no_document_is_too_odd() {
    let mut file = contract();
    let schemas = &mut file["components"]["schemas"];
    schemas["Job"] = json!({ "$ref": "#/components/schemas/Job" });
    schemas["Progress"] = json!({ "$ref": "elsewhere.yaml#/Progress" });
    schemas["JobPart"] = json!({ "allOf": [{ "$ref": "#/components/schemas/JobPart" }] });
    schemas["Pagination"] =
        json!({ "allOf": [{ "$ref": "#/components/schemas/JobPart" }, 7, null] });
    schemas["JobOutcome"] =
        json!({ "oneOf": [{ "$ref": "#/components/schemas/JobOutcome" }, { "type": 7 }] });
    file["paths"]["/jobs"]["get"]["parameters"] =
        json!([7, { "in": "query" }, { "$ref": "#/nowhere" }]);
    file["paths"]["/jobs/{jobId}"]["get"] = json!([]);
    assert!(!differences(&file).is_empty());
}

/// Components that are made of each other, by all ways: to follow each way would
/// never end.
#[test]
fn what_is_made_of_itself_is_read_once() {
    for word in ["oneOf", "anyOf", "allOf"] {
        let all: Vec<Value> =
            (0..12).map(|it| json!({ "$ref": format!("#/components/schemas/Ring{it}") })).collect();
        let mut file = contract();
        for number in 0..12 {
            file["components"]["schemas"][format!("Ring{number}")] = json!({ word: all });
        }
        file["components"]["schemas"]["Job"]["properties"]["info"] = all[0].clone();
        let found = lines(&differences(&file));
        assert_eq!(found[0], "additive Job.info: nullable in the contract only");
        assert!(found[1].starts_with("breaking Job.info: string in the contract, "), "{found:?}");
        assert_eq!(found.len(), 2, "{word}: {found:?}");
        file["components"]["schemas"]["Job"]["properties"]["config"] = all[0].clone();
        let found = lines(&differences(&file));
        assert!(found[0].starts_with("additive Job.config: "), "{word}: {found:?}");
    }
}

/// Each of a chain has two ways to the next.
#[test]
fn two_ways_to_the_same_are_one() {
    let mut file = contract();
    for number in 0..100 {
        let next = json!({ "$ref": format!("#/components/schemas/Step{}", number + 1) });
        file["components"]["schemas"][format!("Step{number}")] =
            json!({ "oneOf": [next, { "type": "array", "items": next }, next] });
    }
    file["components"]["schemas"]["Step100"] = json!({ "type": "integer" });
    file["components"]["schemas"]["Job"]["properties"]["info"] =
        json!({ "$ref": "#/components/schemas/Step0" });
    assert_eq!(
        lines(&differences(&file)),
        [
            "additive Job.info: nullable in the contract only",
            "breaking Job.info: string in the contract, one of several in the file",
        ]
    );
}

#[test]
fn a_reference_that_is_not_followed_is_a_difference_of_its_own() {
    let chain: serde_json::Map<String, Value> = (0..70)
        .map(|at| {
            (
                format!("Chain{at}"),
                json!({ "$ref": format!("#/components/schemas/Chain{}", at + 1) }),
            )
        })
        .collect();
    for to in [
        "other.yaml#/Job",
        "#/components/schemas/Nobody",
        "#/components/schemas/Ring",
        "#/components/schemas/Chain0",
    ] {
        let mut file = contract();
        let schemas = file["components"]["schemas"].as_object_mut().unwrap();
        schemas.insert("Ring".to_owned(), json!({ "$ref": "#/components/schemas/Ring" }));
        schemas.extend(chain.clone());
        file["components"]["schemas"]["Job"]["properties"]["info"] = json!({ "$ref": to });
        let found = differences(&file);
        assert_eq!(found.len(), 1, "{:?}", lines(&found));
        assert_eq!((found[0].found.kind(), found[0].place.as_str()), ("reference", "Job.info"));
        assert_eq!(found[0].severity, super::Severity::Breaking);
    }
    let paths = |file: &Value| file["paths"].as_object().unwrap().clone();
    for (pointer, place) in [
        ("/post/requestBody", "failJob request"),
        ("/post/responses/200", "failJob response"),
        ("/parameters/0", "failJob?"),
    ] {
        let mut file = contract();
        let path =
            paths(&file).into_iter().map(|it| it.0).find(|it| it.ends_with("/fail")).unwrap();
        let pointer = format!("/paths/{}{pointer}", path.replace('/', "~1"));
        *file.pointer_mut(&pointer).unwrap() = json!({ "$ref": "other.yaml#/a" });
        let found = differences(&file);
        let is_it = |it: &&Difference| it.found.kind() == "reference";
        assert_eq!(found.iter().find(is_it).unwrap().place, place, "{:?}", lines(&found));
    }
}
