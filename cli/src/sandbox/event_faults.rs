//! What goes wrong with events, as it is written: in the file of `sandbox`, in its
//! options, and on the control path.

use std::time::Duration;

use flatfile_jobs::sandbox::EventFaults;
use serde::{Deserialize, Serialize};

/// What goes wrong with events; nothing where nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct EventFaultSet {
    /// The number that all chance comes from; that of the other faults by default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shuffled: Option<bool>,
    /// Shares, from 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    doubled: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    missing: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    late: Option<f64>,
    /// How late.
    #[serde(skip_serializing_if = "Option::is_none")]
    late_ms: Option<u64>,
}

impl EventFaultSet {
    /// These, and of the others what they do not name.
    pub fn over(self, others: Self) -> Self {
        Self {
            seed: self.seed.or(others.seed),
            shuffled: self.shuffled.or(others.shuffled),
            doubled: self.doubled.or(others.doubled),
            missing: self.missing.or(others.missing),
            late: self.late.or(others.late),
            late_ms: self.late_ms.or(others.late_ms),
        }
    }

    /// With this seed, where none is named.
    pub fn or_seed(self, seed: u64) -> Self {
        Self { seed: self.seed.or(Some(seed)), ..self }
    }

    pub fn faults(&self) -> Result<EventFaults, String> {
        let share = |name: &str, share: Option<f64>| match share.unwrap_or_default() {
            share if (0.0..=1.0).contains(&share) => Ok(share),
            _ => Err(format!("`{name}` of the events is a share, from 0 to 1")),
        };
        if self.late.is_some() != self.late_ms.is_some() {
            return Err("`late` and `late_ms` of the events go together".to_owned());
        }
        let late_by = Duration::from_millis(self.late_ms.unwrap_or_default());
        Ok(EventFaults::seeded(self.seed.unwrap_or_default())
            .with_shuffled(self.shuffled.unwrap_or_default())
            .with_doubled(share("doubled", self.doubled)?)
            .with_missing(share("missing", self.missing)?)
            .with_late(share("late", self.late)?, late_by))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn read(value: Value) -> EventFaultSet {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn each_can_be_written() {
        let all = json!({
            "seed": 7, "shuffled": true, "doubled": 0.5, "missing": 0.1, "late": 1.0,
            "late_ms": 9000,
        });
        let faults = EventFaults::seeded(7)
            .with_shuffled(true)
            .with_doubled(0.5)
            .with_missing(0.1)
            .with_late(1.0, Duration::from_secs(9));
        assert_eq!(read(all.clone()).faults(), Ok(faults));
        assert_eq!(json!(read(all.clone())), all, "as it was written");
        assert_eq!(read(json!({})).faults(), Ok(EventFaults::default()));
        for wrong in [json!({ "missing": 1.5 }), json!({ "doubled": -0.1 }), json!({ "late": 1 })] {
            assert!(read(wrong.clone()).faults().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_seed_is_that_of_others_unless_it_is_named() {
        for (written, seed) in [(json!({}), 7), (json!({ "seed": 3 }), 3)] {
            let faults = read(written).or_seed(7).faults();
            assert_eq!(faults, Ok(EventFaults::seeded(seed)));
        }
    }

    #[test]
    fn those_that_are_named_go_over_others() {
        let others = json!({
            "seed": 1, "shuffled": false, "doubled": 0.2, "missing": 0.2, "late": 0.2, "late_ms": 2,
        });
        let all = json!({
            "seed": 7, "shuffled": true, "doubled": 0.5, "missing": 0.1, "late": 1.0, "late_ms": 9,
        });
        for (name, value) in all.as_object().unwrap() {
            let mut expected = others.clone();
            expected[name] = value.clone();
            let over = read(json!({ name.as_str(): value })).over(read(others.clone()));
            assert_eq!(json!(over), expected, "{name}");
        }
    }
}
