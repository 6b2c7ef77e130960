//! The writer: commits everything that is queued as soon as it is free, and goes on trying when it cannot.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tracing::{error, info};

use super::change::Change;
use super::error::StoreError;
use super::queue::{Queue, WriteBatch};
use super::storage::Storage;

/// How soon what could not be written is tried again, at the latest.
const RETRY_AFTER: Duration = Duration::from_secs(1);
/// How often the log is told that it still cannot be.
const REMIND_AFTER: Duration = Duration::from_secs(60);

/// What the writer and those who queue share.
#[derive(Debug)]
pub(super) struct Writer {
    pub(super) storage: Arc<dyn Storage>,
    state: Mutex<State>,
    /// Something was put on the state, or it closes.
    wake: Condvar,
    /// Held from taking a batch to its end, so that no batch overtakes another.
    turn: Mutex<()>,
}

/// Never held while the storage is at work: rooms must not wait for the disk.
#[derive(Debug, Default)]
struct State {
    queue: Queue,
    /// Something has been queued since the last batch was taken.
    fresh: bool,
    closed: bool,
    outage: Option<Outage>,
    #[cfg(test)]
    held: bool,
}

/// Nothing can be written right now.
#[derive(Debug)]
struct Outage {
    why: String,
    logged_at: Instant,
}

impl Writer {
    pub(super) fn new(storage: Arc<dyn Storage>) -> Self {
        Self {
            storage,
            state: Mutex::default(),
            wake: Condvar::new(),
            turn: Mutex::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets `fill` queue something, all of which goes into the same batch.
    pub(super) fn enqueue(&self, fill: impl FnOnce(&mut Queue)) {
        let mut state = self.state();
        fill(&mut state.queue);
        state.fresh = true;
        drop(state);
        self.wake.notify_one();
    }

    /// Why nothing can be written right now.
    pub(super) fn trouble(&self) -> Option<String> {
        self.state()
            .outage
            .as_ref()
            .map(|outage| outage.why.clone())
    }

    /// After what is queued now there is no more.
    pub(super) fn close(&self) {
        self.state().closed = true;
        self.wake.notify_one();
    }

    /// The writer's thread: until [`close`](Self::close).
    pub(super) fn run(&self) {
        while self.wait() {
            self.write();
        }
        self.write();
        let left = self.state().queue.take().changes.len();
        if left > 0 {
            error!(
                changes = left,
                "the store closes and could not save everything"
            );
        }
    }

    /// Until there is something to write; whether there will be more after it.
    fn wait(&self) -> bool {
        let idle = |state: &mut State| !state.fresh && !state.closed;
        let mut state = self.state();
        if state.queue.is_empty() {
            let woken = self.wake.wait_while(state, idle);
            state = woken.unwrap_or_else(PoisonError::into_inner);
        } else {
            let woken = self.wake.wait_timeout_while(state, RETRY_AFTER, idle);
            (state, _) = woken.unwrap_or_else(PoisonError::into_inner);
        }
        !state.closed
    }

    /// Commits everything that is queued now.
    pub(super) fn write(&self) {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let mut state = self.state();
        #[cfg(test)]
        if state.held {
            return;
        }
        state.fresh = false;
        let batch = state.queue.take();
        drop(state);
        let result = self.commit(&batch.changes);
        self.complete(batch, result, Instant::now());
    }

    /// Without changes it only looks whether they could be found again. After a panic the thread goes on:
    /// rooms wait for its word.
    fn commit(&self, changes: &[Change]) -> Result<(), StoreError> {
        let commit = AssertUnwindSafe(|| match changes {
            [] => self.storage.check(),
            changes => self.storage.commit(changes),
        });
        catch_unwind(commit).unwrap_or(Err(StoreError::Fault))
    }

    fn complete(&self, batch: WriteBatch, result: Result<(), StoreError>, now: Instant) {
        match result {
            // Nothing was written, so it is not known whether that works again.
            Ok(()) if batch.changes.is_empty() => batch.committed(),
            Ok(()) => {
                let outage = self.state().outage.take();
                batch.committed();
                if outage.is_some() {
                    info!("saving works again");
                }
            }
            Err(problem) => {
                let mut state = self.state();
                let due = state.troubled(&problem, now);
                let again = batch.failed();
                let given_up = state.queue.put_back(again);
                drop(state);
                if due {
                    error!(error = %problem, "cannot save; keeping changes in memory and retrying");
                }
                for game in given_up {
                    error!(
                        game,
                        "a finished game is given up, as nothing can be saved and too many wait"
                    );
                }
            }
        }
    }
}

impl State {
    /// Notes that nothing can be written; whether the log is to be told.
    fn troubled(&mut self, problem: &StoreError, now: Instant) -> bool {
        let logged_at = self.outage.as_ref().map(|outage| outage.logged_at);
        let recent = logged_at.filter(|at| now.duration_since(*at) < REMIND_AFTER);
        self.outage = Some(Outage {
            why: format!("Nothing can be saved: {problem}."),
            logged_at: recent.unwrap_or(now),
        });
        recent.is_none()
    }
}

#[cfg(test)]
impl Writer {
    pub(super) fn set_held(&self, held: bool) {
        self.state().held = held;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_is_told_at_once_and_then_once_a_minute() {
        let start = Instant::now();
        let mut state = State::default();
        let told = (0..150).filter(|second| {
            let now = start + Duration::from_secs(*second);
            state.troubled(&StoreError::Full, now)
        });
        assert_eq!(told.collect::<Vec<_>>(), [0, 60, 120]);
    }
}
