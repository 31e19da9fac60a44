//! A hundred thousand jobs: create, list, filter and page, through the whole
//! path of a request but the socket.
//!
//! `cargo bench --bench sandbox` also prints how much memory a job takes.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that fails says where"
)]
#![allow(clippy::print_stderr, clippy::print_stdout, reason = "tables and seeds are printed")]

use std::hint::black_box;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use flatfile_jobs::Client;
use flatfile_jobs::api::types::{JobConfig, JobType, SortDirection};
use flatfile_jobs::sandbox::Sandbox;
use tokio::runtime::{Builder, Runtime};

const JOBS: usize = 100_000;

fn config(number: usize) -> JobConfig {
    JobConfig::new("exportOrders", format!("us_wb_{:05}", number % 1000), JobType::Workbook)
        .with_environment_id(format!("us_env_{:05}", number % 10))
}

fn with(jobs: usize) -> Sandbox {
    let sandbox = Sandbox::in_process();
    for number in 0..jobs {
        sandbox.add(config(number));
    }
    sandbox
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// What the process holds in memory, as the system counts it.
fn resident_bytes() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_whitespace().nth(1)?.parse::<usize>().ok().map(|kilobytes| kilobytes * 1024)
}

fn memory() -> Sandbox {
    let before = resident_bytes();
    let sandbox = with(JOBS);
    if let (Some(before), Some(after)) = (before, resident_bytes()) {
        println!("memory: {} bytes for each of {JOBS} jobs", after.saturating_sub(before) / JOBS);
    }
    sandbox
}

fn create(criterion: &mut Criterion, client: &Client, sandbox: &Sandbox, runtime: &Runtime) {
    let mut number = 0;
    criterion.bench_function("create, beside 100k jobs", |bencher| {
        bencher.iter(|| {
            number += 1;
            // The record of calls would grow with the bench.
            if number % 1000 == 0 {
                sandbox.forget_calls();
            }
            runtime.block_on(client.api().create_job().body(config(number)).send()).unwrap()
        });
    });
}

fn list(criterion: &mut Criterion, client: &Client, sandbox: &Sandbox, runtime: &Runtime) {
    let api = client.api();
    let mut run = |name: &str, list: &dyn Fn() -> usize| {
        criterion.bench_function(name, |bencher| bencher.iter(|| black_box(list())));
        sandbox.forget_calls();
    };
    let length = |list: flatfile_jobs::api::builder::ListJobs<'_>| {
        runtime.block_on(list.send()).unwrap().value().data.len()
    };
    run("list the first page of 100k", &|| length(api.list_jobs()));
    run("list page 4000 of 100k", &|| length(api.list_jobs().page_number(4000)));
    run("list one workbook of 100k, oldest first", &|| {
        let list = api.list_jobs().workbook_id("us_wb_00007");
        length(list.sort_direction(SortDirection::Asc))
    });
    run("list a page of 1000 of one environment", &|| {
        length(api.list_jobs().environment_id("us_env_00003").page_size(1000).page_number(5))
    });
}

fn hundred_thousand(criterion: &mut Criterion) {
    let sandbox = memory();
    let client = sandbox.client().unwrap();
    let runtime = runtime();
    list(criterion, &client, &sandbox, &runtime);
    create(criterion, &client, &sandbox, &runtime);
}

fn state(criterion: &mut Criterion) {
    let sandbox = with(1000);
    criterion.bench_function("export 1000 jobs", |bencher| bencher.iter(|| sandbox.export()));
    let state = sandbox.export();
    criterion.bench_function("import 1000 jobs", |bencher| {
        let import = |state| Sandbox::builder().import(state).unwrap().in_process();
        bencher.iter_batched(|| state.clone(), import, BatchSize::LargeInput);
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = hundred_thousand, state
}
criterion_main!(benches);
