//! Which part of a list a page is.

use std::num::NonZeroU64;

use crate::sandbox::rules::Rules;

/// A page by its place in the list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Paging {
    pub(super) number: u64,
    pub(super) skip: usize,
    pub(super) size: usize,
}

impl Paging {
    /// The page that a request asks for; the first one, of the usual size, where
    /// it does not say.
    pub(super) fn of(
        rules: &Rules,
        number: Option<u64>,
        size: Option<NonZeroU64>,
        usual: u64,
    ) -> Self {
        let first = u64::from(rules.first_page);
        let number = number.unwrap_or(first);
        let size = size.map_or(usual, NonZeroU64::get).min(u64::from(rules.largest_page));
        let whole = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
        let size = whole(size);
        let skip = whole(number.saturating_sub(first)).saturating_mul(size);
        Self { number, skip, size }
    }
}
