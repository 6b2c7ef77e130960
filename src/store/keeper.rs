//! One room's way to the disk and back.

use tokio::sync::watch;

use super::change::Change;
use super::completion::{Completion, Saved};
use super::handle::Store;

/// One room's way to the writer, and what it hears from there. A room has one.
#[derive(Debug)]
pub struct Keeper {
    store: Store,
    room: String,
    /// The newest revision that was queued.
    revision: u64,
    sender: watch::Sender<Saved>,
    saved: watch::Receiver<Saved>,
}

impl Keeper {
    pub(super) fn new(store: Store, room: &str) -> Self {
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
        }
    }

    /// Queues the newest snapshot, in place of one that still waits. `with` is committed in the same
    /// transaction and never replaced: packs that the room refers to, games that have finished.
    ///
    /// `revision` counts the room's changes, from 1; `saved_at` is in milliseconds since the Unix epoch;
    /// `format` is the version of the form of `body`.
    pub fn save(
        &mut self,
        revision: u64,
        saved_at: u64,
        format: u32,
        body: Vec<u8>,
        with: Vec<Change>,
    ) {
        self.revision = revision;
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
    /// to be committed in the same transaction. `revision` counts on from the snapshots'.
    pub fn forget(&mut self, revision: u64, with: Vec<Change>) {
        self.revision = revision;
        let room = self.room.clone();
        self.push(with, Change::ForgetRoom { room });
    }

    fn push(&mut self, with: Vec<Change>, room: Change) {
        let completion = Completion::Keeper(self.sender.clone(), self.revision);
        let with = with.into_iter().map(|change| (change, Completion::Nobody));
        self.store.push(with.chain([(room, completion)]));
    }

    /// The newest revision that has been dealt with, and whether it is on the disk.
    #[must_use]
    pub fn saved(&self) -> Saved {
        *self.saved.borrow()
    }

    /// Waits until [`saved`](Self::saved) says something new since this was waited for last.
    /// Cancelling it loses nothing.
    pub async fn changed(&mut self) {
        // Never an error: this keeper holds a sender itself.
        let _ = self.saved.changed().await;
    }
}
