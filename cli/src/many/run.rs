//! The loop: so many calls under way, each result said as it comes.

use std::path::Path;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;

use super::bar::Bar;
use super::call::Done;
use super::left_over::LeftOver;
use super::report::{JobResult, Report, classify};
use super::summary::Summary;
use super::verb::Verb;
use crate::args::{BatchArgs, Globals};
use crate::failure::{Failure, Kind, report};
use crate::interrupt::Interrupts;
use crate::output::{
    data, data_line, json_line, note, note_styled, style, to_line, warn_line, warn_styled,
};

/// Who is told of each result beside the output: a journal, say. What it
/// cannot keep stops the work.
pub trait Sink {
    fn begins(&mut self, id: &str) -> Result<(), Failure>;
    fn ends(&mut self, report: &Report) -> Result<(), Failure>;
}

impl Sink for () {
    fn begins(&mut self, _: &str) -> Result<(), Failure> {
        Ok(())
    }

    fn ends(&mut self, _: &Report) -> Result<(), Failure> {
        Ok(())
    }
}

/// Does `call` to each job.
pub async fn run<F, Fut>(
    globals: &Globals,
    verb: Verb,
    ids: Vec<String>,
    batch: &BatchArgs,
    sink: &mut impl Sink,
    call: F,
) -> Result<Kind, Failure>
where
    F: Fn(String) -> Fut,
    Fut: Future<Output = Result<Done, Failure>>,
{
    if ids.is_empty() {
        note(globals.quiet, "no ids, so there is nothing to do");
        return Ok(Kind::Done);
    }
    let alone = ids.len() == 1;
    let shown = !alone && !globals.quiet && !globals.verbose;
    let mut batch = Batch {
        globals,
        verb,
        alone,
        bar: Bar::new(ids.len(), shown),
        summary: Summary::default(),
        left: LeftOver::default(),
        output: None,
        halted: None,
        only: None,
        left_over: batch.left_over.as_deref(),
        concurrency: batch.concurrency.into(),
    };
    let stopped = batch.work(ids, sink, call).await;
    batch.bar.finish();
    batch.close(stopped)
}

struct Batch<'a> {
    globals: &'a Globals,
    verb: Verb,
    alone: bool,
    bar: Bar,
    summary: Summary,
    left: LeftOver,
    /// Why results can be said no longer.
    output: Option<Failure>,
    /// Why no other job is begun, although results can be said.
    halted: Option<Kind>,
    /// The failure of the one job, where there is but one.
    only: Option<Kind>,
    left_over: Option<&'a Path>,
    concurrency: usize,
}

impl Batch<'_> {
    /// Does it, and says whether it was asked to stop.
    async fn work<F, Fut>(&mut self, ids: Vec<String>, sink: &mut impl Sink, call: F) -> bool
    where
        F: Fn(String) -> Fut,
        Fut: Future<Output = Result<Done, Failure>>,
    {
        let mut interrupts = Interrupts::listen();
        let mut waiting = ids.into_iter();
        let mut running = FuturesUnordered::new();
        let mut under_way: Vec<String> = Vec::with_capacity(self.concurrency);
        let mut stopped = false;
        loop {
            while !stopped && !self.must_stop() && running.len() < self.concurrency {
                let Some(id) = waiting.next() else { break };
                if let Err(failure) = sink.begins(&id) {
                    self.output = Some(failure);
                    self.note(Report { id, result: JobResult::NotBegun });
                    break;
                }
                under_way.push(id.clone());
                let result = call(id.clone());
                running.push(async move { (id, result.await) });
            }
            let next = if stopped { 2 } else { 1 };
            tokio::select! {
                biased;
                () = interrupts.reached(next) => {
                    if stopped { break }
                    stopped = true;
                    self.say_stopping(running.len());
                }
                result = running.next() => {
                    let Some((id, result)) = result else { break };
                    under_way.retain(|other| *other != id);
                    let result = match result {
                        Ok(done) => JobResult::Done(Box::new(done)),
                        Err(failure) => classify(failure),
                    };
                    let report = Report { id, result };
                    if let Err(failure) = sink.ends(&report) {
                        self.output = Some(failure);
                    }
                    self.note(report);
                }
            }
        }
        drop(running);
        for id in under_way {
            self.note(Report { id, result: JobResult::Abandoned });
        }
        for id in waiting {
            self.note(Report { id, result: JobResult::NotBegun });
        }
        stopped || interrupts.count() > 0
    }

    /// Whether no other job is begun: results would be lost. That a reader is
    /// gone stops what only reads: other work was asked for, and what is left
    /// over of it is in a file.
    fn must_stop(&self) -> bool {
        let kind = self.output.as_ref().map(|failure| failure.kind);
        self.halted.is_some()
            || kind == Some(Kind::Output)
            || (kind == Some(Kind::Closed) && self.verb.only_reads())
    }

    /// Counts a result, and says it.
    fn note(&mut self, report: Report) {
        let error = report.result.failure().and_then(|failure| failure.error.as_ref());
        if error.is_some_and(|error| error.is_unauthorized()) {
            // It would be refused as often as there are jobs.
            self.halted = Some(Kind::Unauthorized);
        }
        self.summary.count(&report.result);
        self.left.add(&report, self.verb);
        if self.alone {
            self.only = report.result.failure().map(|failure| failure.kind);
        }
        self.bar.step(&self.summary);
        if self.output.is_none()
            && let Err(failure) = self.bar.aside(|| self.say(&report))
        {
            self.output = Some(failure);
        }
        // What nobody knows is said, wherever that can be.
        if self.output.is_some() && report.result.is_in_doubt() {
            self.bar.aside(|| warn_styled(&self.line(&report)));
        }
    }

    fn line(&self, report: &Report) -> String {
        match self.globals.json {
            true => to_line(&report.to_json(self.verb)),
            false => report.to_line(self.verb),
        }
    }

    fn say(&self, done: &Report) -> Result<(), Failure> {
        let json = self.globals.json;
        match (&done.result, done.result.failure()) {
            (JobResult::Done(call), _) if call.instead.is_some() => match &call.instead {
                Some((_, value)) if json => json_line(value),
                Some((text, _)) => data(text),
                None => Ok(()),
            },
            _ if json => json_line(&done.to_json(self.verb)),
            (_, Some(failure)) if self.alone => {
                report(failure, false);
                Ok(())
            }
            // A line for each would bury the others.
            (JobResult::NotBegun, _) => Ok(()),
            _ => data_line(&done.to_line(self.verb)),
        }
    }

    fn say_stopping(&self, running: usize) {
        let text = format!("stopping: {running} under way; Ctrl-C again stops at once");
        self.bar.leave();
        note_styled(self.globals.quiet, &style::uneasy(&text));
    }

    fn close(self, stopped: bool) -> Result<Kind, Failure> {
        if self.verb.only_reads()
            && let Some(failure) = self.output
        {
            return Err(failure);
        }
        let quiet = self.globals.quiet;
        if !self.alone || stopped {
            let line = self.summary.to_line(self.verb);
            note_styled(quiet, &style::strong(line));
        }
        // A file that was asked for is the truth after each run, an empty one too.
        // What came of a job alone stands on the screen, where that can be said.
        let is_said = self.left.is_empty() || (self.alone && self.output.is_none());
        if self.left_over.is_some() || !is_said {
            self.keep_left_over();
        }
        let kind = match (stopped, self.only) {
            (true, _) if self.summary.left() > 0 => Kind::Interrupted,
            (_, Some(kind)) => kind,
            _ => self.halted.unwrap_or_else(|| self.summary.kind()),
        };
        match self.output {
            Some(failure) if failure.kind == Kind::Output => {
                failure.beside(kind, self.globals.json)
            }
            _ => Ok(kind),
        }
    }

    fn keep_left_over(&self) {
        match self.left.write(self.verb, self.left_over) {
            Ok(_) if self.left.is_empty() => {}
            Ok(file) => {
                let (file, name) = (file.display(), self.verb.name);
                if self.globals.json {
                    let file = file.to_string();
                    let line = serde_json::json!({ "left_over": { "file": file, "again": self.left.again } });
                    warn_line(&to_line(&line));
                    return;
                }
                let again = match self.left.again {
                    0 => "none of them can be done again as it is".to_owned(),
                    again => {
                        format!("`flatfile-jobs {name} -` reads it to do {again} of them again")
                    }
                };
                warn_line(&format!("what is left over is in {file}; {again}"));
            }
            Err(error) => {
                warn_line(&format!("what is left over cannot be kept in a file: {error}"));
            }
        }
    }
}
