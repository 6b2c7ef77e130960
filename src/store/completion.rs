//! Who hears what became of a change.

use std::mem;

use tokio::sync::{oneshot, watch};

/// How far a room has been saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saved {
    /// The newest revision that has been dealt with; 0 before the first.
    pub revision: u64,
    /// Whether it is where the store keeps things. If not, saving it goes on being tried.
    pub durable: bool,
}

/// Who is told what became of a change.
#[derive(Debug)]
pub(super) enum Completion {
    Nobody,
    /// A room's queue, of this revision.
    Room(watch::Sender<Saved>, u64),
    /// Whoever waits for this one change. It learns of a failure, so the change is not tried again.
    Writer(oneshot::Sender<bool>),
}

/// Tells a room's queue how far its room has been saved.
pub(super) fn notify(room: &watch::Sender<Saved>, revision: u64, durable: bool) {
    let now = Saved { revision, durable };
    room.send_if_modified(|saved| mem::replace(saved, now) != now);
}

pub(super) fn answer(writer: oneshot::Sender<bool>, committed: bool) {
    // Whoever waited may have left.
    let _ = writer.send(committed);
}
