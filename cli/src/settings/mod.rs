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
#[cfg(any(test, fuzzing))]
pub use profile::choose;
pub use resolve::{Settings, resolve};
#[cfg(any(test, fuzzing))]
pub use resolve::{of_flags, of_profile};
#[cfg(any(test, fuzzing))]
pub use sourced::Sourced;
