//! The verbs that many jobs can be done at once.

use flatfile_jobs::Client;
use flatfile_jobs::api::OperationId;

use crate::args::Globals;
use crate::failure::Failure;
use crate::many::Verb;
use crate::settings::resolve;

macro_rules! verbs {
    ($($constant:ident = $name:literal $done:literal $operation:ident;)*) => {$(
        pub const $constant: Verb =
            Verb { name: $name, done: $done, operation: OperationId::$operation };
    )*};
}

verbs! {
    GET = "get" "read" GetJob;
    UPDATE = "update" "updated" UpdateJob;
    DELETE = "delete" "deleted" DeleteJob;
    EXECUTE = "execute" "executed" ExecuteJob;
    ACK = "ack" "acknowledged" AckJob;
    ACK_OUTCOME = "ack-outcome" "seen" AckJobOutcome;
    COMPLETE = "complete" "complete" CompleteJob;
    FAIL = "fail" "failed" FailJob;
    CANCEL = "cancel" "canceled" CancelJob;
    RETRY = "retry" "retried" RetryJob;
    SPLIT = "split" "split" SplitJob;
}

/// The client of a command.
pub fn client(globals: &Globals) -> Result<Client, Failure> {
    resolve(globals)?.client()
}
