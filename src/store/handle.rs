//! The store as the house uses it.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use tokio::sync::oneshot;
use tokio::task;

use super::change::{Change, Standing, StoredGame};
use super::completion::Completion;
use super::durability::Durability;
use super::error::{OpenError, StoreError};
use super::memory::Memory;
use super::sqlite::Sqlite;
use super::storage::Storage;
use super::writer::Writer;

/// The store as the house uses it. Cheap to clone. When the last clone and the last [`DurableQueue`](super::DurableQueue) are
/// gone, what is still queued is written and the store is closed; dropping that one waits for it.
#[derive(Clone, Debug)]
pub struct Store(Arc<House>);

#[derive(Debug)]
struct House {
    writer: Arc<Writer>,
    /// None: whoever queues something commits it too.
    thread: Mutex<Option<JoinHandle<()>>>,
    inline: bool,
}

impl Store {
    /// Opens the store in the folder `dir`, which is made if need be, and starts its writer.
    ///
    /// # Errors
    ///
    /// The folder or the file in it is not what it should be; nothing in it has been changed.
    pub fn open(dir: &Path, durability: Durability) -> Result<Self, OpenError> {
        Self::threaded(Sqlite::open(dir, durability)?)
    }

    /// A store that ends with the process. What is queued is committed within the call.
    #[must_use]
    pub fn in_memory() -> Self {
        Self::inline(Memory::default())
    }

    /// A store over `storage` that has no thread: what is queued is committed within the call. What
    /// fails is tried again with what is queued next.
    #[must_use]
    pub fn inline(storage: impl Storage) -> Self {
        Self(Arc::new(House {
            writer: Arc::new(Writer::new(Arc::new(storage))),
            thread: Mutex::default(),
            inline: true,
        }))
    }

    pub(super) fn threaded(storage: impl Storage) -> Result<Self, OpenError> {
        let writer = Arc::new(Writer::new(Arc::new(storage)));
        let at_work = Arc::clone(&writer);
        let thread = thread::Builder::new()
            .name("store".to_owned())
            .spawn(move || at_work.run())
            .map_err(OpenError::Thread)?;
        Ok(Self(Arc::new(House {
            writer,
            thread: Mutex::new(Some(thread)),
            inline: false,
        })))
    }

    /// Queues something that nobody waits for.
    pub fn queue(&self, change: Change) {
        self.push([(change, Completion::Nobody)]);
    }

    /// Whether `change` could be committed. One that could not is not tried again.
    pub async fn write(&self, change: Change) -> bool {
        let (completion, answer) = oneshot::channel();
        self.push([(change, Completion::Writer(completion))]);
        answer.await.unwrap_or(false)
    }

    pub(super) fn push(&self, changes: impl IntoIterator<Item = (Change, Completion)>) {
        self.0.writer.enqueue(|queue| {
            for (change, completion) in changes {
                queue.push(change, completion);
            }
        });
        self.write_if_inline();
    }

    fn write_if_inline(&self) {
        if self.0.inline {
            self.0.writer.write();
        }
    }

    /// Why nothing can be written right now, in one sentence; none when all is well.
    #[must_use]
    pub fn trouble(&self) -> Option<String> {
        self.0.writer.trouble()
    }

    /// Has the writer look whether what is written can be found again, and write what still waits;
    /// [`trouble`](Self::trouble) says later what came of it.
    pub fn check(&self) {
        self.push([]);
    }

    /// Waits until all that has been queued so far has been committed or has failed.
    pub async fn flush(&self) {
        let (done, flushed) = oneshot::channel();
        self.0.writer.enqueue(|queue| queue.flush(done));
        self.write_if_inline();
        // An error means that the writer has ended, after all it had to do.
        let _ = flushed.await;
    }

    /// As [`Storage::games`].
    ///
    /// # Errors
    ///
    /// The store cannot be asked.
    pub async fn games(
        &self,
        before: Option<&str>,
        limit: usize,
    ) -> Result<Vec<StoredGame>, StoreError> {
        let before = before.map(str::to_owned);
        self.read(move |storage| storage.games(before.as_deref(), limit))
            .await
    }

    /// As [`Storage::game`].
    ///
    /// # Errors
    ///
    /// The store cannot be asked.
    pub async fn game(&self, id: &str) -> Result<Option<StoredGame>, StoreError> {
        let id = id.to_owned();
        self.read(move |storage| storage.game(&id)).await
    }

    /// As [`Storage::leaderboard`].
    ///
    /// # Errors
    ///
    /// The store cannot be asked.
    pub async fn leaderboard(&self, limit: usize) -> Result<Vec<Standing>, StoreError> {
        self.read(move |storage| storage.leaderboard(limit)).await
    }

    /// Where things are kept: for the start, before anything runs.
    #[must_use]
    pub fn storage(&self) -> &dyn Storage {
        &*self.0.writer.storage
    }

    async fn read<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&dyn Storage) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        if self.0.inline {
            return ask(self.storage());
        }
        let storage = Arc::clone(&self.0.writer.storage);
        let answer = task::spawn_blocking(move || ask(&*storage)).await;
        answer.unwrap_or(Err(StoreError::Stopped))
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.writer.close();
        let mut thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(thread) = thread.take() {
            // It logs by itself what it could not do.
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
impl Store {
    /// From now on what is queued waits.
    pub(crate) fn hold(&self) {
        self.0.writer.set_held(true);
    }

    /// Commits all that has waited.
    pub(crate) fn release(&self) {
        self.0.writer.set_held(false);
        self.write_if_inline();
    }
}
