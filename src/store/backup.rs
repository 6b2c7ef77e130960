//! Looking into a store from outside: a copy of it, and a list of its rooms.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::change::StoredRoom;
use super::error::{BackupError, OpenError};
use super::file::{self, Found};
use super::rooms;
use super::sqlite::{connect, sync_folder};

/// Copies the store in the folder `dir` into the new file `file`, as it is at one moment, and returns the
/// copy's size in bytes. The server may run meanwhile, in another process. To restore it, put it in place of
/// `spyster.db` while no server runs, and remove the `-wal` and `-shm` of the old one.
///
/// # Errors
///
/// There is no store, there is such a file already, or it cannot be written; there is no copy then.
pub fn backup(dir: &Path, file: &Path) -> Result<u64, BackupError> {
    let store = open(dir)?;
    let failed = |reason: io::Error| match reason.kind() {
        io::ErrorKind::AlreadyExists => BackupError::Exists {
            file: file.to_owned(),
        },
        _ => BackupError::Target {
            file: file.to_owned(),
            reason,
        },
    };
    // Holds the name, so that the copy overwrites nobody's file when it gets there.
    file::private()
        .create_new(true)
        .open(file)
        .map_err(failed)?;
    let part = file::beside(file, &format!(".part-{}", std::process::id()));
    let copied = copy(&store, &part).and_then(|size| {
        fs::rename(&part, file).map_err(CopyError::File)?;
        Ok(size)
    });
    let size = copied.map_err(|error| {
        // Whatever is left of it is no use to anyone.
        let _ = (fs::remove_file(&part), fs::remove_file(file));
        match error {
            CopyError::File(error) => failed(error),
            CopyError::Sqlite(error) => BackupError::Copy(error.into()),
        }
    })?;
    let folder = file
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    sync_folder(folder.unwrap_or(Path::new("."))).map_err(failed)?;
    Ok(size)
}

enum CopyError {
    File(io::Error),
    Sqlite(rusqlite::Error),
}

fn copy(store: &Connection, part: &Path) -> Result<u64, CopyError> {
    let made = file::private().create_new(true).open(part);
    made.map_err(CopyError::File)?;
    // SQLite takes names of files as text.
    let name = part.to_str().ok_or(io::ErrorKind::InvalidFilename);
    let name = name.map_err(|kind| CopyError::File(kind.into()))?;
    let copied = store.execute("VACUUM INTO ?1", [name]);
    copied.map_err(CopyError::Sqlite)?;
    let copy = File::open(part).map_err(CopyError::File)?;
    copy.sync_all().map_err(CopyError::File)?;
    Ok(copy.metadata().map_err(CopyError::File)?.len())
}

/// All rooms in the store in the folder `dir`, those set aside among them. The server may run meanwhile, in
/// another process.
///
/// # Errors
///
/// There is no store, or it cannot be read.
pub fn list_rooms(dir: &Path) -> Result<Vec<StoredRoom>, OpenError> {
    let store = open(dir)?;
    rooms::all(&store).map_err(|reason| OpenError::Unusable {
        file: dir.join(file::NAME),
        reason,
    })
}

/// A connection that can only read, to a store that is there.
fn open(dir: &Path) -> Result<Connection, OpenError> {
    let path = dir.join(file::NAME);
    match file::inspect(&path)? {
        Found::Store => connect(&path, OpenFlags::SQLITE_OPEN_READ_ONLY),
        Found::Nothing => Err(OpenError::NoStore {
            dir: dir.to_owned(),
        }),
    }
}
