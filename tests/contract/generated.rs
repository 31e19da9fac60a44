//! What the contract turns into.

use crate::codegen::compile;

fn source() -> String {
    let text = include_str!("../../openapi/flatfile-jobs.yaml");
    compile("contract.yaml", text).expect("the contract passes").source
}

#[test]
fn the_constructors_are_closed() {
    let source = source();
    assert!(source.contains("pub(crate) fn new_with_client("));
    assert!(!source.contains("pub fn new_with_client("));
    assert!(!source.contains("reqwest::ClientBuilder::new"));
}

#[test]
fn a_constant_header_is_no_argument() {
    let source = source();
    assert!(!source.contains("x_disable_hooks"));
    assert!(source.contains(r#"constant_headers: &[("x-disable-hooks", "true")]"#));
}

#[test]
fn it_is_the_same_every_time() {
    assert_eq!(source(), source());
}

#[test]
fn no_builder_asks_for_unknown_members() {
    assert!(!source().contains("no value supplied for extra"));
}
