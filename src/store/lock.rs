//! One server to a store.

use std::fs::{File, TryLockError};
use std::path::Path;

use super::error::OpenError;
use super::file::private;

/// A lock on the data folder, on a file of its own, so that backups and the sqlite3 tool still get at the
/// store. The operating system takes it back when this is dropped or the process dies.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

/// The lock's file in the data folder.
pub(super) const NAME: &str = "spyster.lock";

impl Lock {
    pub(super) fn take(dir: &Path) -> Result<Self, OpenError> {
        let dir = dir.to_owned();
        let file = match private().create(true).open(dir.join(NAME)) {
            Ok(file) => file,
            Err(reason) => return Err(OpenError::Folder { dir, reason }),
        };
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(OpenError::InUse { dir }),
            Err(TryLockError::Error(reason)) => Err(OpenError::NoLocks { dir, reason }),
        }
    }
}
