//! Whether a room is used: what its task notes and the registry reads without asking.

use std::sync::atomic::{AtomicBool, Ordering};

/// Who has been in a room and who is. Only a hint: the room itself has the last word.
#[derive(Debug, Default)]
pub(crate) struct Occupancy {
    has_been_joined: AtomicBool,
    is_watched: AtomicBool,
}

impl Occupancy {
    pub(crate) fn note(&self, has_been_joined: bool, is_watched: bool) {
        self.has_been_joined
            .store(has_been_joined, Ordering::Relaxed);
        self.is_watched.store(is_watched, Ordering::Relaxed);
    }

    /// Whether anybody has ever had a seat.
    pub(crate) fn has_been_joined(&self) -> bool {
        self.has_been_joined.load(Ordering::Relaxed)
    }

    /// Whether anybody is connected.
    pub(crate) fn is_watched(&self) -> bool {
        self.is_watched.load(Ordering::Relaxed)
    }
}
