//! What the contract turns into.

use quote::ToTokens;

use crate::codegen::compile;
use crate::codegen::document::Document;
use crate::codegen::walk::operations;

fn source() -> String {
    let text = include_str!("../../openapi/flatfile-jobs.yaml");
    compile("contract.yaml", text).expect("the contract passes").source
}

#[test]
fn each_operation_is_closed_with_one_call() {
    let source = source();
    let calls = source.matches("crate::client::bridge::send(&client.inner, self).await").count();
    assert_eq!(calls, source.matches("pub async fn send(").count());
    let document = Document::parse("contract.yaml", crate::TEXT).expect("it is YAML");
    assert_eq!(calls, operations(&document).len());
}

#[test]
fn nothing_of_the_generators_own_ways_is_left() {
    let source = source();
    for way in ["reqwest", "ResponseValue", "ClientHooks", "api-version", "fn new_with_client"] {
        assert!(!source.contains(way), "{way}");
    }
    assert!(!source.contains("pub fn builder("), "a builder of a struct");
}

#[test]
fn a_constant_header_is_no_argument() {
    let source = source();
    assert!(!source.contains("x_disable_hooks"));
    assert!(source.contains(r#"constant_headers: &[("x-disable-hooks", "true")]"#));
}

#[test]
fn a_free_header_is_an_argument() {
    let listed = "operationId: listJobs\n";
    let (before, after) = crate::TEXT.split_once(listed).expect("it is there");
    let header = "        - {name: X-Trace, in: header, schema: {type: string}}\n";
    let after = after.replacen("parameters:\n", &format!("parameters:\n{header}"), 1);
    let text = format!("{before}{listed}{after}");
    let source = compile("contract.yaml", &text).expect("it passes").source;
    assert!(source.contains("pub fn x_trace<V>(mut self, value: V) -> Self"), "no setter");
    assert!(source.contains(r#"request.header("X-Trace", &value)?;"#), "not sent");
}

#[test]
fn it_is_the_same_every_time() {
    assert_eq!(source(), source());
}

/// The fields of a generated type, with their attributes.
fn fields(name: &str) -> Vec<(String, String)> {
    let file = syn::parse_file(&source()).expect("it is Rust");
    let types = file.items.into_iter().find_map(|item| match item {
        syn::Item::Mod(module) if module.ident == "types" => module.content,
        _ => None,
    });
    let found = types.expect("there are types").1.into_iter().find_map(|item| match item {
        syn::Item::Struct(item) if item.ident == name => Some(item.fields),
        _ => None,
    });
    let text = |field: &syn::Field| field.to_token_stream().to_string().replace(' ', "");
    let name =
        |field: &syn::Field| field.ident.as_ref().map_or("0".to_owned(), ToString::to_string);
    found.expect("the type is there").iter().map(|field| (name(field), text(field))).collect()
}

#[test]
fn every_member_says_how_it_reads() {
    let of = |kind: &str, name: &str| {
        let fields = fields(kind);
        fields.into_iter().find(|(field, _)| field == name).expect("the field is there").1
    };
    for (kind, name, read) in [
        ("Job", "extra", r#"deserialize_with="crate::api::read::extra""#),
        ("Job", "info", r#"default,deserialize_with="crate::api::read::optional""#),
        ("Job", "subject", r#"default,deserialize_with="crate::api::read::optional""#),
        ("Job", "part", r#"default,deserialize_with="crate::api::read::optional_whole""#),
        ("Pagination", "page_count", r#"deserialize_with="crate::api::read::whole""#),
        ("Progress", "0", r#"deserialize_with="crate::api::read::whole""#),
        ("Job", "started_at", r#"deserialize_with="crate::api::date::read_optional""#),
        ("Job", "started_at", r#"serialize_with="crate::api::date::write_optional""#),
        ("Job", "created_at", r#"deserialize_with="crate::api::date::read""#),
        ("Job", "created_at", r#"serialize_with="crate::api::date::write""#),
    ] {
        let text = of(kind, name);
        assert!(text.contains(read), "{text}");
    }
    for (name, text) in fields("Job") {
        let optional = text.contains("Option<");
        assert_eq!(text.contains("default"), optional, "{name}: {text}");
    }
}
