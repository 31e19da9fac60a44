//! A required header that has one allowed value is no argument: it leaves the
//! parameters and is sent by the hook, from the operations table.

use serde_json::Value;

use crate::codegen::check::constant;

pub fn remove(contract: &mut Value) {
    let declared = contract.pointer("/components/parameters").cloned().unwrap_or_default();
    let is_constant = |parameter: &Value| match parameter.get("$ref").and_then(Value::as_str) {
        Some(target) => target
            .strip_prefix("#/components/parameters/")
            .and_then(|name| declared.get(name))
            .is_some_and(|parameter| constant(parameter).is_some()),
        None => constant(parameter).is_some(),
    };
    super::each_object(contract, &mut |members| {
        if let Some(Value::Array(parameters)) = members.get_mut("parameters") {
            parameters.retain(|parameter| !is_constant(parameter));
        }
    });
}
