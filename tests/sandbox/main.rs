//! The sandbox answers as the API does.

#[path = "../support/mod.rs"]
mod support;

mod gate;
mod life;
