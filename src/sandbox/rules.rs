//! What can be set where the public material is silent.

use std::time::Duration;

/// How the sandbox reads what nobody publishes.
///
/// The defaults are the stricter readings, so that a test fails where the real
/// server might.
///
/// ```
/// use flatfile_jobs::sandbox::{EndTwice, Rules, Sandbox};
///
/// let rules = Rules::default().with_end_twice(EndTwice::Ignore).with_first_page(0);
/// let sandbox = Sandbox::builder().rules(rules).in_process();
/// # drop(sandbox);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Rules {
    pub(super) end_twice: EndTwice,
    pub(super) ack_after_end: AckAfterEnd,
    pub(super) unknown_enums: UnknownEnums,
    pub(super) fractional_progress: bool,
    pub(super) first_page: u32,
    pub(super) largest_page: u32,
    pub(super) pagination: bool,
    pub(super) ack_within: Option<Duration>,
    pub(super) events_of_cancel_and_retry: bool,
    pub(super) exclusive_since: bool,
}

/// What the same end does, sent to a job that it has ended already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EndTwice {
    /// 409. Another end than the first is always that.
    #[default]
    Refuse,
    /// Nothing, and the response is the job as it is.
    Ignore,
}

/// What an acknowledgement does to a job that has ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AckAfterEnd {
    /// 409.
    #[default]
    Refuse,
    /// Nothing, and the response is the job as it is.
    Ignore,
    /// It sets the job executing again.
    Restart,
}

/// What becomes of a value that an open enum of the contract does not list, and
/// of an object with an unknown tag where the contract has a union.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UnknownEnums {
    /// 400, naming the member.
    #[default]
    Refuse,
    /// It is taken and kept.
    Accept,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            end_twice: EndTwice::default(),
            ack_after_end: AckAfterEnd::default(),
            unknown_enums: UnknownEnums::default(),
            // The contract has whole percents.
            fractional_progress: false,
            // The examples in the guides count from 1.
            first_page: 1,
            // An unmerged change of the guides names 1000; nothing else does.
            largest_page: 1000,
            pagination: true,
            // The changelog of 2023-11-28.
            ack_within: Some(Duration::from_secs(5 * 60)),
            // The list of topics has none for either; each is a change of a job.
            events_of_cancel_and_retry: true,
            // By its name, and as lists of other services have it.
            exclusive_since: false,
        }
    }
}

impl Rules {
    /// What ending a job twice does.
    pub fn with_end_twice(mut self, rule: EndTwice) -> Self {
        self.end_twice = rule;
        self
    }

    /// What an acknowledgement after the end does.
    pub fn with_ack_after_end(mut self, rule: AckAfterEnd) -> Self {
        self.ack_after_end = rule;
        self
    }

    /// What becomes of a value that an open enum does not list.
    pub fn with_unknown_enums(mut self, rule: UnknownEnums) -> Self {
        self.unknown_enums = rule;
        self
    }

    /// Whether progress may be a fraction, as the vendor's own plugins send it
    /// (33.3 of 100). A whole number that is written with a point, 50.0, always
    /// may.
    pub fn with_fractional_progress(mut self, accept: bool) -> Self {
        self.fractional_progress = accept;
        self
    }

    /// The number of the first page of a list: 1 by default, or 0. Any other
    /// counts as 1.
    pub fn with_first_page(mut self, number: u32) -> Self {
        self.first_page = number.min(1);
        self
    }

    /// The most jobs on a page, 1000 by default. A request for more gets that
    /// many, without a word.
    pub fn with_largest_page(mut self, jobs: u32) -> Self {
        self.largest_page = jobs.max(1);
        self
    }

    /// Whether a list says where in the whole its page is.
    pub fn with_pagination(mut self, pagination: bool) -> Self {
        self.pagination = pagination;
        self
    }

    /// How long a job may be executing without an acknowledgement before it is
    /// failed: 5 minutes by default, and without a limit with none.
    pub fn with_ack_within(mut self, limit: Option<Duration>) -> Self {
        self.ack_within = limit;
        self
    }

    /// Whether a cancellation (as `job:updated`) and a retry (as `job:ready`)
    /// make an event: they do by default.
    pub fn with_events_of_cancel_and_retry(mut self, told: bool) -> Self {
        self.events_of_cancel_and_retry = told;
        self
    }

    /// Whether `since` leaves out the events of just that moment: it does not by
    /// default.
    pub fn with_exclusive_since(mut self, exclusive: bool) -> Self {
        self.exclusive_since = exclusive;
        self
    }
}
