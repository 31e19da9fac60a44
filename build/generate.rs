//! From the lowered contract to one formatted file of Rust.

use std::panic::{AssertUnwindSafe, catch_unwind};

use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, Generator, HooksMode, InterfaceStyle, TagStyle, TypeImpl};
use syn::File;

use super::document::Document;
use super::emit;
use super::lower::{Lowered, PATH_ID};
use super::problem::Problem;

/// The Rust source that a contract turns into.
#[derive(Debug)]
#[allow(dead_code, reason = "the tests look at the source alone")]
pub struct Generated {
    /// Client, builders, types, open enums, tagged unions, ids, setters and
    /// the operations table, as one formatted file.
    pub source: String,
    /// The contract as JSON.
    pub json: String,
    /// Each component and its Rust type, as one macro call for the tests.
    pub components: String,
}

/// Generates client and types, and adds what `emit` makes. The source is
/// returned as a tree too.
pub fn generate(document: &Document, lowered: &Lowered) -> Result<(Generated, File), Vec<Problem>> {
    let model: OpenAPI = serde_json::from_value(lowered.contract.clone()).map_err(|error| {
        internal(document, &format!("the lowered contract is not OpenAPI: {error}"))
    })?;
    let mut generator = Generator::new(&settings(lowered));
    // The generator panics on what it does not support; the checks should have
    // said so before, but a panic alone would not even name the file.
    let client = catch_unwind(AssertUnwindSafe(|| generator.generate_tokens(&model)))
        .map_err(|_| internal(document, "the generator panicked (its words are above)"))?
        .map_err(|error| internal(document, &format!("the generator refused it: {error}")))?;
    let client = lowered.marks.exchange(client);
    let mut file = syn::parse2::<File>(client).map_err(|error| {
        internal(document, &format!("the generator's output is not Rust: {error}"))
    })?;
    add(document, lowered, &mut file)
        .map_err(|error| internal(document, &format!("an addition is not Rust: {error}")))?;
    emit::close::close(&mut file, document, lowered)?;
    fence(document, lowered, &file)?;
    let source = prettyplease::unparse(&file);
    let tree = syn::parse_file(&source)
        .map_err(|error| internal(document, &format!("what was written is not Rust: {error}")))?;
    let generated = Generated {
        source,
        json: document.root().to_string(),
        components: emit::components::list(document, lowered),
    };
    Ok((generated, tree))
}

/// The second fence.
fn fence(document: &Document, lowered: &Lowered, file: &File) -> Result<(), Vec<Problem>> {
    let problems = super::fence::check(document, lowered, file);
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn add(document: &Document, lowered: &Lowered, file: &mut File) -> syn::Result<()> {
    emit::builders::remove(file);
    emit::setters::add(file)?;
    emit::members::read(file);
    emit::types::add(file, lowered)?;
    emit::operations::add(file, document, lowered)
}

fn settings(lowered: &Lowered) -> GenerationSettings {
    let mut settings = GenerationSettings::default();
    settings
        .with_interface(InterfaceStyle::Builder)
        .with_tag(TagStyle::Merged)
        .with_hooks(HooksMode::Expected)
        .with_map_type("::std::collections::BTreeMap")
        .with_derive("PartialEq");
    if std::env::var_os("CARGO_FEATURE_SCHEMARS").is_some() {
        settings.with_derive("::schemars::JsonSchema");
    }
    let text = || [TypeImpl::Display, TypeImpl::FromStr].into_iter();
    let own = |name: &str| format!("crate::api::types::{name}");
    for open in &lowered.open_enums {
        settings.with_replacement(&open.name, own(&open.name), text());
    }
    for id in &lowered.ids {
        settings.with_replacement(&id.name, own(&id.name), text());
    }
    for union in &lowered.unions {
        settings.with_replacement(&union.name, own(&union.name), [].into_iter());
    }
    for number in &lowered.numbers {
        settings.with_replacement(number, "::serde_json::Number", [TypeImpl::Display].into_iter());
    }
    settings.with_replacement(PATH_ID, "crate::api::PathId", [TypeImpl::Display].into_iter());
    settings
}

fn internal(document: &Document, what: &str) -> Vec<Problem> {
    let cure = "a check is missing: please report the contract that shows it";
    vec![document.problem("", what, cure)]
}
