//! A value against a schema of the contract, and which member is at fault.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use ::http::StatusCode;
use jsonschema::error::ValidationErrorKind as Kind;
use jsonschema::paths::LocationSegment;
use jsonschema::{ValidationError, Validator};
use serde_json::Value;

use crate::contract::{Enums, convert};
use crate::sandbox::UnknownEnums;
use crate::sandbox::core::answer::Refusal;

/// Checks a value against a component of the contract.
pub(super) fn check(component: &str, enums: UnknownEnums, value: &Value) -> Result<(), Refusal> {
    let Some(validator) = validator(component, enums) else { return Ok(()) };
    // Where open enums are open, what is left of enums are the tags of unions;
    // the types keep an object with another tag as it is.
    let open = |error: &ValidationError<'_>| {
        enums == UnknownEnums::Accept && matches!(innermost(error).kind(), Kind::Enum { .. })
    };
    let Some(error) = validator.iter_errors(value).find(|error| !open(error)) else {
        return Ok(());
    };
    let error = innermost(&error);
    let member = member(error);
    let message = match member.as_str() {
        "" => format!("the body does not fit: {}", error.masked()),
        member => format!("`{member}` does not fit: {}", error.masked()),
    };
    let refusal = Refusal::new(StatusCode::BAD_REQUEST, message);
    Err(if member.is_empty() { refusal } else { refusal.about(member) })
}

/// The compiled schema. All sandboxes of a process share them: compiling one
/// takes longer than most calls.
fn validator(component: &str, enums: UnknownEnums) -> Option<Arc<Validator>> {
    type Compiled = HashMap<(String, UnknownEnums), Arc<Validator>>;
    static COMPILED: OnceLock<Mutex<Compiled>> = OnceLock::new();
    let compiled = COMPILED.get_or_init(Mutex::default);
    let mut compiled = compiled.lock().unwrap_or_else(PoisonError::into_inner);
    let key = (component.to_owned(), enums);
    if let Some(validator) = compiled.get(&key) {
        return Some(Arc::clone(validator));
    }
    let open = match enums {
        UnknownEnums::Refuse => Enums::Known,
        UnknownEnums::Accept => Enums::Open,
    };
    let schema = convert(component, open)?;
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).ok()?;
    let validator = Arc::new(validator);
    compiled.insert(key, Arc::clone(&validator));
    Some(validator)
}

/// The error that says most: below alternatives, that of the alternative that
/// was most likely meant.
fn innermost<'a>(error: &'a ValidationError<'a>) -> &'a ValidationError<'a> {
    let (context, by_tag) = match error.kind() {
        Kind::AnyOf { context } => (context, false),
        Kind::OneOfNotValid { context } => (context, true),
        _ => return error,
    };
    let depth = |error: &ValidationError<'_>| error.instance_path().iter().count();
    let mut best: Option<((bool, usize), &ValidationError<'a>)> = None;
    for alternative in context {
        let leaves: Vec<_> = alternative.iter().map(innermost).collect();
        // An alternative with another tag is not the one that was meant.
        let other_tag = by_tag
            && leaves.iter().any(|leaf| {
                matches!(leaf.kind(), Kind::Enum { .. }) && depth(leaf) == depth(error) + 1
            });
        for leaf in leaves {
            let score = (!other_tag, depth(leaf));
            if best.as_ref().is_none_or(|(other, _)| score > *other) {
                best = Some((score, leaf));
            }
        }
    }
    best.map_or(error, |(_, leaf)| leaf)
}

/// The member as `outcome.next.url` or `predecessorIds[0]`.
fn member(error: &ValidationError<'_>) -> String {
    let mut member = String::new();
    for segment in error.instance_path().segments() {
        match segment {
            LocationSegment::Property(name) => push(&mut member, &name),
            LocationSegment::Index(index) => member.push_str(&format!("[{index}]")),
        }
    }
    if let Kind::Required { property } = error.kind() {
        push(&mut member, property.as_str().unwrap_or_default());
    }
    member
}

fn push(member: &mut String, name: &str) {
    if !member.is_empty() {
        member.push('.');
    }
    member.push_str(name);
}
