//! Ends that are written down before they are sent, so that a process which is
//! killed in between leaves none behind.
//!
//! A client that is [given](crate::ClientBuilder::outbox) an outbox keeps each
//! end (complete, fail, cancel) in it from before the first request until the
//! end is over: settled, or refused for good. What is left, by a crash, a lost
//! network or an outage, is sent by [`Client::settle_outbox`], best called when
//! a program starts and then every few minutes:
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let sandbox = flatfile_jobs::sandbox::Sandbox::in_process();
//! # let id = sandbox.add_executing_job("exportOrders");
//! # let path = std::env::temp_dir().join(format!("outbox-doc-{}.redb", std::process::id()));
//! use flatfile_jobs::outbox::{Fate, Outbox};
//!
//! let client = sandbox.client_builder().outbox(Outbox::open(&path)?).build()?;
//! for delivery in client.settle_outbox().await?.deliveries {
//!     if let Fate::Dropped(why) | Fate::Left(why) = delivery.fate {
//!         eprintln!("the end of {}: {why}", delivery.end.job());
//!     }
//! }
//! client.job(&id).complete("1000 orders exported").await?;
//! # drop(client);
//! # std::fs::remove_file(path)?;
//! # Ok(())
//! # }
//! ```
//!
//! A kept end holds its job, its outcome, the base URL and environment of the
//! client, when it was called for, and what is known of the job's run; never a
//! token. Before it is sent again the job is read: an end that is there already
//! is settled, and one whose job is in another end or in another run by now is
//! dropped and reported.
//!
//! An update that sets the status of an end is not kept.
//!
//! [`Client::settle_outbox`]: crate::Client::settle_outbox

mod book;
mod delivery;
mod file;
mod kept;
mod store;

pub(crate) use book::Entry;
pub use book::Outbox;
pub use delivery::{Delivery, Fate, Report};
pub use file::FileStore;
pub use kept::KeptEnd;
pub use store::{OutboxStore, StoreError};
