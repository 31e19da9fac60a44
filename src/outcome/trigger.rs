//! Short forms of the trigger.

use crate::api::types::{
    JobOutcomeTrigger, JobOutcomeTriggerAudience, JobOutcomeTriggerDetails, JobOutcomeTriggerType,
};

impl From<(JobOutcomeTriggerType, JobOutcomeTriggerAudience)> for JobOutcomeTrigger {
    fn from((kind, audience): (JobOutcomeTriggerType, JobOutcomeTriggerAudience)) -> Self {
        JobOutcomeTriggerDetails::new(kind).with_audience(audience).into()
    }
}
