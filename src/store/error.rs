//! What can go wrong, each in one sentence that says what to do.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// Why something could not be written or read just now.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The disk took no more.
    #[error("The disk is full; make room on it and saving goes on by itself.")]
    Full,
    /// The server is ending.
    #[error("The server is shutting down.")]
    Stopped,
    /// An error made up by a test.
    #[cfg(test)]
    #[error("A test wants this to fail.")]
    Injected,
}

/// Why the store could not be opened. The binary prints it and exits with code 1.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The folder cannot be made or written.
    #[error("The data folder {} cannot be written ({source}); give this user the right to write there, or set data_dir to another folder.", dir.display())]
    Folder {
        /// The folder.
        dir: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// The operating system gave us no thread.
    #[error("The thread that saves could not be started: {0}.")]
    Thread(io::Error),
}

/// Why there is no backup.
#[derive(Debug, Error)]
pub enum BackupError {
    /// The store cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
}
