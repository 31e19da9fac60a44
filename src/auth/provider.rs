//! Where the token comes from: a fixed one that can be changed, or a provider.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, PoisonError, RwLock};

use super::renewal::{NoToken, Renewal};
use super::token::{Bearer, Token};

/// The future of a token.
pub type TokenFuture<'a> =
    Pin<Box<dyn Future<Output = Result<Token, Box<dyn StdError + Send + Sync>>> + Send + 'a>>;

/// Gives the token of each attempt.
///
/// It is asked before every attempt, so keep the token and give it at once. A
/// 401 makes a client ask once more, with [`TokenReason::Refused`], and try again
/// with the new token. An error counts as an attempt that was not made: it is
/// asked again after a wait, within the bounds of the call.
///
/// A client asks once at a time. Calls that need a token meanwhile wait, and
/// share the token or the error that comes: when a token expires under a
/// thousand calls, one of them has it renewed. The next call after them asks
/// anew, after an error too. When the call that asks is dropped or out of time,
/// so is the future of its token, and the next of those that wait asks.
///
/// ```
/// use flatfile_jobs::{TokenReason, TokenFuture, TokenProvider};
///
/// struct FromFile;
///
/// impl TokenProvider for FromFile {
///     fn token(&self, _: TokenReason) -> TokenFuture<'_> {
///         Box::pin(async { Ok(std::fs::read_to_string("/run/secrets/flatfile")?.into()) })
///     }
/// }
///
/// let client = flatfile_jobs::Client::builder().token_provider(FromFile).build()?;
/// # Ok::<(), flatfile_jobs::Error>(())
/// ```
pub trait TokenProvider: Send + Sync + 'static {
    /// The token to send.
    fn token(&self, reason: TokenReason) -> TokenFuture<'_>;
}

/// Why a token is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenReason {
    /// For the next attempt.
    Attempt,
    /// The server refused the last one that was given with 401.
    Refused,
}

/// The tokens of a client.
pub(crate) enum Credentials {
    Fixed(RwLock<Bearer>),
    Provider(Renewal),
}

impl Credentials {
    /// A provider's tokens.
    pub(crate) fn provided(provider: Arc<dyn TokenProvider>) -> Self {
        Self::Provider(Renewal::new(provider))
    }

    /// The token for an attempt, after one that the server refused.
    pub(crate) async fn token(&self, refused: Option<&Bearer>) -> Result<Bearer, NoToken> {
        match self {
            Self::Fixed(token) => Ok(token.read().unwrap_or_else(PoisonError::into_inner).clone()),
            Self::Provider(renewal) => renewal.token(refused).await,
        }
    }

    /// Whether asking again can bring another token than this one.
    pub(crate) fn can_renew(&self, used: &Bearer) -> bool {
        match self {
            Self::Fixed(token) => *token.read().unwrap_or_else(PoisonError::into_inner) != *used,
            Self::Provider(_) => true,
        }
    }

    /// Puts another token in place of a fixed one; a provider stays.
    pub(crate) fn replace(&self, token: Bearer) -> bool {
        match self {
            Self::Fixed(fixed) => {
                *fixed.write().unwrap_or_else(PoisonError::into_inner) = token;
                true
            }
            Self::Provider(_) => false,
        }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fixed(_) => "[token]",
            Self::Provider(_) => "[token provider]",
        })
    }
}
