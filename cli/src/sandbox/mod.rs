//! A sandbox for clients in any language: what it is set up with, the control
//! path beside the API, and the page that shows it to people. The sandbox itself
//! is the library's.

mod clock;
mod control;
mod event_faults;
mod faults;
mod job;
mod page;
mod pairs;
mod rules;
mod setup;
mod state;

pub use clock::Clock;
pub use control::{Control, OPENAPI as CONTROL_OPENAPI, Shows};
pub use event_faults::EventFaultSet;
pub use pairs::object as pairs;
pub use rules::RuleSet;
pub use setup::{Setup, Start};
pub use state::{load, save, try_out};
