//! Who calls: the bearer token, what gives it, and how another one is had.

mod provider;
mod renewal;
mod token;

pub(crate) use provider::Credentials;
pub use provider::{TokenFuture, TokenProvider, TokenReason};
pub(crate) use token::Bearer;
pub use token::Token;
