//! Whether the files of an open store are still the ones that it was opened with.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::StoreError;
use super::file::beside;

/// The files of an open store. What is written to one that was moved away or deleted still works, but nobody
/// finds it there after a restart, and without the lock a second server may write beside this one.
#[derive(Debug)]
pub(super) struct Files(Vec<(PathBuf, Identity)>);

impl Files {
    /// Notes the files of the store at `path`, which is open, and the lock at `lock`.
    pub(super) fn note(path: &Path, lock: &Path) -> io::Result<Self> {
        let all = [
            path.to_owned(),
            beside(path, "-wal"),
            beside(path, "-shm"),
            lock.to_owned(),
        ];
        let noted = all.into_iter().map(|path| {
            let identity = identify(&path)?;
            Ok((path, identity))
        });
        Ok(Self(noted.collect::<io::Result<_>>()?))
    }

    /// # Errors
    ///
    /// [`StoreError::Moved`] when one of them is not there any more, or another one in its place.
    pub(super) fn check(&self) -> Result<(), StoreError> {
        let is_there = |(path, identity): &&(PathBuf, Identity)| {
            identify(path).is_ok_and(|now| now == *identity)
        };
        match self.0.iter().find(|file| !is_there(file)) {
            None => Ok(()),
            Some((file, _)) => Err(StoreError::Moved { file: file.clone() }),
        }
    }
}

/// Device and inode: the name of a file that stays when it is moved.
#[cfg(unix)]
type Identity = (u64, u64);

// Looked at without opening it: closing it would take SQLite's locks on it away.
#[cfg(unix)]
fn identify(path: &Path) -> io::Result<Identity> {
    use std::os::unix::fs::MetadataExt;
    let found = fs::metadata(path)?;
    Ok((found.dev(), found.ino()))
}

/// Where a file that is open can't be moved, it is enough that it is there.
#[cfg(not(unix))]
type Identity = ();

#[cfg(not(unix))]
fn identify(path: &Path) -> io::Result<Identity> {
    fs::metadata(path).map(drop)
}
