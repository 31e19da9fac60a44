//! Ends of other clients, and entries that are no ends.

use flatfile_jobs::outbox::{Outbox, OutboxStore};
use flatfile_jobs::sandbox::Sandbox;

use super::{Path, client};
use crate::support::canned::Canned;
use crate::support::memory::Memory;

#[tokio::test]
async fn another_server_or_environment_is_left_alone() {
    let (sandbox, path) = (Sandbox::in_process(), Path::new());
    let outbox = path.outbox();
    let canned = Canned::new(503, "{}");
    let elsewhere = canned.builder().base_url("https://elsewhere.test");
    let environment = canned.builder().base_url(sandbox.url()).environment_id("us_env_1");
    for builder in [elsewhere, environment] {
        let client = builder.outbox(outbox.clone()).build().unwrap();
        client.job("us_jb_1").fail("x").await.unwrap_err();
    }
    let report = client(&sandbox, &outbox).settle_outbox().await.unwrap();
    assert!(report.deliveries.is_empty(), "{report:?}");
    let ends = outbox.ends().unwrap();
    assert_eq!(ends[0].base_url(), "https://elsewhere.test/v1");
    assert_eq!(ends[1].environment_id(), Some("us_env_1"));
}

#[tokio::test]
async fn what_is_no_end_stays_and_is_reported() {
    let (sandbox, memory) = (Sandbox::in_process(), Memory::default());
    let outbox = Outbox::with_store(memory.clone());
    let outage = Canned::new(503, "{}").builder().base_url(sandbox.url()).outbox(outbox.clone());
    let id = sandbox.add_executing_job("exportOrders");
    memory.put(b"\xff no JSON").unwrap();
    outage.build().unwrap().job(&id).fail("x").await.unwrap_err();
    memory.put(b"{\"job\":1}").unwrap();

    let report = client(&sandbox, &outbox).settle_outbox().await.unwrap();
    assert_eq!((report.deliveries.len(), report.unreadable.len()), (1, 2), "{report:?}");
    assert!(report.unreadable[0].to_string().starts_with("entry 1 of the outbox is no end"));
    assert_eq!(memory.all().unwrap().len(), 2);
    assert!(outbox.ends().is_err());
}

#[tokio::test]
async fn an_end_that_this_version_does_not_know_is_left() {
    let (sandbox, memory) = (Sandbox::in_process(), Memory::default());
    let outbox = Outbox::with_store(memory.clone());
    let outage = Canned::new(503, "{}").builder().base_url(sandbox.url()).outbox(outbox.clone());
    outage.build().unwrap().job("us_jb_1").fail("x").await.unwrap_err();
    let (key, text) = memory.all().unwrap().remove(0);
    memory.remove(key).unwrap();
    let text = String::from_utf8(text).unwrap().replace("failJob", "archiveJob");
    memory.put(text.as_bytes()).unwrap();
    let delivery = super::settle(&client(&sandbox, &outbox)).await;
    let said = format!("{:?}", delivery.fate);
    assert!(said.starts_with("Left") && said.contains("archiveJob"), "{said}");
    assert!(sandbox.calls().is_empty());
}
