//! The source that goes through the list of jobs, for what events missed.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use super::events;
use super::options::Options;
use super::queue::Candidate;
use super::shared::Shared;
use super::source::Source;
use super::state::Offered;
use crate::api::types::Job;
use crate::error::Error;
use crate::retry::pace::{LEAST, Pace, spread};

/// The least time between two sweeps: where jobs could not be begun, or a sweep
/// failed, the next comes sooner, and not at once.
pub(super) const SOON: Duration = Duration::from_secs(10);

/// Goes through the jobs at the start and now and then, until it is dropped.
pub(super) async fn run(shared: Arc<Shared>, options: Options, every: Duration) {
    let timer = Arc::clone(&shared.client.shared().timer);
    let (least, most) = match options.stop_when_idle {
        // Somebody waits for its end.
        true => options.poll,
        false => (SOON.min(every), every),
    };
    let mut pace = Pace::between(least, most);
    loop {
        let swept = sweep(&shared, &options).await;
        shared.measure();
        tokio::task::yield_now().await;
        let wait = match swept {
            Ok(()) if options.stop_when_idle => {
                shared.quiet().await;
                // Where kept ends are still tried, it is they that hold the stop up.
                let wait = match shared.state().holds() {
                    true => pace.idle(),
                    false => {
                        pace.found();
                        LEAST
                    }
                };
                timer.sleep(wait).await;
                continue;
            }
            Ok(()) => {
                pace.found();
                every
            }
            Err(error) => {
                let wait = pace.failed(error.retry_after());
                shared.state().failed();
                events::source_failed(Source::Jobs, &error, wait);
                options.hooks.source_error(Source::Jobs, error);
                wait
            }
        };
        let soon = SOON.min(wait);
        timer.sleep(soon).await;
        let mut rest = timer.sleep(spread(wait - soon, shared.client.shared().random()));
        let mut asked = pin!(shared.sweep.notified());
        poll_fn(|context| {
            let ready = rest.as_mut().poll(context).is_ready();
            if ready || asked.as_mut().poll(context).is_ready() {
                return Poll::Ready(());
            }
            Poll::Pending
        })
        .await;
    }
}

/// All jobs that are ready, once.
async fn sweep(shared: &Shared, options: &Options) -> Result<(), Error> {
    shared.state().sweep_begins();
    // However long the list is: one that comes again is known.
    let mut jobs = options.jobs(&shared.client)?.stream().allow_repeats();
    while let Some(job) = jobs.next().await {
        match job {
            Ok(job) => {
                shared.succeeded();
                if take(shared, &job).await == Some(Offered::Stopped) {
                    break;
                }
            }
            Err(error) if error.is_unreadable_entry() => {
                shared.state().counts.unreadable += 1;
                events::unreadable("the jobs", &error);
            }
            Err(error) => return Err(error),
        }
    }
    shared.succeeded();
    shared.state().sweep_ended();
    shared.woken.notify_one();
    Ok(())
}

async fn take(shared: &Shared, job: &Job) -> Option<Offered> {
    let candidate = Candidate {
        job: job.id.to_string(),
        space: job.space_id.as_deref().unwrap_or_default().into(),
        since: Some(job.updated_at),
        handler: Some(shared.meant_for(job)?),
        event: None,
        listed: true,
    };
    Some(shared.offer_patiently(candidate).await)
}
