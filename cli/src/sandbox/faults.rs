//! A plan of faults as it is written: in the file of `sandbox`, in its options,
//! and on the control path.

use std::collections::BTreeMap;
use std::time::Duration;

use flatfile_jobs::api::{OPERATIONS, OperationId};
use flatfile_jobs::sandbox::{Fault, Faults};
use http::{HeaderName, HeaderValue};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What goes wrong with which calls; the first rule that fits a call is taken.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultPlan {
    /// The number that all chance comes from.
    #[serde(default)]
    pub seed: u64,
    #[serde(default)]
    pub rules: Vec<FaultRule>,
}

/// One fault, and the calls that it is for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultRule {
    /// The operation by its name in the contract; without one it is any call.
    #[serde(skip_serializing_if = "Option::is_none")]
    operation: Option<String>,
    #[serde(default)]
    kind: Kind,
    /// Of `status` and `html`.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    /// Of `cut`, `stall`, `drip`, `garbage` and `oversized`.
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<usize>,
    /// Of `body`.
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    /// Of `drip`, before each piece.
    #[serde(skip_serializing_if = "Option::is_none")]
    pause_ms: Option<u64>,
    /// Before the response.
    #[serde(skip_serializing_if = "Option::is_none")]
    delay_ms: Option<u64>,
    /// Whether the call is carried out all the same, instead of what is usual.
    #[serde(skip_serializing_if = "Option::is_none")]
    carried_out: Option<bool>,
    /// Whether the connection is closed where a response would never come.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    closed: bool,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    headers: BTreeMap<String, String>,
    /// Seconds, or any text.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<Value>,
    /// Only the nth call, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    nth: Option<u64>,
    /// Only a share of the calls, from 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    probability: Option<f64>,
    /// So often and no more.
    #[serde(skip_serializing_if = "Option::is_none")]
    times: Option<u64>,
}

/// The library's kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    #[default]
    Status,
    Html,
    Delay,
    LoseRequest,
    LoseResponse,
    Cut,
    Stall,
    Drip,
    Body,
    Garbage,
    Oversized,
}

impl FaultPlan {
    /// The plan for the sandbox, or what is wrong with a rule.
    pub fn faults(&self) -> Result<Faults, String> {
        let mut faults = Faults::seeded(self.seed);
        for (rule, number) in self.rules.iter().zip(1..) {
            let wrong = |what| format!("fault {number}: {what}");
            let fault = rule.fault().map_err(wrong)?;
            faults = match rule.operation.as_deref() {
                Some(name) => faults.on(operation(name).map_err(wrong)?, fault),
                None => faults.on_any(fault),
            };
            if let Some(nth) = rule.nth {
                faults = faults.nth(nth);
            }
            if let Some(share) = rule.probability {
                faults = faults.probability(share);
            }
            if let Some(times) = rule.times {
                faults = faults.times(times);
            }
        }
        Ok(faults)
    }
}

fn operation(name: &str) -> Result<OperationId, String> {
    let found = OPERATIONS.iter().find(|operation| operation.name == name);
    found.map(|operation| operation.id).ok_or_else(|| {
        let names: Vec<&str> = OPERATIONS.iter().map(|operation| operation.name).collect();
        format!("there is no operation `{name}`; there are {}", names.join(", "))
    })
}

impl FaultRule {
    fn fault(&self) -> Result<Fault, String> {
        self.check()?;
        let status = self.status.unwrap_or(503);
        let bytes = self.bytes.unwrap_or_default();
        let millis = |number: Option<u64>| Duration::from_millis(number.unwrap_or_default());
        let mut fault = match self.kind {
            Kind::Status => Fault::status(status),
            Kind::Html => Fault::html(self.status.unwrap_or(502)),
            Kind::Delay => Fault::delay(Duration::ZERO),
            Kind::LoseRequest => Fault::lose_request(),
            Kind::LoseResponse => Fault::lose_response(),
            Kind::Cut => Fault::cut(bytes),
            Kind::Stall => Fault::stall(bytes),
            Kind::Drip => Fault::drip(bytes, millis(self.pause_ms)),
            Kind::Body => Fault::body(self.body.clone().unwrap_or_default()),
            Kind::Garbage => Fault::garbage(bytes),
            Kind::Oversized => Fault::oversized(bytes),
        };
        fault = match self.carried_out {
            Some(true) => fault.after_effect(),
            Some(false) => fault.without_effect(),
            None => fault,
        };
        if self.closed {
            fault = fault.reset();
        }
        if self.delay_ms.is_some() {
            fault = fault.delayed(millis(self.delay_ms));
        }
        for (name, value) in &self.headers {
            fault = fault.header(name, value);
        }
        match &self.retry_after {
            Some(Value::String(text)) => fault = fault.retry_after(text),
            Some(other) => fault = fault.retry_after(other.to_string()),
            None => {}
        }
        Ok(fault)
    }

    /// What is written is of use to its kind; what is not would be passed over in
    /// silence.
    fn check(&self) -> Result<(), String> {
        let kind = self.kind;
        let has_bytes =
            matches!(kind, Kind::Cut | Kind::Stall | Kind::Drip | Kind::Garbage | Kind::Oversized);
        let rules = [
            (self.status.is_some(), matches!(kind, Kind::Status | Kind::Html), "status"),
            (self.bytes.is_some(), has_bytes, "bytes"),
            (self.body.is_some(), kind == Kind::Body, "body"),
            (self.pause_ms.is_some(), kind == Kind::Drip, "pause_ms"),
        ];
        if let Some((.., member)) = rules.iter().find(|(given, fits, _)| *given && !fits) {
            return Err(format!("`{member}` is of no use to this kind"));
        }
        if let Some((.., member)) =
            rules.iter().find(|(given, fits, name)| !given && *fits && is_needed(kind, name))
        {
            return Err(format!("`{member}` is missing"));
        }
        if self.status.is_some_and(|status| !(200..=999).contains(&status)) {
            return Err("a `status` is from 200 to 999".to_owned());
        }
        if self.probability.is_some_and(|share| !(0.0..=1.0).contains(&share)) {
            return Err("a `probability` is from 0 to 1".to_owned());
        }
        for (name, value) in &self.headers {
            if HeaderName::from_bytes(name.as_bytes()).is_err() {
                return Err(format!("`{name}` is no name of a header"));
            }
            sendable(value)?;
        }
        if let Some(Value::String(text)) = &self.retry_after {
            sendable(text)?;
        }
        if self.nth == Some(0) {
            return Err("`nth` counts from 1".to_owned());
        }
        Ok(())
    }
}

/// Whether a header can have this value.
fn sendable(value: &str) -> Result<(), String> {
    let sendable = HeaderValue::from_bytes(value.as_bytes());
    sendable.map(drop).map_err(|_| "a header cannot have control characters".to_owned())
}

/// Whether a member has nothing that could be meant without it.
fn is_needed(kind: Kind, member: &str) -> bool {
    match member {
        "bytes" => !matches!(kind, Kind::Stall),
        "body" => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn plan(rule: Value) -> Result<Faults, String> {
        let plan = json!({ "seed": 4, "rules": [rule] });
        let plan: FaultPlan = serde_json::from_value(plan).map_err(|error| error.to_string())?;
        plan.faults()
    }

    #[test]
    fn what_is_written_is_what_goes_wrong() {
        let second = Duration::from_secs(1);
        for (rule, fault) in [
            (json!({}), Fault::status(503)),
            (json!({ "status": 429, "retry_after": 2 }), Fault::status(429).retry_after_seconds(2)),
            (json!({ "status": 500, "carried_out": true }), Fault::status(500).after_effect()),
            (json!({ "kind": "html" }), Fault::html(502)),
            (json!({ "kind": "delay", "delay_ms": 1000 }), Fault::delay(second)),
            (json!({ "kind": "lose-response", "closed": true }), Fault::lose_response().reset()),
            (json!({ "kind": "lose-request" }), Fault::lose_request()),
            (json!({ "kind": "cut", "bytes": 9 }), Fault::cut(9)),
            (json!({ "kind": "stall" }), Fault::stall(0)),
            (json!({ "kind": "drip", "bytes": 9, "pause_ms": 1000 }), Fault::drip(9, second)),
            (json!({ "kind": "body", "body": "no" }), Fault::body("no")),
            (json!({ "kind": "garbage", "bytes": 9 }), Fault::garbage(9)),
            (json!({ "kind": "oversized", "bytes": 9 }), Fault::oversized(9)),
            (json!({ "headers": { "x-a": "b" } }), Fault::status(503).header("x-a", "b")),
        ] {
            let read: FaultRule = serde_json::from_value(rule.clone()).unwrap();
            assert_eq!(read.fault(), Ok(fault), "{rule}");
        }
    }

    #[test]
    fn what_would_be_passed_over_is_refused() {
        for (rule, what) in [
            (json!({ "operation": "failjob" }), "there is no operation `failjob`"),
            (json!({ "kind": "cut" }), "`bytes` is missing"),
            (json!({ "kind": "body" }), "`body` is missing"),
            (json!({ "kind": "cut", "bytes": 1, "status": 503 }), "`status` is of no use"),
            (json!({ "bytes": 1 }), "`bytes` is of no use"),
            (json!({ "status": 99 }), "from 200 to 999"),
            (json!({ "probability": 2 }), "from 0 to 1"),
            (json!({ "nth": 0 }), "counts from 1"),
            (json!({ "headers": { "a b": "c" } }), "`a b` is no name of a header"),
            (json!({ "headers": { "a": "b\r\nc" } }), "a header cannot have control"),
            (json!({ "retry_after": "\u{0}" }), "a header cannot have control"),
            (json!({ "kind": "explode" }), "unknown variant `explode`"),
            (json!({ "chance": 1 }), "unknown field `chance`"),
        ] {
            let error = plan(rule.clone()).unwrap_err();
            assert!(error.contains(what), "{rule}: {error}");
        }
        assert_eq!(plan(json!({ "operation": "failJob" })).unwrap().seed(), 4);
    }
}
