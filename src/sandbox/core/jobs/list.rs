//! One page of a list.

use super::keys::Filter;
use super::{Jobs, Place};
use crate::api::types::Job;

/// The places of one page, and how many jobs all pages have.
#[derive(Debug, Default)]
pub(in crate::sandbox::core) struct Page {
    pub(in crate::sandbox::core) places: Vec<Place>,
    pub(in crate::sandbox::core) total: usize,
}

impl Jobs {
    /// The jobs that fit, `size` of them after the first `skip`, by the order
    /// in which they came.
    pub(in crate::sandbox::core) fn page(
        &self,
        filter: &Filter,
        newest_first: bool,
        skip: usize,
        size: usize,
    ) -> Page {
        let Some(wanted) = filter.resolve(&self.names) else { return Page::default() };
        let fits = |(place, keys)| wanted.fits(keys).then_some(place);
        let all = self.keys.iter().enumerate();
        match newest_first {
            true => cut(all.rev().filter_map(fits), skip, size),
            false => cut(all.filter_map(fits), skip, size),
        }
    }

    pub(in crate::sandbox::core) fn clones(&self, places: &[Place]) -> Vec<Job> {
        places.iter().filter_map(|place| self.job_at(*place).cloned()).collect()
    }
}

fn cut(fitting: impl Iterator<Item = Place>, skip: usize, size: usize) -> Page {
    let mut page = Page::default();
    for place in fitting {
        if page.total >= skip && page.places.len() < size {
            page.places.push(place);
        }
        page.total += 1;
    }
    page
}
