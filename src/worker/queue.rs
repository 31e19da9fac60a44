//! Whose turn it is: a decision without I/O.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::Arc;

use chrono::{DateTime, Utc};

/// A job that may be ready.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) job: String,
    /// The space that it is of; empty where that is not known.
    pub(super) space: Arc<str>,
    /// Since when it is ready, as its event or the job itself says.
    pub(super) since: Option<DateTime<Utc>>,
    /// The handler that is meant, by its place; none where that is found by the
    /// job.
    pub(super) handler: Option<usize>,
    /// The id of the event that told of it.
    pub(super) event: Option<Arc<str>>,
    /// Whether the list of jobs has it; of others that is to be judged.
    pub(super) listed: bool,
}

/// Jobs that wait for their turn, by space: the one with the fewest running goes
/// first, and among these the one whose last turn is the longest ago. So a space
/// with a thousand jobs does not keep one with a single job waiting.
#[derive(Debug, Default)]
pub(super) struct Queue {
    spaces: HashMap<Arc<str>, Space>,
    /// The spaces with waiting jobs, in the order of their turns.
    turns: BTreeSet<(usize, u64, Arc<str>)>,
    turn: u64,
    waiting: usize,
}

#[derive(Debug, Default)]
struct Space {
    waiting: VecDeque<Candidate>,
    running: usize,
    /// When it had its last turn.
    turn: u64,
}

impl Queue {
    pub(super) fn len(&self) -> usize {
        self.waiting
    }

    pub(super) fn push(&mut self, candidate: Candidate) {
        self.waiting += 1;
        let name = Arc::clone(&candidate.space);
        self.change(&name, |space| space.waiting.push_back(candidate));
    }

    /// The next one; it counts as running in its space.
    pub(super) fn pop(&mut self) -> Option<Candidate> {
        let (_, _, name) = self.turns.first()?.clone();
        self.turn += 1;
        let turn = self.turn;
        let mut next = None;
        self.change(&name, |space| {
            next = space.waiting.pop_front();
            (space.running, space.turn) = (space.running + 1, turn);
        });
        self.waiting = self.waiting.saturating_sub(1);
        next
    }

    /// One that was running in this space is over.
    pub(super) fn done(&mut self, space: &Arc<str>) {
        self.change(space, |space| space.running = space.running.saturating_sub(1));
    }

    /// Since when the one is ready that waits the longest.
    pub(super) fn oldest(&self) -> Option<DateTime<Utc>> {
        let waiting = self.spaces.values().flat_map(|space| &space.waiting);
        waiting.filter_map(|candidate| candidate.since).min()
    }

    fn change(&mut self, name: &Arc<str>, change: impl FnOnce(&mut Space)) {
        let space = self.spaces.entry(Arc::clone(name)).or_default();
        self.turns.remove(&(space.running, space.turn, Arc::clone(name)));
        change(space);
        if !space.waiting.is_empty() {
            self.turns.insert((space.running, space.turn, Arc::clone(name)));
        } else if space.running == 0 {
            self.spaces.remove(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn candidate(job: &str, space: &str) -> Candidate {
        Candidate {
            job: job.to_owned(),
            space: space.into(),
            since: None,
            handler: None,
            event: None,
            listed: false,
        }
    }

    fn queue(jobs: &[(&str, &str)]) -> Queue {
        let mut queue = Queue::default();
        jobs.iter().for_each(|(job, space)| queue.push(candidate(job, space)));
        queue
    }

    fn pops(queue: &mut Queue, count: usize) -> String {
        let jobs: Vec<String> = (0..count).map_while(|_| Some(queue.pop()?.job)).collect();
        jobs.join(" ")
    }

    #[test]
    fn spaces_take_turns() {
        let mut queue =
            queue(&[("a1", "a"), ("a2", "a"), ("a3", "a"), ("a4", "a"), ("b1", "b"), ("c1", "c")]);
        assert_eq!(queue.len(), 6);
        assert_eq!(pops(&mut queue, 9), "a1 b1 c1 a2 a3 a4");
        assert_eq!(queue.len(), 0);
    }

    #[test]
    fn who_has_the_fewest_running_goes_first() {
        let mut queue = queue(&[("a1", "a"), ("a2", "a"), ("a3", "a")]);
        assert_eq!(pops(&mut queue, 2), "a1 a2");
        queue.push(candidate("b1", "b"));
        queue.push(candidate("b2", "b"));
        assert_eq!(pops(&mut queue, 2), "b1 b2");
        queue.push(candidate("b3", "b"));
        queue.done(&"b".into());
        assert_eq!(pops(&mut queue, 2), "b3 a3");
    }

    #[test]
    fn nothing_is_left_of_what_is_over() {
        let mut queue = queue(&[("a1", "a"), ("b1", "b")]);
        pops(&mut queue, 2);
        assert_eq!(queue.spaces.len(), 2);
        queue.done(&"a".into());
        queue.done(&"b".into());
        queue.done(&"b".into());
        assert!(queue.spaces.is_empty() && queue.turns.is_empty());
    }

    /// Whatever is pushed, popped and done, in whatever order: each job comes
    /// once, in its order within the space, and the counts are right.
    #[test]
    fn each_comes_once() {
        for seed in 0..200 {
            let mut random = fastrand::Rng::with_seed(seed);
            let mut queue = Queue::default();
            let (mut pushed, mut popped, mut running) = (0, Vec::new(), Vec::new());
            for _ in 0..300 {
                match random.u8(..3) {
                    0 => {
                        let space = ["a", "b", "c"][random.usize(..3)];
                        queue.push(candidate(&format!("{pushed:04}"), space));
                        pushed += 1;
                    }
                    1 => {
                        let next = queue.pop();
                        running.extend(next.iter().map(|next| Arc::clone(&next.space)));
                        popped.extend(next);
                    }
                    _ => {
                        if let Some(space) = running.pop() {
                            queue.done(&space);
                        }
                    }
                }
            }
            while let Some(next) = queue.pop() {
                popped.push(next);
            }
            assert_eq!((popped.len(), queue.len()), (pushed, 0), "seed {seed}");
            for space in ["a", "b", "c"] {
                let of_space = popped.iter().filter(|it| *it.space == *space);
                let jobs: Vec<&String> = of_space.map(|it| &it.job).collect();
                assert!(jobs.is_sorted(), "seed {seed}: {jobs:?}");
            }
        }
    }
}
