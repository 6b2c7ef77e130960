//! A connection's place under the cap, and in what a shutdown waits for.

use tokio::sync::OwnedSemaphorePermit;
use tokio_util::task::task_tracker::TaskTrackerToken;

/// Holds a connection's place; dropping it gives the place back.
#[derive(Debug)]
pub(super) struct ConnectionGuard {
    _place: Option<OwnedSemaphorePermit>,
    _task: TaskTrackerToken,
}

impl ConnectionGuard {
    pub(super) fn new(place: Option<OwnedSemaphorePermit>, task: TaskTrackerToken) -> Self {
        Self {
            _place: place,
            _task: task,
        }
    }
}
