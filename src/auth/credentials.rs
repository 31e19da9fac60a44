//! Where the token comes from: a fixed one that can be changed, or a provider.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

use super::provider::TokenProvider;
use super::renewal::{NoToken, Renewal};
use super::token::Bearer;

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

    /// `text` without the token that is known now. A provider that is being
    /// asked has none.
    pub(crate) fn scrub(&self, text: &str) -> String {
        let known = match self {
            Self::Fixed(token) => {
                Some(token.read().unwrap_or_else(PoisonError::into_inner).clone())
            }
            Self::Provider(renewal) => renewal.last(),
        };
        known.map_or_else(|| text.to_owned(), |token| token.scrub(text))
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
