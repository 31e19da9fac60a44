//! An outcome from options and files, and how a person in Flatfile will see it.

mod ask;
mod build;
mod frame;
mod next;
mod show;

pub use ask::{Consent, ask};
pub use build::build;
pub use show::picture;
