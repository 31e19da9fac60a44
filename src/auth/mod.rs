//! Who calls: the bearer token, what gives it, and how another one is had.

mod credentials;
mod provider;
mod renewal;
mod token;

pub(crate) use credentials::Credentials;
pub use provider::{TokenFuture, TokenProvider, TokenReason};
pub(crate) use token::Bearer;
pub use token::Token;
