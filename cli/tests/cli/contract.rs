//! The contract at hand, completions and manual pages.

use std::fs;

use crate::support::{World, assert_session};

#[test]
fn openapi_is_the_contract() {
    let world = World::new();
    assert_eq!(world.run(&["openapi"]).done().stdout, flatfile_jobs::OPENAPI);
    let json = &world.run(&["openapi", "--json"]).done().json()[0];
    let embedded: serde_json::Value =
        serde_json::from_str(flatfile_jobs::contract::OPENAPI_JSON).unwrap();
    assert_eq!(*json, embedded);
}

#[test]
fn openapi_of_the_sandbox_is_its_control_path() {
    let world = World::new();
    let written = include_str!("../../openapi/sandbox-control.yaml");
    assert_eq!(world.run(&["openapi", "--sandbox"]).done().stdout, written);
    let json = &world.run(&["openapi", "--sandbox", "--json"]).done().json()[0];
    let read: serde_json::Value = serde_saphyr::from_str(written).unwrap();
    assert_eq!(*json, read);
}

#[test]
fn schemas() {
    let world = World::new();
    let session = world.session(&[&["schema", "JobCancelDetails"], &["schema", "JobCancelDetail"]]);
    assert_session("schema", &session);
    for name in world.run(&["schema"]).done().stdout.lines() {
        let schema = world.run(&["schema", name]).done().stdout;
        let schema: serde_json::Value = serde_json::from_str(&schema).unwrap();
        assert_eq!(Some(schema), flatfile_jobs::contract::json_schema(name), "{name}");
        // One run a name would take long.
        if name > "B" {
            break;
        }
    }
}

#[test]
fn completions_know_commands_and_options() {
    let world = World::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = world.run(&["completions", shell]).done().stdout;
        for word in ["ack-outcome", "left-over", "silent-for"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
}

#[test]
fn there_is_a_manual_page_for_each_command() {
    let world = World::new();
    let page = world.run(&["man"]).done().stdout;
    assert!(page.contains(".TH flatfile-jobs 1") && page.contains("Exit status"), "{page}");
    let folder = world.file("man");
    world.run(&["man", "--out", folder.to_str().unwrap()]).done();
    let mut pages: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    pages.sort();
    assert!(pages.contains(&"flatfile-jobs-plan-replace.1".to_owned()), "{pages:?}");
    assert!(pages.contains(&"flatfile-jobs-fail.1".to_owned()), "{pages:?}");
}
