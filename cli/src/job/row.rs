//! Jobs as rows under one another.

use chrono::{DateTime, Utc};
use flatfile_jobs::api::types::Job;

use super::status::{percent, status_text, styled_status};
use crate::output::{Column, Columns, age, clean, style};

const COLUMNS: [Column; 6] = [
    // As long as the ids of today are.
    Column { title: "ID", width: 14, whole: true },
    Column { title: "STATUS", width: 9, whole: false },
    Column { title: "PROGRESS", width: 8, whole: false },
    Column { title: "UPDATED", width: 7, whole: false },
    Column { title: "OPERATION", width: 24, whole: false },
    Column { title: "INFO", width: 20, whole: false },
];

const STATUS: usize = 1;

pub struct Rows {
    columns: Columns,
    now: DateTime<Utc>,
}

impl Rows {
    /// Rows for a terminal of this width; without one nothing is cut.
    pub fn new(width: Option<usize>, now: DateTime<Utc>) -> Self {
        Self { columns: Columns::new(&COLUMNS, width), now }
    }

    pub fn titles(&self) -> String {
        style::faint(self.columns.titles())
    }

    pub fn row(&self, job: &Job) -> String {
        let updated = age(job.updated_at, self.now);
        let operation = format!("{}:{}", job.type_, job.operation);
        let info = clean(job.info.as_deref().unwrap_or_default());
        let (status, percent) = (status_text(job), percent(job));
        let id = clean(job.id.as_str());
        let cells = [&*id, &*status, &*percent, &*updated, &*clean(&operation), &*info];
        self.columns.row(&cells, |index, text| match index {
            STATUS => styled_status(job.status.as_ref(), text),
            _ => text.to_owned(),
        })
    }
}
