//! Events, topics and filters, made of few words, so that they meet.

use fastrand::Rng;
use serde_json::{Map, Value, json};

const WORDS: &[&str] = &[
    "a",
    "b",
    "ab",
    "a:b",
    "a::b",
    "a:b:",
    ":a",
    "b:a:ab",
    "",
    "*",
    "2",
    "false",
    "null",
    "é",
    "😀",
    "A",
    "a.b",
    "[object Object]",
];
const GLOBS: &[&str] = &[
    "*", "**", "?", "a*", "*b", "a:*", "*:b", "*:*", "**:b", "a:**", "a:**:b", "**:**", "a**",
    "**b", "\\*", "\\", "a\\", "a?", "??", "*:", ":*", "::", "**:", ":**", "a:?", "{a}", "[a]",
    "!a",
];
const KEYS: &[&str] = &[
    "job",
    "status",
    "input",
    "x",
    "a.b",
    "payload",
    "payload.job",
    "payload.*",
    "*.job",
    "**.job",
    "**",
    "*",
    "topic",
    "src.topic",
    "src.*",
    "action",
    "namespace",
    "namespaces",
    "origin",
    "id",
    "context.jobId",
    "target",
    "createdAt",
    "**.x",
    "payload.**",
    "pay*.job",
    "x.x",
    "0",
];

fn word(rng: &mut Rng) -> &'static str {
    rng.choice(WORDS).unwrap_or(&"")
}

fn pattern(rng: &mut Rng) -> Value {
    match rng.u32(0..12) {
        0 => Value::Null,
        1 => json!(rng.bool()),
        2 => json!(rng.i32(0..4)),
        3..6 => json!(word(rng)),
        6 => json!({}),
        _ => json!(rng.choice(GLOBS)),
    }
}

fn value(rng: &mut Rng, depth: u32) -> Value {
    match rng.u32(0..12) {
        0 => Value::Null,
        1 => json!(rng.bool()),
        2 => json!(rng.i32(0..4)),
        3 => json!(rng.choice([0.5, 2.0, -1.0, 1.25])),
        4 if depth > 0 => (0..rng.usize(0..3)).map(|_| value(rng, depth - 1)).collect(),
        5 | 6 if depth > 0 => object(rng, depth - 1),
        _ => json!(word(rng)),
    }
}

fn object(rng: &mut Rng, depth: u32) -> Value {
    let names = ["job", "status", "input", "x", "isPart", "id"];
    let members = (0..rng.usize(0..4))
        .map(|_| (rng.choice(names).unwrap_or("x").to_owned(), value(rng, depth)));
    Value::Object(members.collect::<Map<_, _>>())
}

pub fn event(rng: &mut Rng) -> Value {
    let topic = rng.choice(["job:ready", "job:failed", "a:b", "job", "a::b"]);
    let mut event = json!({ "id": "us_evt_1", "topic": topic, "context": { "jobId": "a:b" } });
    for (name, share) in [("payload", 9), ("origin", 3), ("target", 3), ("domain", 8)] {
        if rng.u32(0..10) < share {
            event[name] = match name {
                "target" | "domain" => json!(word(rng)),
                "origin" => json!({ "id": word(rng) }),
                _ => object(rng, 2),
            };
        }
    }
    if rng.bool() {
        event["context"]["actionName"] = json!(word(rng));
    }
    if rng.bool() {
        event["namespaces"] = json!([word(rng), word(rng)]);
    }
    event
}

pub fn topic(rng: &mut Rng) -> Value {
    match rng.u32(0..5) {
        0 => json!(rng.choice(GLOBS)),
        1 => json!([rng.choice(["job:ready", "a:b", ""]), rng.choice(GLOBS)]),
        2 => json!("job:*"),
        _ => json!("**"),
    }
}

pub fn filter(rng: &mut Rng) -> Value {
    match rng.u32(0..20) {
        0 => return json!(word(rng)),
        1 => return json!(rng.choice(GLOBS)),
        2 => return Value::Null,
        3 => return json!(rng.bool()),
        _ => {}
    }
    let members = (0..rng.usize(1..3)).map(|_| {
        let patterns = match rng.u32(0..6) {
            0 => (0..rng.usize(0..3)).map(|_| pattern(rng)).collect(),
            1 => json!({ (*rng.choice(KEYS).unwrap_or(&"x")): pattern(rng) }),
            _ => pattern(rng),
        };
        (rng.choice(KEYS).unwrap_or(&"x").to_string(), patterns)
    });
    Value::Object(members.collect())
}
