//! In and out of the generated client: what is left of the generator's ways
//! lives here, so that a new release of it touches one room.

mod call;
mod hooks;
mod state;

pub(crate) use call::Call;
pub(crate) use state::{Carried, State};
