//! One request for a page, and what it brings.

use bytes::Bytes;

use super::Jobs;
use super::seen::Row;
use crate::api::Mismatch;
use crate::api::read::{OddJob, Rows};
use crate::api::types::Pagination;
use crate::client::bridge::{self, Decode};
use crate::error::Error;

/// A page as the server sends it.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) rows: Vec<Row>,
    pub(super) pagination: Option<Pagination>,
}

impl Decode for Rows {
    type Value = Self;

    fn decode(body: &Bytes) -> Result<Self, Mismatch> {
        Self::read(body)
    }
}

impl Jobs {
    /// Asks for the page with this number, or for that which comes without one.
    pub(super) async fn list(&self, number: Option<i64>) -> Result<Listed, Error> {
        let api = self.client.api();
        let query = &self.query;
        let mut request = api.list_jobs();
        // The generated setters take no `Option`: what is unset is not sent.
        if let Some(id) = &query.environment {
            request = request.environment_id(id);
        }
        if let Some(id) = &query.space {
            request = request.space_id(id);
        }
        if let Some(id) = &query.workbook {
            request = request.workbook_id(id);
        }
        if let Some(id) = &query.file {
            request = request.file_id(id);
        }
        if let Some(id) = &query.parent {
            request = request.parent_id(id);
        }
        if let Some(id) = &query.source {
            request = request.source(id);
        }
        if let Some(exclude) = query.exclude_child_jobs {
            request = request.exclude_child_jobs(exclude);
        }
        if let Some(direction) = &query.sort {
            request = request.sort_direction(direction.clone());
        }
        if let Some(jobs) = query.page_size {
            request = request.page_size(jobs);
        }
        if let Some(number) = number {
            request = request.page_number(number);
        }
        let (Rows { jobs, page }, concluded) =
            bridge::conclude::<_, Rows>(&self.client, request).await?;
        let row = |row: Result<_, OddJob>| {
            row.map_err(|odd| concluded.odd_job(odd.id.as_deref(), &odd.mismatch))
        };
        Ok(Listed { rows: jobs.into_iter().map(row).collect(), pagination: page.pagination })
    }
}
