//! When something goes wrong.

use fastrand::Rng;

use super::Fault;
use crate::api::OperationId;

/// A plan of faults: what goes wrong with which calls.
///
/// A rule begins with [`on`](Self::on), [`on_any`](Self::on_any) or
/// [`on_one_of`](Self::on_one_of), and what is said after it narrows it. The
/// first rule that fits a call is taken. All chance in it comes from one
/// number: the same calls in the same order meet the same faults.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
/// use flatfile_jobs::api::OperationId;
/// use flatfile_jobs::sandbox::{Fault, Faults, Sandbox};
///
/// let faults = Faults::seeded(42)
///     .on(OperationId::FailJob, Fault::status(503).after_effect())
///     .nth(1)
///     .on_any(Fault::status(429).retry_after("0.01"))
///     .probability(0.2);
/// let sandbox = Sandbox::builder().faults(faults).in_process();
/// let id = sandbox.add_executing_job("exportOrders");
///
/// sandbox.client()?.job(&id).fail("no").await?;
/// let first = &sandbox.calls()[0];
/// assert_eq!((first.status, first.carried_out), (Some(503), true));
/// # Ok::<(), flatfile_jobs::Error>(())
/// # })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Faults {
    seed: u64,
    random: Rng,
    /// For the bytes of garbage, apart from all other chance.
    noise: Rng,
    rules: Vec<Rule>,
}

#[derive(Clone, Debug)]
struct Rule {
    operation: Option<OperationId>,
    faults: Vec<Fault>,
    nth: Option<u64>,
    probability: Option<f64>,
    times: Option<u64>,
    /// How many calls it was asked about.
    seen: u64,
    /// How many calls it was taken for.
    taken: u64,
}

impl Default for Faults {
    fn default() -> Self {
        Self::seeded(0)
    }
}

impl Faults {
    /// A plan without a rule, whose chance comes from one number.
    pub fn seeded(seed: u64) -> Self {
        let random = Rng::with_seed(seed);
        Self { seed, noise: random.clone(), random, rules: Vec::new() }
    }

    /// The number that all chance comes from, for the message of a test.
    #[must_use]
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// A fault for every call of one operation.
    pub fn on(self, operation: OperationId, fault: Fault) -> Self {
        self.rule(Some(operation), vec![fault])
    }

    /// A fault for every call, those of unknown paths too.
    pub fn on_any(self, fault: Fault) -> Self {
        self.rule(None, vec![fault])
    }

    /// One of some faults, by chance, for every call.
    pub fn on_one_of(self, faults: impl IntoIterator<Item = Fault>) -> Self {
        self.rule(None, faults.into_iter().collect())
    }

    fn rule(mut self, operation: Option<OperationId>, faults: Vec<Fault>) -> Self {
        self.rules.push(Rule {
            operation,
            faults,
            nth: None,
            probability: None,
            times: None,
            seen: 0,
            taken: 0,
        });
        self
    }

    /// Narrows the last rule to one call, counted from 1 among those that it
    /// is about.
    pub fn nth(mut self, call: u64) -> Self {
        self.last(|rule| rule.nth = Some(call));
        self
    }

    /// Narrows the last rule to a share of the calls that it is about, from 0
    /// to 1.
    pub fn probability(mut self, share: f64) -> Self {
        self.last(|rule| rule.probability = Some(share));
        self
    }

    /// Lets the last rule be taken so often and no more.
    pub fn times(mut self, calls: u64) -> Self {
        self.last(|rule| rule.times = Some(calls));
        self
    }

    fn last(&mut self, change: impl FnOnce(&mut Rule)) {
        if let Some(rule) = self.rules.last_mut() {
            change(rule);
        }
    }

    /// The fault of a call. Every rule counts and draws, also behind the one
    /// that is taken, so that a rule never moves the chance of another.
    pub(in crate::sandbox) fn next(&mut self, operation: Option<OperationId>) -> Option<Fault> {
        let mut taken = None;
        for rule in &mut self.rules {
            if rule.operation.is_some() && rule.operation != operation {
                continue;
            }
            rule.seen += 1;
            let lot = self.random.f64();
            let which = self.random.usize(..rule.faults.len().max(1));
            let fits = rule.nth.is_none_or(|nth| nth == rule.seen)
                && rule.probability.is_none_or(|share| lot < share)
                && rule.times.is_none_or(|times| rule.taken < times);
            if fits && taken.is_none() {
                rule.taken += 1;
                taken = rule.faults.get(which).cloned();
            }
        }
        taken
    }

    pub(in crate::sandbox) fn noise(&mut self) -> &mut Rng {
        &mut self.noise
    }
}
