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
        Ok(rules)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn each_rule_can_be_written() {
        let written = json!({
            "end_twice": "ignore", "ack_after_end": "restart", "unknown_enums": "accept",
            "fractional_progress": true, "first_page": 0, "largest_page": 10,
            "pagination": false, "ack_within_seconds": null,
        });
        let rules = Rules::default()
            .with_end_twice(EndTwice::Ignore)
            .with_ack_after_end(AckAfterEnd::Restart)
            .with_unknown_enums(UnknownEnums::Accept)
            .with_fractional_progress(true)
            .with_first_page(0)
            .with_largest_page(10)
            .with_pagination(false)
            .with_ack_within(None);
        let read = |value| serde_json::from_value::<RuleSet>(value).map(|set| set.rules());
        assert_eq!(read(written).unwrap(), Ok(rules));
        assert_eq!(read(json!({})).unwrap(), Ok(Rules::default()));
        let within = Rules::default().with_ack_within(Some(Duration::from_secs(7)));
        assert_eq!(read(json!({ "ack_within_seconds": 7 })).unwrap(), Ok(within));
        assert!(read(json!({ "first_page": 2 })).unwrap().is_err());
        assert!(read(json!({ "largest_page": 0 })).unwrap().is_err());
        assert!(read(json!({ "endTwice": "ignore" })).is_err());
    }
}
