//! What several test binaries share.

#![allow(dead_code, reason = "each binary uses a part of it")]

pub mod canned;
pub mod contract;
pub mod fixtures;
pub mod golden;
pub mod http2;
pub mod instances;
pub mod json;
pub mod memory;
pub mod script;
pub mod wire;

/// A token that must never be seen.
pub const CANARY: &str = "sk_canary_7f3e9d1c5b";
