//! The second fence sees, in generated code, what rustc would refuse, and leads
//! back to the contract.

use crate::codegen::document::Document;
use crate::codegen::fence::check;
use crate::codegen::lower::lower;

const SMALL: &str = include_str!("planted/small.yaml");

/// What the fence says of a file of Rust.
fn said(source: &str) -> Vec<String> {
    let document = Document::parse("small.yaml", SMALL).expect("it is YAML");
    let file = syn::parse_file(source).expect("it is Rust");
    check(&document, &lower(&document), &file).iter().map(ToString::to_string).collect()
}

#[track_caller]
fn assert_said(source: &str, place: &str, what: &str) {
    let said = said(source);
    assert_eq!(said.len(), 1, "{said:#?}");
    assert!(said[0].contains(&format!(":5: {place}")) && said[0].contains(what), "{}", said[0]);
}

const JOB: &str = "/components/schemas/Job: ";
const JOB_STATUS: &str = "/components/schemas/JobStatus: ";
const GET_JOB: &str = "/paths/~1jobs~1{jobId}/get: ";

#[test]
fn code_without_a_fault_passes() {
    let source = "pub mod types {
        pub struct Job { #[serde(rename = \"x\")] pub a: ::std::vec::Vec<Job>, pub x_: Option<Outcome> }
        pub struct Outcome(pub String);
        impl Job { fn a(self, value: u8) {} }
        impl From<Outcome> for Job {}
    }
    pub mod builder {
        use super::types;
        pub struct GetJob { a: types::Job, b: Result<crate::api::PathId, String> }
        impl GetJob { fn send(self) { let Self { a, b } = self; let b = b.map(|it| it); } }
    }";
    assert_eq!(said(source), Vec::<String>::new());
}

#[test]
fn an_item_twice() {
    let source = "pub mod types { pub struct Job; pub enum Job {} }";
    assert_said(source, JOB, "two items `Job` in `types`");
    assert_said("pub mod types { pub struct JobStatus {} }", JOB_STATUS, "two items `JobStatus`");
    let source = "pub mod builder { use super::{GetJob}; pub struct GetJob {} }";
    assert_said(source, GET_JOB, "two items `GetJob` in `builder`");
}

#[test]
fn a_member_or_variant_twice() {
    let source = "pub mod types { pub struct Job { a: u8, b: u8, a: u8 } }";
    // The same name is the same text on the wire, too.
    assert!(said(source)[0].contains("`Job` would have two members `a`"), "{:?}", said(source));
    let source = "pub mod types { pub struct Job { a: u8, #[serde(rename = \"a\")] b: u8 } }";
    assert_said(source, JOB, "two members with the text `a`");
    assert_said("pub mod types { pub enum Job { A, B, A } }", JOB, "two variants `A`");
}

#[test]
fn a_method_or_argument_twice() {
    let source =
        "pub mod types { pub struct Job {} impl Job { fn a() {} } impl Job { fn a() {} } }";
    assert_said(source, JOB, "two methods `a`");
    let source = "pub mod types { pub struct Job {} impl Job { fn a(b: u8, b: u8) {} } }";
    assert_said(source, JOB, "two arguments `b`");
    let source =
        "pub mod types { pub struct Job {} impl From<u8> for Job {} impl From<u8> for Job {} }";
    assert_said(source, JOB, "`From<u8>forJob` would be there twice");
}

#[test]
fn a_word_that_the_function_uses_for_itself() {
    let source = "pub mod builder { pub struct GetJob { url: u8 }
        impl GetJob { fn send(self) { let Self { url } = self; let url = format!(\"\"); } } }";
    assert_said(source, GET_JOB, "`send` uses the name `url` for itself");
}

#[test]
fn a_type_that_is_not_there() {
    let source = "pub mod types { pub struct Job { a: Option<Parts> } }";
    assert_said(source, JOB, "names the type `Parts`, which is not there");
    let source = "pub mod types { pub struct Job { a: crate::api::types::Parts } }";
    assert_said(source, JOB, "names the type `Parts`");
}

#[test]
fn a_type_without_an_end() {
    let source = "pub mod types { pub struct Job { a: Option<Job> } }";
    assert_said(source, JOB, "`Job` would hold itself");
    let source =
        "pub mod types { pub struct Job { a: (u8, Outcome) } pub struct Outcome(Option<Job>); }";
    assert_eq!(said(source).len(), 2, "{:?}", said(source));
}

#[test]
fn what_only_the_closing_of_a_send_adds() {
    let source = "pub mod builder { pub struct GetJob { request: u8 }
        impl Prepare for GetJob {
            fn prepare(self) { let Self { request } = self; let mut request = Request::new(); }
        } }";
    assert_said(source, GET_JOB, "`prepare` uses the name `request` for itself");
    let source = "pub mod builder { pub struct GetJob {}
        impl Prepare for GetJob { type Reads = crate::client::bridge::Json<types::Parts>; } }";
    assert_said(source, GET_JOB, "`GetJob` names the type `Parts`, which is not there");
    let source = "pub mod builder { pub struct GetJob {}
        impl GetJob { fn send(self) -> crate::call::Response<types::Parts> { } } }";
    assert_said(source, GET_JOB, "`GetJob` names the type `Parts`, which is not there");
    let source = "impl crate::client::bridge::Body for types::Job {}";
    assert_said(source, JOB, "`Job` names the type `Job`, which is not there");
}
