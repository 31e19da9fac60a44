//! The sandbox's rules as they are written.

use std::time::Duration;

use flatfile_jobs::sandbox::{AckAfterEnd, EndTwice, Rules, UnknownEnums};
use serde::Deserialize;

/// What differs from the library's own rules.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RuleSet {
    end_twice: Option<Twice>,
    ack_after_end: Option<Late>,
    unknown_enums: Option<Unknown>,
    fractional_progress: Option<bool>,
    first_page: Option<u32>,
    largest_page: Option<u32>,
    pagination: Option<bool>,
    /// Null lets it wait for ever.
    #[serde(deserialize_with = "some")]
    ack_within_seconds: Option<Option<u64>>,
    events_of_cancel_and_retry: Option<bool>,
    exclusive_since: Option<bool>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Twice {
    Refuse,
    Ignore,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Late {
    Refuse,
    Ignore,
    Restart,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Unknown {
    Refuse,
    Accept,
}

/// Tells null from what is absent.
fn some<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Option<u64>>, D::Error> {
    Option::deserialize(from).map(Some)
}

impl RuleSet {
    /// These rules, and of the others what they do not name.
    pub fn over(self, others: Self) -> Self {
        Self {
            end_twice: self.end_twice.or(others.end_twice),
            ack_after_end: self.ack_after_end.or(others.ack_after_end),
            unknown_enums: self.unknown_enums.or(others.unknown_enums),
            fractional_progress: self.fractional_progress.or(others.fractional_progress),
            first_page: self.first_page.or(others.first_page),
            largest_page: self.largest_page.or(others.largest_page),
            pagination: self.pagination.or(others.pagination),
            ack_within_seconds: self.ack_within_seconds.or(others.ack_within_seconds),
            events_of_cancel_and_retry: self
                .events_of_cancel_and_retry
                .or(others.events_of_cancel_and_retry),
            exclusive_since: self.exclusive_since.or(others.exclusive_since),
        }
    }

    pub fn rules(&self) -> Result<Rules, String> {
        let mut rules = Rules::default();
        if let Some(rule) = self.end_twice {
            rules = rules.with_end_twice(match rule {
                Twice::Refuse => EndTwice::Refuse,
                Twice::Ignore => EndTwice::Ignore,
            });
        }
        if let Some(rule) = self.ack_after_end {
            rules = rules.with_ack_after_end(match rule {
                Late::Refuse => AckAfterEnd::Refuse,
                Late::Ignore => AckAfterEnd::Ignore,
                Late::Restart => AckAfterEnd::Restart,
            });
        }
        if let Some(rule) = self.unknown_enums {
            rules = rules.with_unknown_enums(match rule {
                Unknown::Refuse => UnknownEnums::Refuse,
                Unknown::Accept => UnknownEnums::Accept,
            });
        }
        if let Some(accept) = self.fractional_progress {
            rules = rules.with_fractional_progress(accept);
        }
        match self.first_page {
            None => {}
            Some(first @ 0..=1) => rules = rules.with_first_page(first),
            Some(_) => return Err("`first_page` is 0 or 1".to_owned()),
        }
        match self.largest_page {
            None => {}
            Some(0) => return Err("`largest_page` is 1 at the least".to_owned()),
            Some(jobs) => rules = rules.with_largest_page(jobs),
        }
        if let Some(pagination) = self.pagination {
            rules = rules.with_pagination(pagination);
        }
        if let Some(seconds) = self.ack_within_seconds {
            rules = rules.with_ack_within(seconds.map(Duration::from_secs));
        }
        if let Some(told) = self.events_of_cancel_and_retry {
            rules = rules.with_events_of_cancel_and_retry(told);
        }
        if let Some(exclusive) = self.exclusive_since {
            rules = rules.with_exclusive_since(exclusive);
        }
        Ok(rules)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn all() -> serde_json::Value {
        json!({
            "end_twice": "ignore", "ack_after_end": "restart", "unknown_enums": "accept",
            "fractional_progress": true, "first_page": 0, "largest_page": 10,
            "pagination": false, "ack_within_seconds": null,
            "events_of_cancel_and_retry": false, "exclusive_since": true,
        })
    }

    #[test]
    fn those_that_are_named_go_over_others_one_by_one() {
        let read = |value| serde_json::from_value::<RuleSet>(value).unwrap();
        let usual = json!({
            "end_twice": "refuse", "ack_after_end": "refuse", "unknown_enums": "refuse",
            "fractional_progress": false, "first_page": 1, "largest_page": 1000,
            "pagination": true, "ack_within_seconds": 300,
            "events_of_cancel_and_retry": true, "exclusive_since": false,
        });
        let (all, usual) = (all().as_object().unwrap().clone(), usual.as_object().unwrap().clone());
        assert!(all.keys().eq(usual.keys()));
        for name in all.keys() {
            let mut expected = usual.clone();
            expected.insert(name.clone(), all[name].clone());
            let one = read(json!({ name.as_str(): all[name] }));
            let rules = one.over(read(usual.clone().into())).rules();
            assert_eq!(rules, read(expected.into()).rules(), "{name}");
            assert_ne!(rules, Ok(Rules::default()), "{name}");
        }
    }

    #[test]
    fn each_rule_can_be_written() {
        let rules = Rules::default()
            .with_end_twice(EndTwice::Ignore)
            .with_ack_after_end(AckAfterEnd::Restart)
            .with_unknown_enums(UnknownEnums::Accept)
            .with_fractional_progress(true)
            .with_first_page(0)
            .with_largest_page(10)
            .with_pagination(false)
            .with_ack_within(None)
            .with_events_of_cancel_and_retry(false)
            .with_exclusive_since(true);
        let read = |value| serde_json::from_value::<RuleSet>(value).map(|set| set.rules());
        assert_eq!(read(all()).unwrap(), Ok(rules));
        assert_eq!(read(json!({})).unwrap(), Ok(Rules::default()));
        let within = Rules::default().with_ack_within(Some(Duration::from_secs(7)));
        assert_eq!(read(json!({ "ack_within_seconds": 7 })).unwrap(), Ok(within));
        assert!(read(json!({ "first_page": 2 })).unwrap().is_err());
        assert!(read(json!({ "largest_page": 0 })).unwrap().is_err());
        assert!(read(json!({ "endTwice": "ignore" })).is_err());
    }
}
