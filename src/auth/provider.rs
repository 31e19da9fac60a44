//! Who gives the token of each attempt, where it is not a fixed one.

use std::error::Error as StdError;
use std::pin::Pin;

use super::token::Token;

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
/// thousand calls, one of them has it renewed, also where the same token comes
/// again. The next call after them asks
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
