//! The tokens that one call sends.

use crate::auth::{Bearer, Credentials};

/// All that were sent, the present one last, and whether another is due.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    last: Option<Bearer>,
    /// Those before it: nearly always none.
    earlier: Vec<Bearer>,
    /// The last one was refused: another one is asked for.
    refused: bool,
}

impl Tokens {
    /// The one that was refused, where the next one is asked for because of
    /// that; asking clears it.
    pub(super) fn refused(&mut self) -> Option<&Bearer> {
        std::mem::take(&mut self.refused).then_some(self.last.as_ref()).flatten()
    }

    /// This one is sent now.
    pub(super) fn send(&mut self, token: Bearer) {
        if self.last.as_ref() != Some(&token) {
            self.earlier.retain(|known| *known != token);
            self.earlier.extend(self.last.replace(token));
        }
    }

    /// A 401 came: whether to ask for another token and try at once. The
    /// server did nothing, so that is safe for every operation.
    pub(super) fn renew(&mut self, credentials: &Credentials) -> bool {
        let renews = self.last.as_ref().is_some_and(|used| credentials.can_renew(used));
        self.refused |= renews;
        renews
    }

    /// `text` without any of them.
    pub(super) fn scrub(&self, text: &str) -> String {
        let all = self.earlier.iter().chain(&self.last);
        all.fold(text.to_owned(), |text, token| token.scrub(&text))
    }
}
