//! Which page comes next: a decision without I/O.
//!
//! Nothing promises how pages are counted: from 0 or from 1, up to which size,
//! with or without a pagination. So the first request names no number, a short
//! page proves nothing, and each number is the one before it and one more: what
//! the server says of itself is used to stop and to go on, never to jump.

use std::fmt;

/// How many pages in a row may bring no new job while the server says that
/// there are more. One is common: as many jobs as a page has were created
/// since the page before, and moved it under the reader.
const MAX_BARREN: u32 = 10;

/// How many pages one list may have. Of the usual 20 jobs a page it is two
/// million jobs, and far from what one call after the other can read in a day.
const MAX_PAGES: u32 = 100_000;

/// What a page shows.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sight {
    /// How many jobs it has.
    pub(super) rows: usize,
    /// How many of them were not on a page before.
    pub(super) new: usize,
    /// The number of the page and the count of pages, as the server says them.
    pub(super) numbers: Option<(i64, i64)>,
}

/// What to do after a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Ask for the page with this number.
    Page(i64),
    /// There are no more.
    End,
    /// It would not come to an end.
    GiveUp(Endless),
}

/// Why a list would not come to an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Endless {
    /// The server says that there is more, and sends nothing new.
    Barren,
    /// There are too many pages.
    TooMany,
}

/// Follows the pages of one list.
#[derive(Debug, Default)]
pub(super) struct Pager {
    /// The number that was asked for last; none for the first page.
    asked: Option<i64>,
    /// The number of the first page, where the server said it.
    first: Option<i64>,
    /// The largest count of pages so far.
    counted: i64,
    /// How many pages there were, and how many of the last brought nothing new.
    pages: u32,
    barren: u32,
}

/// Where in the list a page is, as far as the numbers can be believed.
enum Place {
    Middle,
    Last,
    Unknown,
}

impl Pager {
    /// What to do after this page.
    pub(super) fn next(&mut self, page: Sight) -> Next {
        let number = self.asked.or_else(|| self.first_number(page));
        let place = self.place(page);
        self.pages = self.pages.saturating_add(1);
        self.barren = if page.new > 0 { 0 } else { self.barren.saturating_add(1) };
        let on = match place {
            Place::Last => false,
            Place::Middle if self.barren > MAX_BARREN => return Next::GiveUp(Endless::Barren),
            Place::Middle => true,
            // Page 1 may be the first page once more, where they are counted
            // from 1.
            Place::Unknown if number.is_none_or(|number| number <= 1) => page.rows > 0,
            Place::Unknown => page.new > 0,
        };
        if on && self.pages >= MAX_PAGES {
            return Next::GiveUp(Endless::TooMany);
        }
        let next = number.map_or(1, |number| number.saturating_add(1));
        self.asked = Some(next);
        if on { Next::Page(next) } else { Next::End }
    }

    /// The number of the page that came without having been asked for by one.
    fn first_number(&mut self, page: Sight) -> Option<i64> {
        let (at, _) = page.numbers?;
        self.first = (0..=1).contains(&at).then_some(at);
        self.first
    }

    fn place(&mut self, page: Sight) -> Place {
        let Some((at, count)) = page.numbers else { return Place::Unknown };
        if count < 1 || self.asked.or(self.first) != Some(at) {
            return Place::Unknown;
        }
        // Counted from 0, the last page has the number before the count.
        let last = self.first.unwrap_or(1).saturating_add(count - 1);
        // Jobs that were removed meanwhile make a count shrink, and so does a
        // server that does not count: one page more tells.
        let shrunk = count < self.counted;
        self.counted = self.counted.max(count);
        match at.cmp(&last) {
            std::cmp::Ordering::Less => Place::Middle,
            std::cmp::Ordering::Equal if !shrunk => Place::Last,
            _ => Place::Unknown,
        }
    }
}

impl fmt::Display for Endless {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Barren => write!(
                f,
                "the list does not end: {} pages in a row had no new job, and the server says \
                 that there are more",
                MAX_BARREN + 1
            ),
            Self::TooMany => write!(
                f,
                "the list does not end: there are more than {MAX_PAGES} pages; narrow it, or \
                 raise `page_size`"
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sight(rows: usize, new: usize, numbers: impl Into<Option<(i64, i64)>>) -> Sight {
        Sight { rows, new, numbers: numbers.into() }
    }

    /// What is done after each of the pages.
    fn told(pages: &[Sight]) -> Vec<Next> {
        let mut pager = Pager::default();
        pages.iter().map(|page| pager.next(*page)).collect()
    }

    #[test]
    fn the_table() {
        use Next::{End, Page};
        const MAX: i64 = i64::MAX;
        let full = |numbers: (i64, i64)| sight(2, 2, numbers);
        let again = |numbers: (i64, i64)| sight(2, 0, numbers);
        let empty = |numbers: (i64, i64)| sight(0, 0, numbers);
        let (new, old, none) = (sight(2, 2, None), sight(2, 0, None), sight(0, 0, None));
        for (what, pages, expected) in [
            ("counted from 1", vec![full((1, 2)), full((2, 2))], vec![Page(2), End]),
            ("counted from 0", vec![full((0, 2)), full((1, 2))], vec![Page(1), End]),
            ("one page", vec![full((1, 1))], vec![End]),
            ("an empty list", vec![empty((1, 0))], vec![End]),
            ("an empty list from 0", vec![empty((0, 0))], vec![End]),
            ("a page of known jobs", vec![full((1, 3)), again((2, 3))], vec![Page(2), Page(3)]),
            ("a page of none", vec![full((1, 3)), empty((2, 3))], vec![Page(2), Page(3)]),
            ("no numbers, empty", vec![none], vec![End]),
            ("no numbers", vec![new, new, new, none], vec![Page(1), Page(2), Page(3), End]),
            ("page 1 is the first", vec![new, old, new, old], vec![Page(1), Page(2), Page(3), End]),
            ("page 1 is behind the last", vec![new, none], vec![Page(1), End]),
            (
                "they stand still, and jobs come",
                vec![full((1, 9)), full((1, 9)), full((1, 9)), again((1, 9))],
                vec![Page(2), Page(3), Page(4), End],
            ),
            ("stands still, jobs too", vec![full((1, 9)), again((1, 9))], vec![Page(2), End]),
            (
                "the count shrinks to here",
                vec![full((1, 5)), full((2, 2)), empty((3, 2))],
                vec![Page(2), Page(3), End],
            ),
            (
                "the count shrinks below",
                vec![full((1, 5)), full((2, 5)), full((3, 1)), again((4, 1))],
                vec![Page(2), Page(3), Page(4), End],
            ),
            (
                "the numbers shrink",
                vec![full((1, 5)), full((2, 4)), full((1, 3)), empty((0, 2))],
                vec![Page(2), Page(3), Page(4), End],
            ),
            ("the count grows", vec![full((1, 2)), full((2, 3))], vec![Page(2), Page(3)]),
            (
                "no count, but jobs",
                vec![full((1, 0)), full((2, 0)), empty((3, 0))],
                vec![Page(2), Page(3), End],
            ),
            (
                "largest",
                vec![full((MAX, MAX)), full((MAX, MAX)), again((MAX, MAX))],
                vec![Page(1), Page(2), End],
            ),
            (
                "largest count, counted from 1",
                vec![full((1, MAX)), full((2, MAX))],
                vec![Page(2), Page(3)],
            ),
            (
                "negative",
                vec![full((-1, -1)), again((i64::MIN, i64::MIN)), again((2, -7))],
                vec![Page(1), Page(2), End],
            ),
            (
                "the numbers come and go",
                vec![full((1, 9)), new, full((3, 9)), old],
                vec![Page(2), Page(3), Page(4), End],
            ),
        ] {
            assert_eq!(told(&pages), expected, "{what}");
        }
    }

    #[test]
    fn pages_without_end_that_bring_nothing_are_given_up() {
        let mut pager = Pager::default();
        assert_eq!(pager.next(sight(2, 2, (1, i64::MAX))), Next::Page(2));
        for number in 2..12 {
            let nothing = sight(0, 0, (number, i64::MAX));
            assert_eq!(pager.next(nothing), Next::Page(number + 1));
        }
        let last = pager.next(sight(2, 0, (12, i64::MAX)));
        assert_eq!(last, Next::GiveUp(Endless::Barren));
    }

    #[test]
    fn pages_without_end_that_bring_jobs_are_given_up() {
        for numbers in [None, Some(i64::MAX), Some(3)] {
            let (mut pager, mut number, mut pages) = (Pager::default(), 1, 0);
            let end = loop {
                pages += 1;
                match pager.next(sight(1, 1, numbers.map(|count| (number, count.max(number + 1)))))
                {
                    Next::Page(next) => number = next,
                    end => break end,
                }
            };
            assert_eq!((end, pages), (Next::GiveUp(Endless::TooMany), MAX_PAGES));
        }
    }

    fn number() -> impl Strategy<Value = i64> {
        prop_oneof![0..12_i64, any::<i64>(), Just(i64::MAX), Just(i64::MIN)]
    }

    proptest! {
        #[test]
        fn whatever_the_numbers_say_it_ends_and_asks_one_by_one(
            numbers in proptest::collection::vec(proptest::option::of((number(), number())), 1..40),
            echoes in any::<bool>(),
            empty in any::<bool>(),
            fruitful in 0..200_u32,
        ) {
            let (mut pager, mut asked, mut pages) = (Pager::default(), None::<i64>, 0_u32);
            for numbers in numbers.iter().cycle() {
                let new = usize::from(pages < fruitful);
                pages += 1;
                // The worst servers say the number that they were asked for.
                let echoed = |(at, count)| (if echoes { asked.unwrap_or(1) } else { at }, count);
                let rows = if empty { new } else { 1 };
                match pager.next(sight(rows, new, numbers.map(echoed))) {
                    Next::Page(number) => {
                        prop_assert!(asked.is_none_or(|asked| number == asked + 1), "{number}");
                        prop_assert!((1..=2).contains(&number) || asked.is_some());
                        asked = Some(number);
                    }
                    Next::End | Next::GiveUp(_) => break,
                }
                prop_assert!(pages <= fruitful + MAX_BARREN + 2, "{pages} pages");
            }
        }
    }
}
