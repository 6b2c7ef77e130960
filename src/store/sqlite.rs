//! A storage in a SQLite file.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Row, TransactionBehavior};

use super::change::{Change, Heartbeat, Standing};
use super::change::{StoredGame, StoredRoom};
use super::checkpoint::Checkpoints;
use super::durability::Durability;
use super::error::OpenError;
use super::error::StoreError;
use super::file::{self, Found};
use super::files::Files;
use super::lock::{self, Lock};
use super::storage::Storage;
use super::{games, rooms, schema};

/// How long a commit waits for another program that writes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(1);
/// How many pages of 4 KiB the log may grow to before a commit brings it in itself, and waits for the disk.
/// That is for a checkpoint thread that cannot keep up; else it is done beside the commits.
const LOG_PAGES: u32 = 16_000;
/// How many statements stay prepared on each connection: all there are.
const STATEMENTS: usize = 32;

/// A SQLite file, locked for this process.
#[derive(Debug)]
pub(super) struct Sqlite {
    /// Used by reads, so that a long one never delays a commit. Closed first: whichever is closed last
    /// brings the log into the file, and this one may not.
    reader: Mutex<Connection>,
    checkpoints: Checkpoints,
    /// Used by commits.
    writer: Mutex<Connection>,
    files: Files,
    _lock: Lock,
}

impl Sqlite {
    /// Opens the file in the folder `dir`, making both if need be, and brings it to the newest schema.
    pub(super) fn open(dir: &Path, durability: Durability) -> Result<Self, OpenError> {
        file::make_folder(dir)?;
        let lock = Lock::take(dir)?;
        let path = dir.join(file::NAME);
        if file::inspect(&path)? == Found::Nothing {
            create(dir, &path)?;
        }
        // SQLite would open it for reading then, and leave a log beside it that nobody can write.
        if file::private().open(&path).is_err() {
            return Err(OpenError::ReadOnly { file: path });
        }
        let mut writer = connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        prepare(&mut writer, durability).map_err(|reason| OpenError::Unusable {
            file: path.clone(),
            reason,
        })?;
        let reader = connect(&path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let checkpointer = connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let files = Files::note(&path, &dir.join(lock::NAME)).map_err(|reason| {
            let dir = dir.to_owned();
            OpenError::Folder { dir, reason }
        })?;
        Ok(Self {
            checkpoints: Checkpoints::start(checkpointer).map_err(OpenError::Thread)?,
            writer: Mutex::new(writer),
            reader: Mutex::new(reader),
            files,
            _lock: lock,
        })
    }

    pub(super) fn writer(&self) -> MutexGuard<'_, Connection> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn reader(&self) -> MutexGuard<'_, Connection> {
        self.reader.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Storage for Sqlite {
    fn commit(&self, changes: &[Change]) -> Result<(), StoreError> {
        self.check()?;
        let mut writer = self.writer();
        let transaction = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for change in changes {
            match change {
                Change::AddGame(game) => games::add(&transaction, game)?,
                Change::RemoveGame { id } => games::remove(&transaction, id)?,
                other => rooms::apply(&transaction, other)?,
            }
        }
        transaction.commit()?;
        self.checkpoints.note(changes);
        Ok(())
    }

    fn check(&self) -> Result<(), StoreError> {
        self.files.check()
    }

    fn rooms(&self) -> Result<Vec<StoredRoom>, StoreError> {
        let mut all = rooms::all(&self.reader())?;
        all.retain(|room| !rooms::is_aside(&room.room));
        Ok(all)
    }

    fn set_aside(&self, room: &str) -> Result<(), StoreError> {
        rooms::set_aside(&self.writer(), room)
    }

    fn pack(&self, id: &str) -> Result<Option<Vec<u8>>, StoreError> {
        rooms::pack(&self.reader(), id)
    }

    fn last_beat(&self) -> Result<Option<Heartbeat>, StoreError> {
        rooms::last_beat(&self.reader())
    }

    fn games(&self, before: Option<&str>, limit: usize) -> Result<Vec<StoredGame>, StoreError> {
        games::page(&self.reader(), before, limit)
    }

    fn game(&self, id: &str) -> Result<Option<StoredGame>, StoreError> {
        games::one(&self.reader(), id)
    }

    fn leaderboard(&self, limit: usize) -> Result<Vec<Standing>, StoreError> {
        Ok(games::leaderboard(&self.reader(), limit)?)
    }
}

/// A connection to the file at `path`, which is there and is ours.
pub(super) fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, OpenError> {
    let unusable = |error: rusqlite::Error| unusable(path, error);
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(unusable)?;
    connection.busy_timeout(BUSY_TIMEOUT).map_err(unusable)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    let found = schema::version(&connection).map_err(unusable)?;
    if found > schema::VERSION {
        return Err(OpenError::Newer {
            file: path.to_owned(),
            found,
            known: schema::VERSION,
        });
    }
    Ok(connection)
}

fn unusable(path: &Path, error: rusqlite::Error) -> OpenError {
    OpenError::Unusable {
        file: path.to_owned(),
        reason: error.into(),
    }
}

/// Sets the writing connection up.
pub(super) fn prepare(writer: &mut Connection, durability: Durability) -> Result<(), StoreError> {
    schema::migrate(writer)?;
    let mode = |row: &Row<'_>| row.get::<_, String>(0);
    let mode = writer.pragma_update_and_check(None, "journal_mode", "wal", mode)?;
    if mode != "wal" {
        return Err(StoreError::NoSharing(format!("its log is \"{mode}\"")));
    }
    writer.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
    let synchronous = match durability {
        Durability::Process => "normal",
        Durability::Power => "full",
    };
    Ok(writer.pragma_update(None, "synchronous", synchronous)?)
}

/// Makes an empty store under another name and then gives it its own, so that there is never half a store.
fn create(dir: &Path, path: &Path) -> Result<(), OpenError> {
    let new = file::beside(path, ".new");
    let failed = |reason| OpenError::Folder {
        dir: dir.to_owned(),
        reason,
    };
    discard(&new).map_err(failed)?;
    discard(&file::beside(&new, "-journal")).map_err(failed)?;
    file::private()
        .create_new(true)
        .open(&new)
        .map_err(failed)?;
    let mut connection = connect(&new, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    schema::migrate(&mut connection).map_err(|error| unusable(path, error))?;
    drop(connection);
    fs::rename(&new, path).map_err(failed)?;
    sync_folder(dir).map_err(failed)
}

/// Removes what a process that died may have left.
fn discard(path: &PathBuf) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

/// Makes the names in a folder last through a power cut.
pub(super) fn sync_folder(dir: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(dir)?.sync_all()?;
    }
    Ok(())
}
