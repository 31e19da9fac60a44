//! Listing jobs.

use std::num::NonZeroU64;

use serde::{Deserialize, Serialize};

use super::Done;
use crate::api::types::{JobId, ListJobsResponse, Pagination, SortDirection};
use crate::sandbox::core::Core;
use crate::sandbox::core::answer::json;
use crate::sandbox::core::jobs::Filter;
use crate::sandbox::core::request::{Asked, bad, member};

/// How many jobs a page has when the request does not say, by the reference.
const PAGE_SIZE: u64 = 20;

/// The parameters, by the names that the contract gives them.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Query {
    environment_id: Option<String>,
    space_id: Option<String>,
    workbook_id: Option<String>,
    file_id: Option<String>,
    parent_id: Option<JobId>,
    page_size: Option<NonZeroU64>,
    page_number: Option<u64>,
    sort_direction: Option<SortDirection>,
    exclude_child_jobs: Option<bool>,
    source: Option<String>,
}

pub(super) fn run(core: &Core, asked: &Asked<'_>) -> Done {
    let query: Query = asked.query()?;
    let first = u64::from(core.rules.first_page);
    let number = query.page_number.unwrap_or(first);
    if number < first {
        let name = member(&Query::default(), &Query { page_number: Some(0), ..Query::default() });
        return Err(bad(format!("the first page has the number {first}")).about(name));
    }
    let largest = u64::from(core.rules.largest_page);
    let size = query.page_size.map_or(PAGE_SIZE, NonZeroU64::get).min(largest);
    let filter = Filter {
        environment: query.environment_id,
        space: query.space_id,
        workbook: query.workbook_id,
        file: query.file_id,
        parent: query.parent_id.map(Into::into),
        source: query.source,
        without_parts: query.exclude_child_jobs.unwrap_or(false),
    };
    let newest_first = query.sort_direction != Some(SortDirection::Asc);
    let whole = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    let size = whole(size);
    let skip = whole(number - first).saturating_mul(size);
    let page = core.jobs.page(&filter, newest_first, skip, size);
    let mut answer = ListJobsResponse::new(core.jobs.clones(&page.places));
    if core.rules.pagination {
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let pages = count(page.total.div_ceil(size));
        answer.pagination = Some(Pagination::new(count(whole(number)), pages, count(page.total)));
    }
    Ok(json(&answer))
}
