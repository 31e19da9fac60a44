//! What the runs and the sandbox's record come to.

use std::collections::HashMap;

use flatfile_jobs::api::OperationId;
use flatfile_jobs::sandbox::{Call, Sandbox};

use crate::record::Ran;

/// What the runs come to.
#[derive(Debug, Default)]
pub struct Measures {
    /// Runs that somebody began and did not end.
    pub cut: usize,
    /// Runs that went on after another of the same job had begun.
    pub overlaps: usize,
    /// Runs of a job whose handler had ended before.
    pub again_after_end: usize,
    /// Runs that were not their job's first, and those that were told why.
    pub again: usize,
    pub told: usize,
    /// Seconds from the death of a worker to the next run of each job it had.
    pub pickups: Vec<f64>,
    /// The same, where the next worker died as well, before its run began.
    pub late_pickups: Vec<f64>,
}

/// `deaths` has when a process was killed or frozen.
pub fn measure(runs: &[Ran], deaths: &HashMap<u32, u64>) -> Measures {
    let mut measures = Measures::default();
    let mut by_job: HashMap<&str, Vec<&Ran>> = HashMap::new();
    for ran in runs {
        by_job.entry(&ran.job).or_default().push(ran);
    }
    for all in by_job.values() {
        for (one, next) in all.iter().zip(all.iter().skip(1)) {
            measures.again += 1;
            measures.told += usize::from(next.told);
            measures.overlaps += usize::from(one.last > next.start);
            measures.again_after_end += usize::from(one.ended);
            if let Some(death) = deaths.get(&one.pid) {
                let pickups = match next.attempt == one.attempt + 1 {
                    true => &mut measures.pickups,
                    false => &mut measures.late_pickups,
                };
                pickups.push(next.start.saturating_sub(*death) as f64 / 1e6);
            }
        }
        measures.cut += all.iter().filter(|ran| !ran.ended).count();
    }
    measures.pickups.sort_by(f64::total_cmp);
    measures
}

impl Measures {
    /// The least, the middle and the most; and those after two deaths.
    pub fn pickup(&self) -> String {
        let at = |share: f64| {
            let last = self.pickups.len().saturating_sub(1) as f64;
            self.pickups.get((share * last).round() as usize).copied().unwrap_or_default()
        };
        let late = self.late_pickups.iter().map(|seconds| format!("; {seconds:.1} after two"));
        let late: String = late.collect();
        format!("{:.1} / {:.1} / {:.1}{late}", at(0.0), at(0.5), at(1.0))
    }
}

/// How jobs were ended, by the sandbox's record.
#[derive(Debug, Default)]
pub struct Ends {
    /// Jobs with more than one end that was carried out.
    pub twice: usize,
    /// Ends that were sent after another one of their job.
    pub late: usize,
    /// Ends by another process than the one that ran the job last.
    pub by_another: usize,
    /// How many ends each process sent.
    pub by_process: HashMap<u32, usize>,
}

pub fn ends(sandbox: &Sandbox, runs: &[Ran]) -> Ends {
    let mut ends = Ends::default();
    let mut carried_out: HashMap<String, usize> = HashMap::new();
    let mut sent: HashMap<String, usize> = HashMap::new();
    for call in sandbox.calls() {
        use OperationId::{CancelJob, CompleteJob, FailJob};

        let (Some(CompleteJob | FailJob | CancelJob), Some(job)) = (call.operation, &call.job)
        else {
            continue;
        };
        let before = sent.entry(job.clone()).or_default();
        ends.late += usize::from(*before > 0);
        *before += 1;
        let good = call.carried_out && call.status.is_some_and(|status| status < 300);
        *carried_out.entry(job.clone()).or_default() += usize::from(good);
        let sender = sender(&call);
        *ends.by_process.entry(sender).or_default() += 1;
        let at = u64::try_from(call.at.timestamp_micros()).unwrap_or_default();
        let last = runs.iter().rev().find(|ran| ran.job == *job && ran.start <= at);
        ends.by_another += usize::from(last.is_none_or(|ran| ran.pid != sender));
    }
    ends.twice = carried_out.values().filter(|times| **times > 1).count();
    ends
}

/// The process that sent an end says so in its message.
fn sender(call: &Call) -> u32 {
    let message = call.body.as_ref().and_then(|body| body.pointer("/outcome/message"));
    message.and_then(|text| text.as_str()).and_then(|text| text.parse().ok()).unwrap_or_default()
}
