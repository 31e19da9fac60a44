//! Where an outcome leads.

use crate::api::types::{
    JobOutcomeNext, JobOutcomeNextClearFilters, JobOutcomeNextDownload, JobOutcomeNextFileObject,
    JobOutcomeNextFiles, JobOutcomeNextId, JobOutcomeNextRetry, JobOutcomeNextSnapshot,
    JobOutcomeNextUrl, JobOutcomeNextView, JobOutcomeNextWait,
};

/// The next step of an [`Outcome`](crate::Outcome), one constructor for each
/// kind that Flatfile has. Each kind has only the setters that apply to it.
///
/// ```
/// use flatfile_jobs::Next;
///
/// Next::id("us_sp_YOUR_ID").path("orders").query("open=true").label("Open the space");
/// Next::url("https://example.test/report").label("Report").replace(true);
/// Next::files(["us_fl_1", "us_fl_2"]).label("Download");
/// Next::wait().confetti(true);
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub struct Next<T>(T);

impl<T: Into<JobOutcomeNext>> From<Next<T>> for JobOutcomeNext {
    fn from(next: Next<T>) -> Self {
        next.0.into()
    }
}

/// A `label` for each kind that has one.
macro_rules! labelled {
    ($($kind:ty),* $(,)?) => {$(
        impl Next<$kind> {
            /// The text of the link.
            pub fn label(self, label: impl Into<String>) -> Self {
                Self(self.0.with_label(label))
            }
        }
    )*};
}

labelled!(
    JobOutcomeNextId,
    JobOutcomeNextUrl,
    JobOutcomeNextDownload,
    JobOutcomeNextFiles,
    JobOutcomeNextSnapshot,
    JobOutcomeNextRetry,
    JobOutcomeNextView,
    JobOutcomeNextClearFilters,
);

impl Next<JobOutcomeNextId> {
    /// Go to an object by its id. The guides open it as a space; job, workbook
    /// and sheet ids are seen here too.
    pub fn id(id: impl Into<String>) -> Self {
        Self(JobOutcomeNextId::new(id))
    }

    /// The path below the object.
    pub fn path(self, path: impl Into<String>) -> Self {
        Self(self.0.with_path(path))
    }

    /// The query, without its question mark.
    pub fn query(self, query: impl Into<String>) -> Self {
        Self(self.0.with_query(query))
    }
}

impl Next<JobOutcomeNextUrl> {
    /// Open a web address.
    pub fn url(url: impl Into<String>) -> Self {
        Self(JobOutcomeNextUrl::new(url))
    }

    /// Whether it opens in the present tab or frame.
    pub fn replace(self, replace: bool) -> Self {
        Self(self.0.with_replace(replace))
    }
}

impl Next<JobOutcomeNextDownload> {
    /// Download a file from a web address; it may be relative.
    pub fn download(url: impl Into<String>) -> Self {
        Self(JobOutcomeNextDownload::new(url))
    }

    /// The name under which it is saved.
    pub fn file_name(self, name: impl Into<String>) -> Self {
        Self(self.0.with_file_name(name))
    }
}

impl Next<JobOutcomeNextFiles> {
    /// Download files that Flatfile has, by their ids. For a label on each,
    /// give [`JobOutcomeNextFileObject`]s.
    pub fn files<F: Into<JobOutcomeNextFileObject>>(files: impl IntoIterator<Item = F>) -> Self {
        let files: Vec<JobOutcomeNextFileObject> = files.into_iter().map(Into::into).collect();
        Self(JobOutcomeNextFiles::new(files))
    }
}

impl Next<JobOutcomeNextWait> {
    /// Stay and wait for what comes.
    pub fn wait() -> Self {
        Self(JobOutcomeNextWait::default())
    }

    /// Whether the note fades away.
    pub fn fade(self, fade: bool) -> Self {
        Self(self.0.with_fade(fade))
    }

    /// Whether confetti rains.
    pub fn confetti(self, confetti: bool) -> Self {
        Self(self.0.with_confetti(confetti))
    }
}

impl Next<JobOutcomeNextSnapshot> {
    /// Look at a snapshot of a sheet.
    pub fn snapshot(snapshot_id: impl Into<String>, sheet_id: impl Into<String>) -> Self {
        Self(JobOutcomeNextSnapshot::new(sheet_id, snapshot_id))
    }
}

impl Next<JobOutcomeNextRetry> {
    /// Run the job again.
    pub fn retry() -> Self {
        Self(JobOutcomeNextRetry::default())
    }
}

impl Next<JobOutcomeNextView> {
    /// Look at a sheet with some columns hidden, by the keys of their fields.
    pub fn view<K: Into<String>>(
        sheet_id: impl Into<String>,
        hidden_columns: impl IntoIterator<Item = K>,
    ) -> Self {
        let hidden: Vec<String> = hidden_columns.into_iter().map(Into::into).collect();
        Self(JobOutcomeNextView::new(hidden, sheet_id))
    }
}

impl Next<JobOutcomeNextClearFilters> {
    /// Remove the filters.
    pub fn clear_filters() -> Self {
        Self(JobOutcomeNextClearFilters::default())
    }

    /// The sheets that it is about.
    pub fn sheets<S: Into<String>>(self, ids: impl IntoIterator<Item = S>) -> Self {
        let ids: Vec<String> = ids.into_iter().map(Into::into).collect();
        Self(self.0.with_sheet_ids(ids))
    }
}
