//! Brings SQLite's log into the file on a thread of its own: that waits for the disk, a commit must not.

use std::io;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use rusqlite::Connection;
use tracing::debug;

use super::change::Change;

/// After so many bytes of changes the log is worth bringing in: about SQLite's own thousand pages.
const WORTHWHILE: usize = 4 * 1024 * 1024;

/// SQLite writes whole pages, and each row that changes is on one at least.
const PAGE: usize = 4096;

/// The thread, and how much it has to do. Dropping it waits for the thread.
#[derive(Debug)]
pub(super) struct Checkpoints {
    /// Bytes since the thread was last woken.
    written: Mutex<usize>,
    wake: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Checkpoints {
    /// Starts the thread, with a connection of its own that may write.
    pub(super) fn start(connection: Connection) -> io::Result<Self> {
        // One waiting call is as good as many.
        let (wake, calls) = sync_channel(1);
        let thread = thread::Builder::new()
            .name("checkpoint".to_owned())
            .spawn(move || run(&connection, &calls))?;
        Ok(Self {
            written: Mutex::default(),
            wake: Some(wake),
            thread: Some(thread),
        })
    }

    /// Notes what has been committed.
    pub(super) fn note(&self, changes: &[Change]) {
        let bytes: usize = changes.iter().map(|change| PAGE + length(change)).sum();
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        *written += bytes;
        if *written >= WORTHWHILE
            && let Some(wake) = &self.wake
        {
            *written = 0;
            // It has been called already.
            let _ = wake.try_send(());
        }
    }
}

impl Drop for Checkpoints {
    fn drop(&mut self) {
        self.wake = None;
        if let Some(thread) = self.thread.take() {
            // A panic of it has been reported.
            let _ = thread.join();
        }
    }
}

fn length(change: &Change) -> usize {
    match change {
        Change::SaveRoom { body, .. } | Change::KeepPack { body, .. } => body.len(),
        Change::AddGame(game) => game.body.len(),
        Change::ForgetRoom { .. } | Change::Heartbeat(_) | Change::RemoveGame { .. } => 0,
    }
}

fn run(connection: &Connection, calls: &Receiver<()>) {
    while calls.recv().is_ok() {
        // Passive: it takes what no reader needs any more and stands in nobody's way.
        let done = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
        if let Err(error) = done {
            debug!(%error, "the log stays beside the file for now");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::{Duration, Instant};

    use super::*;
    use crate::store::{Durability, Store};

    #[tokio::test]
    async fn the_log_is_brought_in_beside_the_commits_and_does_not_grow_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path(), Durability::Process).unwrap();
        let file = folder.path().join("spyster.db");
        let before = fs::metadata(&file).unwrap().len();
        let body = vec![7; WORTHWHILE / 4];
        let end = Instant::now() + Duration::from_secs(20);
        let mut id = 0;
        while fs::metadata(&file).unwrap().len() < before + WORTHWHILE as u64 {
            assert!(Instant::now() < end, "nothing has been brought in");
            id += 1;
            let (id, body) = (id.to_string(), body.clone());
            assert!(store.write(Change::KeepPack { id, body }).await);
        }
    }
}
