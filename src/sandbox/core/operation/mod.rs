//! What each operation does to the state.

mod ack;
mod ack_outcome;
mod cancel;
mod create;
mod delete;
mod done;
mod end;
mod enter;
mod execute;
mod get;
mod list;
mod list_events;
mod paging;
mod plan;
mod preview;
mod retry;
mod split;
mod update;

use ::http::StatusCode;

use self::done::Done;
use super::request::Asked;
use super::response::Refusal;
use super::value::Core;
use crate::api::{Operation, OperationId};

pub(super) use self::create::add;

/// Carries an operation out.
pub(super) fn run(core: &mut Core, asked: &Asked<'_>) -> Done {
    match asked.route.operation.id {
        OperationId::ListJobs => list::run(core, asked),
        OperationId::ListEvents => list_events::run(core, asked),
        OperationId::CreateJob => create::run(core, asked),
        OperationId::PreviewMutation => preview::run(asked),
        OperationId::GetJob => get::run(core, asked),
        OperationId::UpdateJob => update::run(core, asked),
        OperationId::DeleteJob => delete::run(core, asked),
        OperationId::ExecuteJob => execute::run(core, asked),
        OperationId::GetJobPlan => plan::get(core, asked),
        OperationId::ReplaceJobPlan => plan::replace(core, asked),
        OperationId::UpdateJobPlan => plan::update(core, asked),
        OperationId::AckJob => ack::run(core, asked),
        OperationId::AckJobOutcome => ack_outcome::run(core, asked),
        OperationId::CompleteJob | OperationId::FailJob => end::run(core, asked),
        OperationId::CancelJob => cancel::run(core, asked),
        OperationId::RetryJob => retry::run(core, asked),
        OperationId::SplitJob => split::run(core, asked),
        // The contract may have more than there is a life for here.
        #[allow(unreachable_patterns, reason = "today there is one for each")]
        _ => Err(no_life(asked.route.operation)),
    }
}

/// 501: the operation is in the contract, and the sandbox does not play it.
fn no_life(operation: &Operation) -> Refusal {
    let message = format!("the sandbox has no life for `{}` yet", operation.name);
    Refusal::new(StatusCode::NOT_IMPLEMENTED, message)
}
