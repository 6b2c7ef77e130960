//! A connection's place under the cap, and in what a shutdown waits for.

use std::sync::Arc;

use tokio::sync::OwnedSemaphorePermit;
use tokio_util::task::task_tracker::TaskTrackerToken;

/// Holds a connection's place; the last clone gives it back.
///
/// It is an extension of every request. A WebSocket outlives its request, so its task takes the guard along.
#[derive(Debug, Clone)]
pub struct ConnectionGuard {
    _place: Option<Arc<OwnedSemaphorePermit>>,
    _task: TaskTrackerToken,
}

impl ConnectionGuard {
    pub(super) fn new(place: Option<OwnedSemaphorePermit>, task: TaskTrackerToken) -> Self {
        Self {
            _place: place.map(Arc::new),
            _task: task,
        }
    }
}
