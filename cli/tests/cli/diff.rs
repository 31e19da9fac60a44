//! `contract diff`.

use crate::support::{World, assert_session};

const FILE: &str = include_str!("../fixtures/vendor-like.yaml");

#[test]
fn what_a_file_has_otherwise() {
    let world = World::new();
    world.write("vendor.yaml", FILE);
    let session = world.session(&[
        &["contract", "diff", "vendor.yaml"],
        &["contract", "diff", "vendor.yaml", "--json", "--fail-on", "none"],
    ]);
    assert_session("contract-diff", &session);
}

#[test]
fn the_contract_differs_from_itself_in_nothing() {
    let world = World::new();
    world.write("contract.yaml", flatfile_jobs::OPENAPI);
    world.write("contract.json", flatfile_jobs::contract::OPENAPI_JSON);
    for file in ["contract.yaml", "contract.json"] {
        let ran = world.run(&["contract", "diff", file]).done();
        assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", "nothing new\n"), "{ran}");
    }
    let ran = world.command(&["contract", "diff", "-"]).input(flatfile_jobs::OPENAPI).run();
    assert_eq!(ran.status, Some(0), "{ran}");
}

#[test]
fn a_list_sets_aside_what_is_known() {
    let world = World::new();
    world.write("vendor.yaml", FILE);
    world.write(
        "known.txt",
        "# Ours.\n*  operation  it is a part of the whole\n* parameter not of use\n\n\
         Job*.* member:contract it grows\nJobOutcome* tag=close it is new\n\
         JobStatus value=paused it is new\n",
    );
    world.write("broken.txt", "Job.info member\n");
    let known = ["contract", "diff", "vendor.yaml", "--known", "known.txt"];
    let session = world.session(&[
        &known,
        &[known.as_slice(), &["--fail-on", "breaking", "--quiet", "--all"]].concat(),
        &[known.as_slice(), &["--fail-on", "none", "--no-vendor", "--all", "--quiet"]].concat(),
        &["contract", "diff", "vendor.yaml", "--known", "broken.txt"],
    ]);
    assert_session("contract-diff-known", &session);
}

#[test]
fn what_cannot_be_compared_is_said() {
    let world = World::new();
    world.write("swagger.json", r#"{"swagger":"2.0","paths":{}}"#);
    world.write("broken.yaml", "openapi: [");
    world.write("list.yaml", "- a\n");
    let session = world.session(&[
        &["contract", "diff", "nowhere.yaml"],
        &["contract", "diff", "swagger.json"],
        &["contract", "diff", "broken.yaml"],
        &["contract", "diff", "list.yaml"],
    ]);
    assert_session("contract-diff-refused", &session);
}
