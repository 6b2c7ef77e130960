//! The writer: commits everything that is queued as soon as it is free, and goes on trying when it cannot.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tracing::{error, info};

use super::queue::{Batch, Queue};
use super::{Change, Storage, StoreError};

/// How soon what could not be written is tried again, at the latest.
const RETRY_AFTER: Duration = Duration::from_secs(1);
/// How often the log is told that it still cannot be.
const REMIND_AFTER: Duration = Duration::from_secs(60);

/// What the writer and those who queue share.
#[derive(Debug)]
pub(super) struct Writer {
    pub(super) storage: Arc<dyn Storage>,
    desk: Mutex<Desk>,
    /// Something was put on the desk, or it closes.
    news: Condvar,
    /// Held from taking a batch to its end, so that no batch overtakes another.
    turn: Mutex<()>,
}

/// Never held while the storage is at work: rooms must not wait for the disk.
#[derive(Debug, Default)]
struct Desk {
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
            desk: Mutex::default(),
            news: Condvar::new(),
            turn: Mutex::default(),
        }
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets `fill` queue something, all of which goes into the same batch.
    pub(super) fn enqueue(&self, fill: impl FnOnce(&mut Queue)) {
        let mut desk = self.desk();
        fill(&mut desk.queue);
        desk.fresh = true;
        drop(desk);
        self.news.notify_one();
    }

    /// Why nothing can be written right now.
    pub(super) fn trouble(&self) -> Option<String> {
        self.desk().outage.as_ref().map(|outage| outage.why.clone())
    }

    /// After what is queued now there is no more.
    pub(super) fn close(&self) {
        self.desk().closed = true;
        self.news.notify_one();
    }

    /// The writer's thread: until [`close`](Self::close).
    pub(super) fn run(&self) {
        while self.wait() {
            self.write();
        }
        self.write();
        let left = self.desk().queue.take().changes.len();
        if left > 0 {
            error!(
                changes = left,
                "the store closes and could not save everything"
            );
        }
    }

    /// Until there is something to write; whether there will be more after it.
    fn wait(&self) -> bool {
        let idle = |desk: &mut Desk| !desk.fresh && !desk.closed;
        let mut desk = self.desk();
        if desk.queue.is_empty() {
            let woken = self.news.wait_while(desk, idle);
            desk = woken.unwrap_or_else(PoisonError::into_inner);
        } else {
            let woken = self.news.wait_timeout_while(desk, RETRY_AFTER, idle);
            (desk, _) = woken.unwrap_or_else(PoisonError::into_inner);
        }
        !desk.closed
    }

    /// Commits everything that is queued now.
    pub(super) fn write(&self) {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let mut desk = self.desk();
        #[cfg(test)]
        if desk.held {
            return;
        }
        desk.fresh = false;
        let batch = desk.queue.take();
        drop(desk);
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

    fn complete(&self, batch: Batch, result: Result<(), StoreError>, now: Instant) {
        match result {
            // Nothing was written, so it is not known whether that works again.
            Ok(()) if batch.changes.is_empty() => batch.committed(),
            Ok(()) => {
                let outage = self.desk().outage.take();
                batch.committed();
                if outage.is_some() {
                    info!("saving works again");
                }
            }
            Err(problem) => {
                let mut desk = self.desk();
                let due = desk.troubled(&problem, now);
                let again = batch.failed();
                let given_up = desk.queue.put_back(again);
                drop(desk);
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

impl Desk {
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
        self.desk().held = held;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_log_is_told_at_once_and_then_once_a_minute() {
        let start = Instant::now();
        let mut desk = Desk::default();
        let told = (0..150).filter(|second| {
            let now = start + Duration::from_secs(*second);
            desk.troubled(&StoreError::Full, now)
        });
        assert_eq!(told.collect::<Vec<_>>(), [0, 60, 120]);
    }
}
