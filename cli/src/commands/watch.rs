//! `watch`: jobs until they end.

use std::io::{IsTerminal, stderr, stdout};
use std::time::{Duration, Instant};

use flatfile_jobs::Client;
use futures_util::StreamExt;
use futures_util::stream::{self, FuturesUnordered};

use super::verbs::client;
use crate::args::{Globals, Ids, pause};
use crate::failure::{Failure, Kind};
use crate::interrupt::Interrupts;
use crate::output::{clean, note};
use crate::watch::{Follow, Look, Screen, Sight};

/// How many jobs are looked at at once, at first.
const AT_ONCE: usize = 8;

/// How often what is left is told anew.
const TICK: Duration = Duration::from_secs(1);

/// Follow jobs until they end; the exit status says how they did
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    ids: Ids,

    /// How often to look; 100ms at the least.
    #[arg(long, value_name = "TIME", default_value = "2s", value_parser = pause)]
    interval: Duration,

    /// How long to wait for the ends; without a limit by default.
    #[arg(long = "for", value_name = "TIME", value_parser = humantime::parse_duration)]
    limit: Option<Duration>,
}

pub async fn run(args: Args, globals: &Globals) -> Result<Kind, Failure> {
    let client = client(globals)?;
    let ids = args.ids.read(globals.quiet)?;
    let both = stdout().is_terminal() && stderr().is_terminal();
    let screen = Screen::new(&ids, globals.json, both && !globals.json && !globals.verbose);
    let mut sights: Vec<Sight> = ids.into_iter().map(Sight::new).collect();
    let mut interrupts = Interrupts::listen();
    let result = tokio::select! {
        result = follow(&client, &args, &mut sights, &screen) => result,
        () = interrupts.reached(1) => {
            screen.close();
            left(&sights, globals);
            return Ok(Kind::Interrupted);
        }
    };
    screen.close();
    result?;
    left(&sights, globals);
    Ok(worst(&sights))
}

/// Follows until all have ended, or the time is up; each job is seen once at
/// least.
async fn follow(
    client: &Client,
    args: &Args,
    sights: &mut [Sight],
    screen: &Screen,
) -> Result<(), Failure> {
    let start = Instant::now();
    // A few at a time; from then on each goes by its own pace.
    let after = async |at: usize, mut follow: Follow| {
        let look = follow.next().await;
        (at, follow, look)
    };
    let follows: Vec<_> =
        sights.iter().map(|sight| Follow::new(client, &sight.id, args.interval)).collect();
    let firsts = stream::iter(follows.into_iter().enumerate().map(|(at, it)| after(at, it)));
    let mut firsts = firsts.buffer_unordered(AT_ONCE);
    let mut followed = FuturesUnordered::new();
    while let Some((at, follow, look)) = firsts.next().await {
        if take(&mut sights[at], look, screen)? {
            followed.push(after(at, follow));
        }
    }
    let rest = args.limit.map_or(Duration::MAX, |limit| limit.saturating_sub(start.elapsed()));
    let changes = async {
        let mut ticks = tokio::time::interval(TICK);
        loop {
            tokio::select! {
                next = followed.next() => {
                    let Some((at, follow, look)) = next else { return Ok(()) };
                    if take(&mut sights[at], look, screen)? {
                        followed.push(after(at, follow));
                    }
                }
                // What is left of the time changes by itself.
                _ = ticks.tick() => {
                    for sight in sights.iter().filter(|sight| !sight.is_over()) {
                        screen.show(sight, false)?;
                    }
                }
            }
        }
    };
    tokio::time::timeout(rest, changes).await.unwrap_or(Ok(()))
}

/// Takes what a look brought, and says whether the job is followed on.
fn take(sight: &mut Sight, look: Option<Look>, screen: &Screen) -> Result<bool, Failure> {
    let is_new = match look {
        None => return Ok(false),
        Some(Look::Seen(job)) => sight.see(*job),
        Some(Look::Lost(failure)) => {
            sight.lose(failure);
            true
        }
        Some(Look::Missed(failure)) => {
            let text = format!("looking again: {}", clean(&failure.what));
            screen.aside(|| note(false, &text));
            return Ok(true);
        }
    };
    screen.show(sight, is_new)?;
    Ok(!sight.is_over())
}

/// Names the jobs that go on.
fn left(sights: &[Sight], globals: &Globals) {
    let open: Vec<&str> =
        sights.iter().filter(|sight| !sight.is_over()).map(|sight| sight.id.as_str()).collect();
    if !open.is_empty() {
        note(globals.quiet, &format!("not ended: {}", clean(&open.join(", "))));
    }
}

/// The exit status: what is worst for who waits for all of them.
fn worst(sights: &[Sight]) -> Kind {
    let kinds = || sights.iter().map(Sight::kind);
    let has = |kind| kinds().any(|it| it == kind).then_some(kind);
    let known = [Kind::Done, Kind::JobFailed, Kind::JobCanceled, Kind::NotEnded];
    let lost = kinds().find(|kind| !known.contains(kind));
    let ranked = [lost, has(Kind::JobFailed), has(Kind::JobCanceled), has(Kind::NotEnded)];
    ranked.into_iter().flatten().next().unwrap_or(Kind::Done)
}
