//! A connection's place under the cap, and in what a shutdown waits for.

use tokio_util::task::task_tracker::TaskTrackerToken;

use super::admission::Slot;

/// Holds a connection's place; dropping it gives the place back.
#[derive(Debug)]
pub(super) struct ConnectionGuard {
    _slot: Slot,
    _task: TaskTrackerToken,
}

impl ConnectionGuard {
    pub(super) fn new(slot: Slot, task: TaskTrackerToken) -> Self {
        Self {
            _slot: slot,
            _task: task,
        }
    }
}
