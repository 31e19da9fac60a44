//! How many came to what.

use super::call::How;
use super::report::JobResult;
use super::verb::Verb;
use crate::failure::Kind;

#[derive(Clone, Debug, Default)]
pub struct Summary {
    by_response: usize,
    by_reading: usize,
    already: usize,
    left_alone: usize,
    in_doubt: usize,
    refused: usize,
    undone: usize,
    abandoned: usize,
    not_begun: usize,
}

impl Summary {
    pub fn count(&mut self, result: &JobResult) {
        *match result {
            JobResult::Done(done) => match done.how {
                How::Response => &mut self.by_response,
                How::Read => &mut self.by_reading,
                How::Already => &mut self.already,
                How::LeftAlone => &mut self.left_alone,
            },
            JobResult::InDoubt(_) => &mut self.in_doubt,
            JobResult::Refused(_) => &mut self.refused,
            JobResult::Undone(_) => &mut self.undone,
            JobResult::Abandoned => &mut self.abandoned,
            JobResult::NotBegun => &mut self.not_begun,
        } += 1;
    }

    fn done(&self) -> usize {
        self.by_response + self.by_reading + self.already
    }

    pub fn left(&self) -> usize {
        self.in_doubt + self.refused + self.undone + self.abandoned + self.not_begun
    }

    pub fn all(&self) -> usize {
        self.done() + self.left_alone + self.left()
    }

    /// How the command ended, if it was not stopped.
    pub fn kind(&self) -> Kind {
        if self.left() == 0 { Kind::Done } else { Kind::Several }
    }

    /// What is not as wished, for the side of the bar.
    pub fn trouble(&self) -> String {
        let counts =
            [(self.in_doubt, "in doubt"), (self.refused, "refused"), (self.undone, "not done")];
        listed(&counts)
    }

    /// One line: all of it adds up to the number of jobs.
    pub fn to_line(&self, verb: Verb) -> String {
        let mut done = vec![];
        if verb.end().is_some() && self.done() > 0 {
            let how = [
                (self.by_response, "by the response"),
                (self.by_reading, "by reading"),
                (self.already, "before"),
            ];
            done.push(format!("{} {} ({})", self.done(), verb.done, listed(&how)));
        } else {
            done.push(format!("{} {}", self.done(), verb.done));
        }
        let left = [
            (self.left_alone, "left alone"),
            (self.in_doubt, "in doubt"),
            (self.refused, "refused"),
            (self.undone, "not done"),
            (self.abandoned, "abandoned"),
            (self.not_begun, "not begun"),
        ];
        let left = listed(&left);
        if !left.is_empty() {
            done.push(left);
        }
        let plural = if self.all() == 1 { "" } else { "s" };
        format!("{} job{plural}: {}", self.all(), done.join(", "))
    }
}

fn listed(counts: &[(usize, &str)]) -> String {
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts.map(|(count, what)| format!("{count} {what}")).collect();
    counts.join(", ")
}
