//! What a call takes while it is under way: programs hold thousands of them.

use std::mem::size_of_val;

use flatfile_jobs::api::types::{JobConfig, JobType};

use crate::support::canned::Canned;

/// The bound of what the caller holds; the loop of the call is on the heap,
/// and has a bound of its own in `client::bridge`.
const MOST: usize = 3 * 1024;

#[test]
fn the_future_of_each_kind_of_call_is_small() {
    let client = Canned::new(200, "{}").client();
    let job = client.job("us_jb_1");
    let jobs = client.jobs();
    let config = JobConfig::new("exportOrders", "us_wb_1", JobType::Workbook);
    let api = client.api();
    let sizes = [
        ("fail", size_of_val(&job.fail("x"))),
        ("complete", size_of_val(&job.complete("x"))),
        ("cancel", size_of_val(&job.cancel("x"))),
        ("get", size_of_val(&job.get())),
        ("ack", size_of_val(&job.ack())),
        ("execute", size_of_val(&job.execute())),
        ("split", size_of_val(&job.split(2))),
        ("create", size_of_val(&jobs.create(config))),
        ("page", size_of_val(&client.jobs().page())),
        ("raw get", size_of_val(&api.get_job().job_id("us_jb_1").send())),
        ("raw list", size_of_val(&api.list_jobs().send())),
    ];
    let large: Vec<_> = sizes.iter().filter(|(_, size)| *size > MOST).collect();
    assert!(large.is_empty(), "of {sizes:?} these are more than {MOST} bytes: {large:?}");
}
