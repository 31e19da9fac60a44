//! A run: acknowledged, handled, and ended once.

mod by_hand;
mod canceled;
mod doubt;
mod given;
mod parts;
mod progress;
mod refused;
mod returned;
mod shutdown;
pub mod world;
