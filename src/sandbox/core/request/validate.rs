//! A value against a schema of the contract, and which members are at fault.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jsonschema::error::ValidationErrorKind as Kind;
use jsonschema::paths::LocationSegment;
use jsonschema::{ValidationError, Validator};
use serde_json::{Value, json};

use super::contract::PROGRESS;
use crate::api::types::ErrorReason;
use crate::contract::{Enums, convert};
use crate::sandbox::core::response::mistake;
use crate::sandbox::rules::{Rules, UnknownEnums};

/// How many mistakes are named: more than anybody reads, and few enough for a
/// body that is nothing but mistakes.
const MOST_MISTAKES: usize = 100;

/// How many values a body may hold for its mistakes to be looked for: each may be
/// one, and takes half a kilobyte until it is named.
const MOST_VALUES: usize = 50_000;

/// All that keeps a value from being a component of the contract.
pub(super) fn mistakes(component: &'static str, rules: &Rules, value: &Value) -> Vec<ErrorReason> {
    let Some(validator) = validator(component, rules) else { return Vec::new() };
    if validator.is_valid(value) {
        return Vec::new();
    }
    if count(value) > MOST_VALUES {
        let message = format!("the body does not fit, and holds more than {MOST_VALUES} values");
        return vec![ErrorReason::new(message)];
    }
    // Where open enums are open, what is left of enums are the tags of unions;
    // the types keep an object with another tag as it is.
    let open = |error: &ValidationError<'_>| {
        rules.unknown_enums == UnknownEnums::Accept && matches!(error.kind(), Kind::Enum { .. })
    };
    let errors: Vec<_> = validator.iter_errors(value).collect();
    let leaves = errors.iter().flat_map(leaves).filter(|error| !open(error));
    let mut mistakes: Vec<ErrorReason> = Vec::new();
    for error in leaves.take(MOST_MISTAKES).map(describe) {
        if !mistakes.contains(&error) {
            mistakes.push(error);
        }
    }
    mistakes
}

/// How many values there are, this one included. JSON is parsed to 128 levels.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(members) => members.values().map(count).sum(),
        _ => 0,
    }
}

fn describe(error: &ValidationError<'_>) -> ErrorReason {
    let member = member(error);
    match member.as_str() {
        "" => ErrorReason::new(format!("the body does not fit: {}", error.masked())),
        name => mistake(name, format!("`{name}` does not fit: {}", error.masked())),
    }
}

/// The compiled schema. All sandboxes of a process share them: compiling one
/// takes longer than most calls.
fn validator(component: &'static str, rules: &Rules) -> Option<Arc<Validator>> {
    type Compiled = HashMap<(&'static str, UnknownEnums, bool), Arc<Validator>>;
    static COMPILED: OnceLock<Mutex<Compiled>> = OnceLock::new();
    let compiled = COMPILED.get_or_init(Mutex::default);
    let mut compiled = compiled.lock().unwrap_or_else(PoisonError::into_inner);
    let key = (component, rules.unknown_enums, rules.fractional_progress);
    if let Some(validator) = compiled.get(&key) {
        return Some(Arc::clone(validator));
    }
    let open = match rules.unknown_enums {
        UnknownEnums::Refuse => Enums::Known,
        UnknownEnums::Accept => Enums::Open,
    };
    let mut schema = convert(component, open)?;
    if rules.fractional_progress
        && let Some(Value::Object(progress)) = schema["$defs"].get_mut(PROGRESS)
    {
        progress.insert("type".to_owned(), json!("number"));
    }
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).ok()?;
    let validator = Arc::new(validator);
    compiled.insert(key, Arc::clone(&validator));
    Some(validator)
}

/// The errors that say most: below alternatives, those of the alternative that
/// was most likely meant.
fn leaves<'a>(error: &'a ValidationError<'a>) -> Vec<&'a ValidationError<'a>> {
    let (context, by_tag) = match error.kind() {
        Kind::AnyOf { context } => (context, false),
        Kind::OneOfNotValid { context } => (context, true),
        _ => return vec![error],
    };
    let depth = |error: &ValidationError<'_>| error.instance_path().iter().count();
    let mut best: Option<((bool, usize), Vec<&ValidationError<'a>>)> = None;
    for alternative in context {
        let mut leaves: Vec<_> = alternative.iter().flat_map(leaves).collect();
        let is_tag = |leaf: &&ValidationError<'_>| {
            matches!(leaf.kind(), Kind::Enum { .. }) && depth(leaf) == depth(error) + 1
        };
        // An alternative with another tag is not the one that was meant; where
        // none has the tag, that is all there is to say.
        let other_tag = by_tag && leaves.iter().any(is_tag);
        if other_tag {
            leaves.retain(is_tag);
        }
        let deepest = leaves.iter().map(|leaf| depth(leaf)).max().unwrap_or_default();
        let score = (!other_tag, deepest);
        if !leaves.is_empty() && best.as_ref().is_none_or(|(other, _)| score > *other) {
            best = Some((score, leaves));
        }
    }
    best.map_or_else(|| vec![error], |(_, leaves)| leaves)
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
