//! A connection's slot under the cap, and in what a shutdown waits for.

use tokio_util::task::task_tracker::TaskTrackerToken;

use super::admission::AdmissionSlot;

/// Holds a connection's slot; dropping it gives the slot back.
#[derive(Debug)]
pub(super) struct ConnectionGuard {
    _slot: AdmissionSlot,
    _task: TaskTrackerToken,
}

impl ConnectionGuard {
    pub(super) fn new(slot: AdmissionSlot, task: TaskTrackerToken) -> Self {
        Self {
            _slot: slot,
            _task: task,
        }
    }
}
