//! A provider is asked by one caller at a time; whoever comes meanwhile shares
//! what comes of it.

use std::error::Error as StdError;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::Mutex;

use super::provider::{TokenProvider, TokenReason};
use super::token::Bearer;

/// Why there is no token, for all who waited for one.
pub(crate) type NoToken = Arc<dyn StdError + Send + Sync>;

/// A provider, and what it gave at last.
pub(crate) struct Renewal {
    provider: Arc<dyn TokenProvider>,
    /// How often it gave something; counted with `last` locked.
    given: AtomicU64,
    last: Mutex<Last>,
}

#[derive(Default)]
struct Last {
    /// The last token; an error does not take its place.
    token: Option<Bearer>,
    /// The error that came after it.
    error: Option<NoToken>,
    /// The token whose refusal was the reason to ask, where it was.
    because_of: Option<Bearer>,
}

impl Renewal {
    pub(super) fn new(provider: Arc<dyn TokenProvider>) -> Self {
        Self { provider, given: AtomicU64::new(0), last: Mutex::default() }
    }

    /// What the provider gave last, unless it is being asked.
    pub(super) fn last(&self) -> Option<Bearer> {
        self.last.try_lock().ok()?.token.clone()
    }

    /// A token for an attempt; another one than `refused`, if it can be.
    ///
    /// The caller at whose turn it is asks the provider, with the others
    /// waiting for the lock. Dropped, it leaves the turn to the next of them.
    pub(super) async fn token(&self, refused: Option<&Bearer>) -> Result<Bearer, NoToken> {
        let before = self.given.load(Ordering::Acquire);
        let mut last = self.last.lock().await;
        if self.given.load(Ordering::Acquire) != before {
            // It was asked while this call waited.
            match (&last.error, &last.token) {
                (Some(error), _) => return Err(Arc::clone(error)),
                (None, Some(token)) if Some(token) != refused => return Ok(token.clone()),
                // The provider has no other: it was told of this very refusal.
                (None, Some(token)) if last.because_of.as_ref() == refused => {
                    return Ok(token.clone());
                }
                // Somebody asked who did not know that it is refused.
                _ => {}
            }
        }
        // A refusal that comes late, of a token that was replaced long ago, is
        // no reason to have that one replaced, too.
        let reason = match refused.is_some() && last.token.as_ref() == refused {
            true => TokenReason::Refused,
            false => TokenReason::Attempt,
        };
        let given = match self.provider.token(reason).await {
            Ok(token) => Bearer::new(&token.0).map_err(|error| Arc::new(error) as NoToken),
            Err(error) => Err(NoToken::from(error)),
        };
        last.error = given.as_ref().err().map(Arc::clone);
        last.because_of = refused.filter(|_| reason == TokenReason::Refused).cloned();
        if let Ok(token) = &given {
            last.token = Some(token.clone());
        }
        self.given.fetch_add(1, Ordering::Release);
        given
    }
}
