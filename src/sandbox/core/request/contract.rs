//! What the contract says of the requests of each operation.

use std::sync::OnceLock;

use serde_json::Value;

use crate::api::{OPERATIONS, OperationId};
use crate::contract::OPENAPI_JSON;

/// The requests of one operation.
#[derive(Debug, Default)]
pub(super) struct Shape {
    /// The schema of its body.
    pub(super) body: Option<String>,
    /// What its query may hold.
    pub(super) query: Vec<Parameter>,
}

/// One parameter of a query.
#[derive(Debug)]
pub(super) struct Parameter {
    pub(super) name: String,
    /// Its JSON type.
    pub(super) kind: String,
    /// Its schema, when that is one of its own.
    pub(super) component: Option<String>,
}

/// The requests of an operation.
pub(super) fn shape(operation: OperationId) -> &'static Shape {
    static SHAPES: OnceLock<Vec<Shape>> = OnceLock::new();
    static NONE: Shape = Shape { body: None, query: Vec::new() };
    let shapes = SHAPES.get_or_init(|| {
        let contract: Value = serde_json::from_str(OPENAPI_JSON).unwrap_or_default();
        // One for each row of the table, in its order.
        OPERATIONS.iter().map(|operation| read(&contract, operation.name)).collect()
    });
    shapes.get(operation as usize).unwrap_or(&NONE)
}

fn read(contract: &Value, name: &str) -> Shape {
    let items = contract["paths"].as_object().into_iter().flat_map(|paths| paths.values());
    let operation = items
        .flat_map(|item| item.as_object().into_iter().flat_map(|methods| methods.values()))
        .find(|operation| operation["operationId"] == name);
    let Some(operation) = operation else { return Shape::default() };
    let body = &operation["requestBody"]["content"]["application/json"]["schema"];
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    Shape {
        body: component(body),
        query: parameters.filter_map(|parameter| query(contract, parameter)).collect(),
    }
}

fn query(contract: &Value, parameter: &Value) -> Option<Parameter> {
    let parameter = resolve(contract, parameter);
    if parameter["in"] != "query" {
        return None;
    }
    let schema = &parameter["schema"];
    Some(Parameter {
        name: parameter["name"].as_str()?.to_owned(),
        kind: resolve(contract, schema)["type"].as_str()?.to_owned(),
        component: component(schema),
    })
}

fn resolve<'a>(contract: &'a Value, value: &'a Value) -> &'a Value {
    let target = value["$ref"].as_str().and_then(|target| target.strip_prefix('#'));
    target.and_then(|pointer| contract.pointer(pointer)).unwrap_or(value)
}

fn component(schema: &Value) -> Option<String> {
    Some(schema["$ref"].as_str()?.strip_prefix("#/components/schemas/")?.to_owned())
}
