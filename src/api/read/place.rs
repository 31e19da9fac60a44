//! Where in a value the reader is, known without cost as long as all fits.

use std::fmt::Write;

/// A place, by the one above it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place<'a> {
    Root,
    Member(&'a Place<'a>, &'a str),
    Item(&'a Place<'a>, usize),
}

impl Place<'_> {
    /// For people: `data.predecessorIds[0]`. Names may come from the text, so
    /// no control character of theirs gets out.
    pub(super) fn path(&self) -> String {
        self.down(String::new(), |path, place| match place {
            Self::Root => path,
            Self::Member(_, name) if path.is_empty() => name.escape_debug().to_string(),
            Self::Member(_, name) => format!("{path}.{}", name.escape_debug()),
            Self::Item(_, index) => format!("{path}[{index}]"),
        })
    }

    /// As a JSON pointer.
    pub(super) fn pointer(&self) -> String {
        self.down(String::new(), |mut pointer, place| {
            // Writing to a text cannot fail.
            let _ = match place {
                Self::Root => Ok(()),
                Self::Member(_, name) => {
                    write!(pointer, "/{}", name.replace('~', "~0").replace('/', "~1"))
                }
                Self::Item(_, index) => write!(pointer, "/{index}"),
            };
            pointer
        })
    }

    /// From the root down to here.
    fn down<T>(&self, start: T, step: impl FnMut(T, &Self) -> T) -> T {
        let mut places = Vec::new();
        let mut place = self;
        loop {
            places.push(place);
            match place {
                Place::Root => break,
                Place::Member(above, _) | Place::Item(above, _) => place = above,
            }
        }
        places.into_iter().rev().fold(start, step)
    }
}
