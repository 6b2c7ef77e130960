//! A connection's slot under the cap, and in what a shutdown waits for.

use tokio_util::task::task_tracker::TaskTrackerToken;

use super::admission::AdmissionSlot;

/// Holds a connection's slot; dropping it gives the slot back.
#[derive(Debug)]
pub(crate) struct ConnectionGuard {
    _slot: AdmissionSlot,
    _task: TaskTrackerToken,
}

impl ConnectionGuard {
    pub(crate) fn new(slot: AdmissionSlot, task: TaskTrackerToken) -> Self {
        Self {
            _slot: slot,
            _task: task,
        }
    }
}
