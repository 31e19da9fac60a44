//! What goes wrong, and what each handler leaves behind.

use flatfile_jobs::api::OperationId::{AckJob, CompleteJob, FailJob};
use flatfile_jobs::sandbox::{Fault, Faults};

/// What happens before the event comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    Nothing,
    /// The job was canceled.
    Canceled,
    /// Somebody else began it.
    Taken,
    /// The event came before, and the job was handled.
    Handled,
}

/// One job, its handler, and what goes wrong.
pub struct Scenario {
    pub what: &'static str,
    /// The operation of the job, and the name of its handler.
    pub handler: &'static str,
    pub before: Before,
    pub faults: Faults,
    /// What the official handler leaves behind.
    pub official: &'static str,
    /// What ours does, which is as it should be.
    pub ours: &'static str,
}

fn scenario(what: &'static str, handler: &'static str, ends: [&'static str; 2]) -> Scenario {
    let [official, ours] = ends;
    let (before, faults) = (Before::Nothing, Faults::default());
    Scenario { what, handler, before, faults, official, ours }
}

/// The official SDK sends a request three times.
const TRIES: u64 = 3;

pub fn scenarios() -> Vec<Scenario> {
    let lost = |operation| Faults::seeded(1).on(operation, Fault::status(500)).times(TRIES);
    let after = |operation| {
        let fault = Fault::status(503).after_effect();
        Faults::seeded(1).on(operation, fault).times(TRIES)
    };
    // Not the first: that begins the job.
    let reports = (2..=4).fold(Faults::seeded(1), |faults, number| {
        faults.on(AckJob, Fault::status(500)).nth(number)
    });
    vec![
        scenario("it finishes", "finishes", ["complete", "complete"]),
        scenario("it fails", "breaks", ["failed", "failed"]),
        scenario(
            "it throws null, or panics without a text",
            "throwsNothing",
            ["executing", "failed"],
        ),
        Scenario {
            faults: lost(CompleteJob),
            ..scenario("its `complete` does not get through", "finishes", ["failed", "complete"])
        },
        Scenario {
            faults: after(CompleteJob),
            ..scenario("its `complete` does, and no response", "finishes", ["complete", "complete"])
        },
        Scenario {
            faults: lost(FailJob),
            ..scenario("its `fail` does not get through", "breaks", ["executing", "failed"])
        },
        Scenario {
            faults: lost(AckJob),
            ..scenario("its acknowledgement does not", "finishes", ["ready", "ready"])
        },
        Scenario {
            faults: reports,
            ..scenario("a report does not get through", "tellsOnce", ["failed", "complete"])
        },
        scenario("it reports 101 percent", "tellsTooMuch", ["failed", "complete"]),
        scenario("it reports 60 percent, then 20", "tellsBackwards", ["complete", "complete"]),
        scenario("it reports 1000 times", "tellsOften", ["complete", "complete"]),
        scenario("it is canceled meanwhile", "isCanceledMeanwhile", ["canceled", "canceled"]),
        scenario("others run it again meanwhile", "isRunAgainMeanwhile", ["complete", "executing"]),
        Scenario {
            before: Before::Canceled,
            ..scenario(
                "it was canceled before its event came",
                "finishes",
                ["complete", "canceled"],
            )
        },
        Scenario {
            before: Before::Taken,
            ..scenario("somebody has it already", "finishes", ["complete", "executing"])
        },
        Scenario {
            before: Before::Handled,
            ..scenario("its event comes twice", "finishes", ["complete", "complete"])
        },
    ]
}
