//! The store's file, looked at before SQLite gets to touch it.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::error::OpenError;
use super::schema::APPLICATION_ID;

/// The file in the data folder. SQLite puts `-wal` and `-shm` beside it.
pub(super) const NAME: &str = "spyster.db";

const MAGIC: &[u8] = b"SQLite format 3\0";
/// A SQLite file is at least one page of the smallest size.
const SMALLEST: usize = 512;

/// What there is under the file's name.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing, or a file without a byte in it.
    Nothing,
    /// A file of ours.
    Store,
}

/// Says what the file at `path` is, without changing it.
///
/// Not for a file that this process has open: closing it here would take SQLite's locks on it away.
pub(super) fn inspect(path: &Path) -> Result<Found, OpenError> {
    let file = || path.to_owned();
    let unreadable = |reason| OpenError::Unreadable {
        file: file(),
        reason,
    };
    let length = match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => 0,
        Err(error) => return Err(unreadable(error)),
        Ok(found) if found.is_file() => found.len(),
        Ok(_) => return Err(OpenError::NotAFile { file: file() }),
    };
    let has_log = fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0);
    if length == 0 && has_log {
        return Err(OpenError::Orphan { file: file() });
    }
    if length == 0 {
        return Ok(Found::Nothing);
    }
    let mut header = Vec::with_capacity(SMALLEST);
    let opened = File::open(path).map_err(unreadable)?;
    let mut start = opened.take(SMALLEST as u64);
    start.read_to_end(&mut header).map_err(unreadable)?;
    if header.len() < SMALLEST || !header.starts_with(MAGIC) {
        return Err(OpenError::NotSqlite { file: file() });
    }
    if number(&header, 68) != APPLICATION_ID.cast_unsigned() {
        return Err(OpenError::Foreign { file: file() });
    }
    // The log may hold the rest, after a death in the middle of a checkpoint.
    if !has_log && length < length_by(&header) {
        return Err(OpenError::Truncated { file: file() });
    }
    Ok(Found::Store)
}

/// How long the file is by its own account, in bytes; 0 when it does not say.
fn length_by(header: &[u8]) -> u64 {
    let page_size = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    // The number of pages is valid if it is of the same change as the file.
    if number(header, 24) == number(header, 92) {
        page_size * u64::from(number(header, 28))
    } else {
        0
    }
}

fn number(header: &[u8], at: usize) -> u32 {
    let bytes = &header[at..at + 4];
    bytes
        .iter()
        .fold(0, |sum, byte| sum << 8 | u32::from(*byte))
}

/// The file whose name has `suffix` at its end.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// How files are opened that only their owner may read.
pub(super) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes the data folder, for its owner alone, unless there is one.
pub(super) fn make_folder(dir: &Path) -> Result<(), OpenError> {
    if dir.exists() && !dir.is_dir() {
        return Err(OpenError::NotAFolder {
            dir: dir.to_owned(),
        });
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|reason| OpenError::Folder {
        dir: dir.to_owned(),
        reason,
    })
}
