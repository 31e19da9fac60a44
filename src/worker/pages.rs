//! Which page of events comes next: a decision without I/O.
//!
//! There is no pagination in the response, and nobody says what the number of
//! the first page is, nor how many events a page may have.

/// A server's own size of a page. One that caps pages below it would contradict
/// its own default, so a page with fewer is the last.
const USUAL: usize = 10;

/// How many pages one round may have. With the overlap of the cursor a round is
/// short; this is for a server that never comes to an end.
const MOST: u32 = 1_000;

/// Follows the pages of one round.
#[derive(Debug, Default)]
pub(super) struct Pages {
    asked: Option<i64>,
    pages: u32,
}

impl Pages {
    /// The number of the page to ask for after one with as many events, so many
    /// of which were not on a page before; none when that was the last.
    pub(super) fn next(&mut self, rows: usize, new: usize) -> Option<i64> {
        self.pages += 1;
        if rows < USUAL || self.pages >= MOST {
            return None;
        }
        let next = match self.asked {
            None => 1,
            // It may be the first page once more, where they are counted from 1.
            Some(1) => 2,
            Some(number) if new > 0 => number.saturating_add(1),
            Some(_) => return None,
        };
        self.asked = Some(next);
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers that are asked for after pages with these rows and new ones.
    fn asked<const N: usize>(seen: [(usize, usize); N]) -> [Option<i64>; N] {
        let mut pages = Pages::default();
        seen.map(|(rows, new)| pages.next(rows, new))
    }

    #[test]
    fn a_short_page_is_the_last() {
        assert_eq!(asked([(0, 0)]), [None]);
        assert_eq!(asked([(9, 9)]), [None]);
    }

    #[test]
    fn pages_from_one_and_from_zero() {
        // Page 1 is the first once more.
        assert_eq!(asked([(10, 10), (10, 0), (10, 10), (3, 3)]), [Some(1), Some(2), Some(3), None]);
        assert_eq!(
            asked([(10, 10), (10, 10), (10, 10), (0, 0)]),
            [Some(1), Some(2), Some(3), None]
        );
    }

    #[test]
    fn a_page_that_comes_again_and_again_is_the_end() {
        assert_eq!(asked([(50, 50), (50, 0), (50, 0)]), [Some(1), Some(2), None]);
    }

    #[test]
    fn a_server_without_an_end_is_left() {
        let mut pages = Pages::default();
        assert_eq!((0..2_000).take_while(|_| pages.next(10, 10).is_some()).count(), 999);
    }
}
