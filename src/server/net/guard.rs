//! A connection's place under the cap, and in what a shutdown waits for.

use tokio_util::task::task_tracker::TaskTrackerToken;

use super::admission::Slot;

/// Holds a connection's place; dropping it gives the place back.
#[derive(Debug)]
pub(crate) struct ConnectionGuard {
    _slot: Slot,
    _task: TaskTrackerToken,
}

impl ConnectionGuard {
    pub(crate) fn new(slot: Slot, task: TaskTrackerToken) -> Self {
        Self {
            _slot: slot,
            _task: task,
        }
    }
}
