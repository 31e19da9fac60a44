//! What must not be done twice, and may have been done once.

use flatfile_jobs::Error;
use flatfile_jobs::api::RetryClass;

use super::Kind;

/// Whether a call that is never sent twice may have been carried out, although it
/// failed: no word came of it, or none that can be understood.
pub fn may_have_been_done(error: &Error) -> bool {
    let once = error.operation().is_some_and(|operation| operation.retry == RetryClass::Once);
    let unclear = matches!(Kind::of(error), Kind::Unavailable | Kind::Unreadable);
    once && unclear && !(error.is_connect() || error.is_declined() || error.is_rate_limited())
}
