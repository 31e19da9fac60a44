//! Key, URL and the rest: from flags, then the environment, then a profile.
//! Each keeps where it is from, for messages; the key is shown nowhere.

mod client;
mod key;
mod place;
mod profile;
mod resolve;
mod sourced;
mod variable;

pub use place::state_folder;
pub use resolve::{Settings, resolve};
