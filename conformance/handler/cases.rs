//! What the handler has to send for which job.

use flatfile_jobs::api::OperationId::{self, AckJob, CancelJob, CompleteJob, FailJob};
use flatfile_jobs::sandbox::{Fault, Faults};
use serde_json::{Value, json};

/// One job, and what the handler of its operation has to send.
pub struct Case {
    pub operation: &'static str,
    /// The calls, their bodies and the statuses of their answers.
    pub calls: Vec<(OperationId, Value, u16)>,
    /// The status of the job afterwards.
    pub then: &'static str,
    /// What goes wrong meanwhile.
    pub faults: Faults,
}

impl Case {
    pub fn new(
        operation: &'static str,
        then: &'static str,
        more: impl IntoIterator<Item = (OperationId, Value, u16)>,
    ) -> Self {
        let accept = (AckJob, json!({ "info": "Accepted", "progress": 0 }), 200);
        let calls = [accept].into_iter().chain(more).collect();
        Self { operation, calls, then, faults: Faults::default() }
    }
}

/// The jobs whose events are sent to it.
pub fn cases() -> Vec<Case> {
    let outcome =
        json!({ "message": "42 rows imported", "next": { "type": "wait", "confetti": true } });
    let complete = || (CompleteJob, json!({ "outcome": outcome, "info": "done" }));
    let fail = |status: u16, message: &str| {
        let outcome = json!({ "acknowledge": true, "message": message });
        (FailJob, json!({ "info": message, "outcome": outcome }), status)
    };
    let with = |(operation, body): (OperationId, Value), status: u16| (operation, body, status);
    let tick = |body: Value| (AckJob, body, 200);
    let plain = json!({ "outcome": { "message": "Job complete" } });
    vec![
        Case::new(
            "returnsAnOutcome",
            "complete",
            [
                tick(json!({ "progress": 10, "info": "ten" })),
                tick(json!({ "progress": 55 })),
                with(complete(), 200),
            ],
        ),
        Case::new("returnsNothing", "complete", [(CompleteJob, plain.clone(), 200)]),
        Case::new(
            "throwsAnError",
            "failed",
            [tick(json!({ "progress": 20 })), fail(200, "the warehouse did not answer")],
        ),
        // What the handler makes of a text, and that it leaves a job open, are
        // faults of its own; a worker's jobs look like this all the same.
        Case::new("throwsAText", "failed", [fail(200, "undefined")]),
        Case::new("throwsNull", "executing", []),
        Case::new(
            "isCanceledMeanwhile",
            "canceled",
            [(CancelJob, Value::Null, 200), with(complete(), 409), fail(409, "Status code: 409")],
        ),
        Case::new(
            "ticksTooFar",
            "failed",
            [(AckJob, json!({ "progress": 101 }), 400), fail(200, "Status code: 400")],
        ),
        // It ends a job as failed that its handler has done: the three attempts
        // of complete are lost, and the error counts as the handler's.
        Case {
            faults: Faults::seeded(1).on(CompleteJob, Fault::status(500)).times(3),
            ..Case::new(
                "returnsNothing",
                "failed",
                [
                    (CompleteJob, plain.clone(), 500),
                    (CompleteJob, plain.clone(), 500),
                    (CompleteJob, plain, 500),
                    fail(200, "Status code: 500"),
                ],
            )
        },
    ]
}
