//! The filters of events, beside those of the official listener: made of
//! chance, and the same for both.

mod chance;

use std::time::Duration;

use fastrand::Rng;
use flatfile_jobs::api::OPERATIONS;
use flatfile_jobs::{Event, EventFilter};
use serde_json::{Value, json};

use crate::arguments::Arguments;
use crate::table::Column;
use crate::tools::Tools;
use crate::typescript::node;
use crate::world::{Failure, World};

use self::chance::{event, filter, topic};

const LIMIT: Duration = Duration::from_secs(120);

/// How many filters are tried: all that a second or two allows.
const CASES: usize = 20_000;

/// Why the table of operations shows nothing.
const UNUSED: &str = "events are matched here, and nothing is called";

pub fn run(tools: &Tools, arguments: &Arguments, column: &mut Column) -> Result<(), Failure> {
    let world = World::new()?;
    let mut running = node(tools, &world, "matching.js", LIMIT)?.start()?;
    let mut rng = Rng::with_seed(arguments.seed);
    let mut passed = 0;
    for case in 0..CASES {
        let (event, topic, filter) = (event(&mut rng), topic(&mut rng), filter(&mut rng));
        let ours = matches(&event, &topic, &filter)?;
        running.say(&json!({ "event": event, "topic": topic, "filter": filter }).to_string())?;
        let theirs = running.line()?.ok_or("the listener has ended")? == "true";
        passed += usize::from(theirs);
        if ours != theirs {
            column.fail(format!(
                "case {case}: the listener says {theirs} of {filter} on {topic} for {event}"
            ));
            if case > 100 {
                break;
            }
        }
    }
    println!("\n{CASES} filters, {passed} of which the event passes");
    let (status, complaints) = running.finish()?;
    if !status.success() {
        return Err(format!("it ended with {status}: {complaints}").into());
    }
    for operation in OPERATIONS {
        column.cell(operation.id).unused = Some(UNUSED);
    }
    Ok(())
}

fn matches(event: &Value, topic: &Value, filter: &Value) -> Result<bool, Failure> {
    let event = Event::parse(event.to_string())?;
    let on = match topic {
        Value::String(topic) => EventFilter::on(topic),
        topics => {
            EventFilter::on_any(topics.as_array().into_iter().flatten().filter_map(Value::as_str))
        }
    };
    Ok(on.filter(filter.clone()).matches(&event))
}
