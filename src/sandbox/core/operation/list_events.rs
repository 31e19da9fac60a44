//! Listing events.

use std::num::NonZeroU64;

use chrono::{DateTime, Utc};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::done::Done;
use super::paging::Paging;
use crate::api::types::{Domain, EventTopic, ListAllEventsResponse};
use crate::sandbox::core::events::Wanted;
use crate::sandbox::core::request::Asked;
use crate::sandbox::core::response::json;
use crate::sandbox::core::value::Core;

/// How many events a page has when the request does not say, by the reference.
const PAGE_SIZE: u64 = 10;

/// What each parameter means here, as for a list of jobs.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Query<N> {
    environment_id: Option<String>,
    space_id: Option<String>,
    domain: Option<Domain>,
    topic: Option<EventTopic>,
    since: Option<DateTime<Utc>>,
    page_size: Option<NonZeroU64>,
    page_number: Option<N>,
    include_acknowledged: Option<bool>,
}

pub(super) fn run(core: &Core, asked: &Asked<'_>) -> Done {
    match core.rules.first_page {
        0 => page::<u64>(core, asked),
        _ => page::<NonZeroU64>(core, asked),
    }
}

fn page<N: DeserializeOwned + Into<u64>>(core: &Core, asked: &Asked<'_>) -> Done {
    let query: Query<N> = asked.query()?;
    let number = query.page_number.map(Into::into);
    let paging = Paging::of(&core.rules, number, query.page_size, PAGE_SIZE);
    let wanted = Wanted {
        environment: query.environment_id,
        space: query.space_id,
        domain: query.domain,
        topic: query.topic,
        since: query.since,
        exclusive: core.rules.exclusive_since,
        acknowledged: query.include_acknowledged.unwrap_or(false),
    };
    let events = core.events.page(&wanted, asked.now, paging.skip, paging.size);
    Ok(json(&ListAllEventsResponse::new(events)))
}
