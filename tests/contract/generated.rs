//! What the contract turns into.

use crate::codegen::compile;

fn source() -> String {
    let text = include_str!("../../openapi/flatfile-jobs.yaml");
    compile("contract.yaml", text).expect("the contract passes").source
}

#[test]
fn each_operation_is_closed_with_one_call() {
    let source = source();
    let calls = source.matches("crate::client::bridge::send(&client.inner, self).await").count();
    assert_eq!(calls, source.matches("pub async fn send(").count());
    assert_eq!(calls, 17);
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
fn it_is_the_same_every_time() {
    assert_eq!(source(), source());
}
