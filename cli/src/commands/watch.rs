//! `watch`: jobs until they end.

use std::io::{IsTerminal, stderr, stdout};
use std::time::{Duration, Instant};

use flatfile_jobs::Client;
use futures_util::StreamExt;
use futures_util::stream;

use super::verbs::client;
use crate::args::{Globals, Ids};
use crate::failure::{Failure, Kind};
use crate::interrupt::Interrupts;
use crate::output::{clean, note};
use crate::watch::{Look, Screen, Sight, look};

/// How many jobs are looked at at once.
const AT_ONCE: usize = 8;

/// Follow jobs until they end; the exit status says how they did
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    ids: Ids,

    /// How often to look.
    #[arg(long, value_name = "TIME", default_value = "2s",
        value_parser = humantime::parse_duration)]
    interval: Duration,

    /// How long to wait for the ends; without a limit by default.
    #[arg(long = "for", value_name = "TIME", value_parser = humantime::parse_duration)]
    limit: Option<Duration>,
}

pub async fn run(args: Args, globals: &Globals) -> Result<Kind, Failure> {
    if args.interval.is_zero() {
        return Err(Failure::input("an --interval of zero would do nothing but ask the server"));
    }
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

/// Looks until all have ended, or the time is up; each job once at least.
async fn follow(
    client: &Client,
    args: &Args,
    sights: &mut [Sight],
    screen: &Screen,
) -> Result<(), Failure> {
    let start = Instant::now();
    round(client, sights, screen).await?;
    let rest = args.limit.map_or(Duration::MAX, |limit| limit.saturating_sub(start.elapsed()));
    let rounds = async {
        while !sights.iter().all(Sight::is_over) {
            tokio::time::sleep(args.interval).await;
            round(client, sights, screen).await?;
        }
        Ok(())
    };
    tokio::time::timeout(rest, rounds).await.unwrap_or(Ok(()))
}

/// One look at each job that has not ended.
async fn round(client: &Client, sights: &mut [Sight], screen: &Screen) -> Result<(), Failure> {
    let open = sights.iter_mut().filter(|sight| !sight.is_over());
    let looks = stream::iter(open).map(async |sight| {
        let seen = look(client, &sight.id).await;
        (sight, seen)
    });
    let mut looks = looks.buffer_unordered(AT_ONCE);
    while let Some((sight, seen)) = looks.next().await {
        let is_new = match seen {
            Look::Seen(job) => sight.see(*job),
            Look::Lost(failure) => {
                sight.lose(failure);
                true
            }
            Look::Missed(failure) => {
                let text = format!("looking again: {}", clean(&failure.what));
                screen.aside(|| note(false, &text));
                continue;
            }
        };
        screen.show(sight, is_new)?;
    }
    Ok(())
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
