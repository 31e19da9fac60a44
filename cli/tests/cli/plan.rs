//! Plans and previews.

use crate::support::{World, assert_session};

#[test]
fn plans() {
    let world = World::new();
    let id = world.sandbox.add_executing_job("map");
    let whole = world.write(
        "plan.json",
        r#"{ "fileId": "us_fl_1",
            "fieldMapping": [{
                "sourceField": { "type": "string", "key": "First Name" },
                "destinationField": { "type": "string", "key": "first_name" } }],
            "unmappedSourceFields": [{ "sourceField": { "type": "string", "key": "Fax" } }],
            "unmappedDestinationFields": [] }"#,
    );
    let change = world.write("change.json", r#"{ "fileId": "us_fl_1", "programId": "us_mp_1" }"#);
    let less = world.write("less.json", "{}");
    let session = world.session(&[
        &["plan", "get", &id],
        &["plan", "replace", &id, "--body", &whole],
        &["plan", "update", &id, "--body", &change],
        &["plan", "get", &id, "--json"],
        &["plan", "replace", &id, "--body", &less],
    ]);
    assert_session("plan", &session);
}

#[test]
fn previews() {
    let world = World::new();
    let function = world.write("function.js", "(record) => record.set('country', 'PT')");
    let session = world.session(&[
        &["preview", "--sheet", "us_sh_1", "--function", &function],
        &["preview", "--sheet", "us_sh_1"],
    ]);
    assert_session("preview", &session);
    let call = &world.sandbox.calls()[0];
    assert!(call.body.as_ref().unwrap()["mutateRecord"].as_str().unwrap().contains("record.set"));
}
