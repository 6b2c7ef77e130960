//! What can go wrong, each in one sentence that says what to do.

use std::io;
use std::path::PathBuf;

use rusqlite::{ErrorCode, ffi};
use thiserror::Error;

/// Why something could not be written or read just now: part of a sentence. Like all errors of the store it
/// says its reason itself, so it has no source that would say it again.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The disk took no more.
    #[error("the disk is full; make room on it")]
    Full,
    /// One of its files was moved away, deleted or replaced while the store was open.
    #[error("the file {} is not the one that was opened; put it back, or restart the server", file.display())]
    Moved {
        /// Where it should be.
        file: PathBuf,
    },
    /// Another program is writing into the file.
    #[error("another program is writing into the store; close it")]
    Busy,
    /// The file, or its log beside it, cannot be opened or written.
    #[error(
        "SQLite may not write the file or its log beside it ({0}); give this user the right to write in the data folder"
    )]
    NoAccess(rusqlite::Error),
    /// The folder is of a kind that can't hold a store.
    #[error(
        "the data folder has no locks or no shared memory, as it is with many network folders ({0}); set data_dir to a folder on a local disk"
    )]
    NoSharing(String),
    /// The file is no longer what SQLite wrote.
    #[error(
        "the store is damaged ({0}); stop the server, keep a copy of the file and restore a backup"
    )]
    Damaged(rusqlite::Error),
    /// A record is not what was written.
    #[error("the record {key} is damaged; restore it from a backup")]
    BadRecord {
        /// Its key.
        key: String,
    },
    /// Anything else that SQLite said.
    #[error("SQLite says: {}; look at the disk and at the rights of the data folder", in_short(.0))]
    Sqlite(rusqlite::Error),
    /// A panic while it was written; the log has more of it.
    #[error(
        "the store has met a fault of the program; report it with the log, and restart the server"
    )]
    Fault,
    /// The server is ending.
    #[error("the server is shutting down; try again when it is back")]
    Stopped,
    /// An error made up by a test.
    #[cfg(test)]
    #[error("a test wants this to fail")]
    Injected,
}

/// What SQLite says, without the statement it says it of.
fn in_short(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqlInputError { msg, .. } => msg.clone(),
        other => other.to_string(),
    }
}

/// What SQLite says when a file system lacks locks or memory that connections share.
const NO_SHARING: &[i32] = &[
    ffi::SQLITE_PROTOCOL,
    ffi::SQLITE_IOERR_LOCK,
    ffi::SQLITE_IOERR_RDLOCK,
    ffi::SQLITE_IOERR_UNLOCK,
    ffi::SQLITE_IOERR_CHECKRESERVEDLOCK,
    ffi::SQLITE_IOERR_SHMOPEN,
    ffi::SQLITE_IOERR_SHMSIZE,
    ffi::SQLITE_IOERR_SHMLOCK,
    ffi::SQLITE_IOERR_SHMMAP,
];

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let code = error.sqlite_error().map(|error| error.extended_code);
        if code.is_some_and(|code| NO_SHARING.contains(&code)) {
            return Self::NoSharing(error.to_string());
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(error),
            Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
                Self::NoAccess(error)
            }
            _ => Self::Sqlite(error),
        }
    }
}

/// Why the store could not be opened. The binary prints it and exits with code 1.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The folder cannot be made or written.
    #[error("The data folder {} cannot be written ({reason}); give this user the right to write there, or set data_dir to another folder.", dir.display())]
    Folder {
        /// The folder.
        dir: PathBuf,
        /// What the operating system said.
        reason: io::Error,
    },
    /// There is something else under the folder's name.
    #[error("The data folder {} is a file; move it away, or set data_dir to a folder.", dir.display())]
    NotAFolder {
        /// The folder.
        dir: PathBuf,
    },
    /// Another process has it.
    #[error("Another Spyster is running on the data folder {}; stop it, or set data_dir to another folder.", dir.display())]
    InUse {
        /// The folder.
        dir: PathBuf,
    },
    /// The folder's file system has no locks.
    #[error("The data folder {} cannot be locked ({reason}); set data_dir to a folder on a local disk.", dir.display())]
    NoLocks {
        /// The folder.
        dir: PathBuf,
        /// What the operating system said.
        reason: io::Error,
    },
    /// There is no store, where one is only to be read.
    #[error("There is no store in the folder {}; name the data_dir of the server.", dir.display())]
    NoStore {
        /// The folder.
        dir: PathBuf,
    },
    /// The file's log is there and the file is not.
    #[error("The store {file} is missing or empty, while the log {file}-wal beside it is not; put the file back, or move the log away to begin anew.", file = file.display())]
    Orphan {
        /// The file.
        file: PathBuf,
    },
    /// A folder or the like.
    #[error("The store {} is not a file; move it away, or set data_dir to another folder.", file.display())]
    NotAFile {
        /// What it was to be.
        file: PathBuf,
    },
    /// Not to be opened.
    #[error("The store {} cannot be read ({reason}); give this user the right to read and write it.", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the operating system said.
        reason: io::Error,
    },
    /// Not to be written.
    #[error("The store {} cannot be written; give this user the right to write it.", file.display())]
    ReadOnly {
        /// The file.
        file: PathBuf,
    },
    /// No SQLite file.
    #[error("The file {} is not a SQLite file; move it away or restore a backup.", file.display())]
    NotSqlite {
        /// The file.
        file: PathBuf,
    },
    /// Another program's SQLite file.
    #[error("The SQLite file {} is not one of Spyster's; move it away, or set data_dir to another folder.", file.display())]
    Foreign {
        /// The file.
        file: PathBuf,
    },
    /// Its end is missing.
    #[error("The store {} has been cut off; keep a copy of it and restore a backup.", file.display())]
    Truncated {
        /// The file.
        file: PathBuf,
    },
    /// Written by a later Spyster.
    #[error("The store {} has the schema version {found} and this Spyster knows up to {known}; use a newer Spyster, or set data_dir to another folder.", file.display())]
    Newer {
        /// The file.
        file: PathBuf,
        /// Its version.
        found: u32,
        /// The newest version that is known here.
        known: u32,
    },
    /// SQLite can't work with it.
    #[error("The store {} cannot be opened: {reason}.", file.display())]
    Unusable {
        /// The file.
        file: PathBuf,
        /// Why.
        reason: StoreError,
    },
    /// The operating system gave us no thread.
    #[error("The thread that saves could not be started ({0}); stop other programs and try again.")]
    Thread(io::Error),
}

/// Why there is no backup.
#[derive(Debug, Error)]
pub enum BackupError {
    /// The store cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// There is a file already.
    #[error("{} exists already; name a file that does not.", file.display())]
    Exists {
        /// The file.
        file: PathBuf,
    },
    /// The file cannot be written.
    #[error("The backup {} cannot be written ({reason}); name a file in a folder where this user may write.", file.display())]
    Target {
        /// The file.
        file: PathBuf,
        /// What the operating system said.
        reason: io::Error,
    },
    /// The copy failed on the way.
    #[error("The store could not be copied: {0}.")]
    Copy(StoreError),
}
