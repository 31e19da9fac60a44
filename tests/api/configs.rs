//! The known configs go where any JSON object goes.

use flatfile_jobs::api::types::{
    ExportJobConfig, ExportOptions, Filter, JobConfig, JobType, JobUpdate, PipelineJobConfig,
};
use serde_json::json;

#[test]
fn a_known_config_or_any_other() {
    let base = || JobConfig::new("export", "us_wb_1", JobType::Workbook);
    let options = ExportOptions::default().with_filter(Filter::Valid);
    let known = base().with_config(ExportJobConfig::new(options));
    assert_eq!(known.config, Some(json!({ "options": { "filter": "valid" } })));
    let other = base().with_config(json!({ "delimiter": ";" }));
    assert_eq!(other.config, Some(json!({ "delimiter": ";" })));
    let update = JobUpdate::default().with_config(PipelineJobConfig::new("to", "from"));
    assert_eq!(update.config, Some(json!({ "destinationSheetId": "to", "sourceSheetId": "from" })));
}

#[test]
fn an_empty_config_is_sent() {
    let update = JobUpdate::default().with_config(json!({}));
    assert_eq!(serde_json::to_value(update).unwrap(), json!({ "config": {} }));
}
