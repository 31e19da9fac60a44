//! What is measured, by a recorder that keeps it.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use flatfile_jobs::EventFilter;
use flatfile_jobs::api::OperationId;
use flatfile_jobs::metrics as names;
use flatfile_jobs::outbox::Outbox;
use flatfile_jobs::sandbox::{Fault, Faults};
use metrics::{
    Counter, CounterFn, Gauge, GaugeFn, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder,
    SharedString, Unit,
};

use super::outbox::with;
use super::world::{Running, World, pass};
use crate::support::memory::Memory;

/// What came of each metric, by its name and labels.
#[derive(Default)]
struct Kept {
    values: Mutex<BTreeMap<String, Arc<Value>>>,
    described: Mutex<Vec<String>>,
}

/// A sum, or the values of a histogram, and the highest that a gauge had.
#[derive(Default)]
struct Value(Mutex<(f64, f64, Vec<f64>)>, AtomicU64);

impl Value {
    fn change(&self, change: impl FnOnce(f64) -> f64) {
        let mut value = self.0.lock().unwrap();
        value.0 = change(value.0);
        value.1 = value.1.max(value.0);
        self.1.fetch_add(1, Ordering::Relaxed);
    }
}

impl CounterFn for Value {
    fn increment(&self, by: u64) {
        self.change(|value| value + by as f64);
    }

    fn absolute(&self, to: u64) {
        self.change(|_| to as f64);
    }
}

impl GaugeFn for Value {
    fn increment(&self, by: f64) {
        self.change(|value| value + by);
    }

    fn decrement(&self, by: f64) {
        self.change(|value| value - by);
    }

    fn set(&self, to: f64) {
        self.change(|_| to);
    }
}

impl HistogramFn for Value {
    fn record(&self, value: f64) {
        self.0.lock().unwrap().2.push(value);
    }
}

impl Kept {
    fn value(&self, key: &Key) -> Arc<Value> {
        let labels: Vec<String> =
            key.labels().map(|label| format!("{}={}", label.key(), label.value())).collect();
        let name = format!("{} {}", key.name(), labels.join(" "));
        Arc::clone(self.values.lock().unwrap().entry(name.trim_end().to_owned()).or_default())
    }

    fn of(&self, name: &str) -> (f64, f64, Vec<f64>) {
        let values = self.values.lock().unwrap();
        let known: Vec<&String> = values.keys().collect();
        let value = values.get(name).unwrap_or_else(|| panic!("no {name} among {known:?}"));
        let value = value.0.lock().unwrap();
        value.clone()
    }
}

impl Recorder for Kept {
    fn describe_counter(&self, name: KeyName, _: Option<Unit>, _: SharedString) {
        self.described.lock().unwrap().push(name.as_str().to_owned());
    }

    fn describe_gauge(&self, name: KeyName, unit: Option<Unit>, text: SharedString) {
        self.describe_counter(name, unit, text);
    }

    fn describe_histogram(&self, name: KeyName, unit: Option<Unit>, text: SharedString) {
        self.describe_counter(name, unit, text);
    }

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        Counter::from_arc(self.value(key))
    }

    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::from_arc(self.value(key))
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::from_arc(self.value(key))
    }
}

/// What a recorder keeps of some work, whose names were described to it, under a
/// paused clock.
fn measured(work: impl Future<Output = ()>) -> Kept {
    let kept = Kept::default();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .unwrap();
    metrics::with_local_recorder(&kept, || {
        names::describe();
        runtime.block_on(work);
    });
    kept
}

#[test]
fn a_worker_and_its_calls_are_measured() {
    let kept = measured(work());
    let described = kept.described.lock().unwrap().len();
    assert_eq!(described, 7, "each name of the table");
    assert_eq!(kept.of(&format!("{} end=complete", names::RUNS)).0, 4.0);
    assert_eq!(kept.of(&format!("{} end=failed", names::RUNS)).0, 1.0);
    let (_, _, took) = kept.of(&format!("{} end=complete", names::HANDLER_SECONDS));
    assert_eq!(took.len(), 4);
    assert!(took.iter().all(|seconds| (20.0..21.0).contains(seconds)), "{took:?}");
    let (running, most, _) = kept.of(names::RUNNING);
    assert_eq!((running, most), (0.0, 2.0));
    let (oldest, most, _) = kept.of(names::OLDEST_READY_SECONDS);
    assert_eq!(oldest, 0.0);
    assert!((20.0..50.0).contains(&most), "{most}");
    let (ends, most, _) = kept.of(names::OUTBOX);
    assert!(ends == 0.0 && most >= 1.0, "{ends} {most}");
    assert_eq!(kept.of(&format!("{} call=listEvents", names::RETRIES)).0, 1.0);
}

/// Four jobs that are done and one that fails, two at once; one request for
/// events is tried again.
async fn work() {
    let failing = Faults::default().on(OperationId::ListEvents, Fault::status(503)).times(1);
    let mut world = World::with(|it| it.faults(failing));
    with(&mut world, Outbox::with_store(Memory::default()));
    let odd = world.ready();
    (0..4).for_each(|_| drop(world.ready()));
    let worker =
        world.client.worker().concurrency(2).on(EventFilter::on("job:ready"), move |run| {
            let odd = run.job().id == odd;
            async move {
                pass(Duration::from_secs(20)).await;
                if odd { Err("planned".into()) } else { Ok("done") }
            }
        });
    let running = Running::of(worker);
    pass(Duration::from_secs(90)).await;
    assert_eq!(running.stop().await.counts.completed, 4);
}

#[test]
fn an_end_in_doubt_is_counted() {
    let kept = measured(async {
        let world = World::new();
        let id = world.sandbox.add_executing_job("exportOrders");
        world.sandbox.set_faults(Faults::default().on_any(Fault::status(500)));
        let error = world.client.job(&id).complete("done").await.unwrap_err();
        assert!(error.is_in_doubt(), "{error}");
    });
    assert_eq!(kept.of(&format!("{} call=completeJob", names::IN_DOUBT)).0, 1.0);
    assert!(kept.of(&format!("{} call=completeJob", names::RETRIES)).0 > 1.0);
}
