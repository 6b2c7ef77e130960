//! Durable queue: one room's way to the disk, and what waits until a snapshot is there.

use std::collections::VecDeque;

use tokio::sync::watch;

use super::change::Change;
use super::completion::{Completion, Saved};
use super::handle::Store;

/// One room's snapshots on their way to the writer, and what may only happen once they are kept. A room has one.
#[derive(Debug)]
pub struct DurableQueue<T> {
    store: Store,
    room: String,
    /// Of the newest snapshot that was queued; counts up with each.
    revision: u64,
    sender: watch::Sender<Saved>,
    saved: watch::Receiver<Saved>,
    /// What waits until all up to that revision is kept, in order.
    waiting: VecDeque<(u64, T)>,
}

impl<T> DurableQueue<T> {
    /// The way of the room with the key `room` to the writer.
    #[must_use]
    pub fn new(store: Store, room: &str) -> Self {
        let (sender, saved) = watch::channel(Saved {
            revision: 0,
            durable: true,
        });
        Self {
            store,
            room: room.to_owned(),
            revision: 0,
            sender,
            saved,
            waiting: VecDeque::new(),
        }
    }

    /// Queues the newest snapshot, in place of one that still waits. `with` is committed in the same
    /// transaction and never replaced: packs that the room refers to, games that have finished.
    ///
    /// `saved_at` is in milliseconds since the Unix epoch; `format` is the version of the form of `body`.
    pub fn save(&mut self, saved_at: u64, format: u32, body: Vec<u8>, with: Vec<Change>) {
        let room = self.room.clone();
        self.push(
            with,
            Change::SaveRoom {
                room,
                saved_at,
                format,
                body,
            },
        );
    }

    /// Queues that the room is no more, in place of a snapshot that still waits, and `with` it what is
    /// to be committed in the same transaction.
    pub fn forget(&mut self, with: Vec<Change>) {
        let room = self.room.clone();
        self.push(with, Change::ForgetRoom { room });
    }

    fn push(&mut self, with: Vec<Change>, room: Change) {
        self.revision += 1;
        let completion = Completion::Room(self.sender.clone(), self.revision);
        let with = with.into_iter().map(|change| (change, Completion::Nobody));
        self.store.push(with.chain([(room, completion)]));
    }

    /// Has something wait until all that has been queued so far is kept.
    pub fn hold(&mut self, effect: T) {
        self.waiting.push_back((self.revision, effect));
    }

    /// The next that waits for nothing any more, in the order in which they came, and whether what it waited for is
    /// on the disk. What could not be written yet is passed on too.
    pub fn next_released(&mut self) -> Option<(T, bool)> {
        let saved = self.saved();
        let (revision, _) = self.waiting.front()?;
        if *revision > saved.revision {
            return None;
        }
        let (_, effect) = self.waiting.pop_front()?;
        Some((effect, saved.durable))
    }

    /// Whether anything waits.
    #[must_use]
    pub fn is_waited_for(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// The newest revision that has been dealt with, and whether it is on the disk.
    #[must_use]
    pub fn saved(&self) -> Saved {
        *self.saved.borrow()
    }

    /// Waits until [`saved`](Self::saved) says something new since this was waited for last.
    /// Cancelling it loses nothing.
    pub async fn changed(&mut self) {
        // Never an error: this queue holds a sender itself.
        let _ = self.saved.changed().await;
    }
}
