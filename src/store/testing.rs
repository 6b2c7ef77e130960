//! A storage that fails on demand.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use super::change::{Change, Heartbeat, Standing, StoredGame, StoredRoom};
use super::error::StoreError;
use super::memory::Memory;
use super::storage::Storage;

/// A memory whose commits fail on demand. Clones are the same storage.
#[derive(Debug, Clone, Default)]
pub(crate) struct Faulty(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    memory: Memory,
    broken: AtomicBool,
    panics: AtomicBool,
    commits: AtomicU64,
    doomed: Mutex<HashSet<u64>>,
}

impl Faulty {
    /// Whether all commits fail from now on.
    pub(crate) fn set_broken(&self, broken: bool) {
        self.0.broken.store(broken, Ordering::SeqCst);
    }

    /// Whether all commits panic from now on.
    pub(crate) fn set_panicking(&self, panics: bool) {
        self.0.panics.store(panics, Ordering::SeqCst);
    }

    /// Lets the commit with this number fail, counted from 1.
    pub(crate) fn fail_commit(&self, number: u64) {
        self.0.doomed.lock().unwrap().insert(number);
    }

    /// How many commits have been tried.
    pub(crate) fn commits(&self) -> u64 {
        self.0.commits.load(Ordering::SeqCst)
    }
}

impl Storage for Faulty {
    fn commit(&self, changes: &[Change]) -> Result<(), StoreError> {
        let number = self.0.commits.fetch_add(1, Ordering::SeqCst) + 1;
        assert!(!self.0.panics.load(Ordering::SeqCst), "on purpose");
        let doomed = self.0.doomed.lock().unwrap().contains(&number);
        if doomed || self.0.broken.load(Ordering::SeqCst) {
            return Err(StoreError::Injected);
        }
        self.0.memory.commit(changes)
    }

    fn rooms(&self) -> Result<Vec<StoredRoom>, StoreError> {
        self.0.memory.rooms()
    }

    fn set_aside(&self, room: &str) -> Result<(), StoreError> {
        self.0.memory.set_aside(room)
    }

    fn pack(&self, id: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.0.memory.pack(id)
    }

    fn last_beat(&self) -> Result<Option<Heartbeat>, StoreError> {
        self.0.memory.last_beat()
    }

    fn games(&self, before: Option<&str>, limit: usize) -> Result<Vec<StoredGame>, StoreError> {
        self.0.memory.games(before, limit)
    }

    fn game(&self, id: &str) -> Result<Option<StoredGame>, StoreError> {
        self.0.memory.game(id)
    }

    fn leaderboard(&self, limit: usize) -> Result<Vec<Standing>, StoreError> {
        self.0.memory.leaderboard(limit)
    }
}
