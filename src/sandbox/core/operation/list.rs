//! Listing jobs.

use std::num::NonZeroU64;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::done::Done;
use super::paging::Paging;
use crate::api::types::{JobId, ListJobsResponse, Pagination, SortDirection};
use crate::sandbox::core::jobs::Filter;
use crate::sandbox::core::request::Asked;
use crate::sandbox::core::response::json;
use crate::sandbox::core::value::Core;

/// How many jobs a page has when the request does not say, by the reference.
const PAGE_SIZE: u64 = 20;

/// What each parameter means here. One that the contract lists and this does
/// not is a 400, and a test compares both, so that neither grows alone.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Query<N> {
    environment_id: Option<String>,
    space_id: Option<String>,
    workbook_id: Option<String>,
    file_id: Option<String>,
    parent_id: Option<JobId>,
    page_size: Option<NonZeroU64>,
    page_number: Option<N>,
    sort_direction: Option<SortDirection>,
    exclude_child_jobs: Option<bool>,
    source: Option<String>,
}

pub(super) fn run(core: &Core, asked: &Asked<'_>) -> Done {
    match core.rules.first_page {
        0 => page::<u64>(core, asked),
        _ => page::<NonZeroU64>(core, asked),
    }
}

/// One page, whose number is of a type that has no number before the first.
fn page<N: DeserializeOwned + Into<u64>>(core: &Core, asked: &Asked<'_>) -> Done {
    let query: Query<N> = asked.query()?;
    let number = query.page_number.map(Into::into);
    let paging = Paging::of(&core.rules, number, query.page_size, PAGE_SIZE);
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
    let page = core.jobs.page(&filter, newest_first, paging.skip, paging.size);
    let mut response = ListJobsResponse::new(core.jobs.clones(&page.places));
    if core.rules.pagination {
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let pages = count(page.total.div_ceil(paging.size));
        let number = i64::try_from(paging.number).unwrap_or(i64::MAX);
        response.pagination = Some(Pagination::new(number, pages, count(page.total)));
    }
    Ok(json(&response))
}
