//! The pages in a debug build: put together from `www/` whenever a file there has changed, so that a reload
//! shows an edit.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};
use std::{fs, io};

use bytes::Bytes;
use sha2::{Digest, Sha256};
use tracing::error;

use super::bundle::{Bundle, bundle};
use super::hex::hex;
use super::index::{Index, plain};
use super::site::{Outputs, Site};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/www");

/// What there is, by path, with the hash of each file.
#[derive(Debug, Clone, Default)]
struct Bundled(Arc<BTreeMap<String, (Bytes, String)>>);

impl Outputs for Bundled {
    fn get(&self, path: &str) -> Option<(Bytes, String)> {
        self.0.get(path).cloned()
    }
}

impl FromIterator<(String, Vec<u8>)> for Bundled {
    fn from_iter<I: IntoIterator<Item = (String, Vec<u8>)>>(files: I) -> Self {
        let with_hash = |(path, data): (String, Vec<u8>)| {
            let hash = hex(&Sha256::digest(&data));
            (path, (data.into(), hash))
        };
        Self(Arc::new(files.into_iter().map(with_hash).collect()))
    }
}

/// Makes the site of what is in the folder.
#[derive(Debug)]
pub(super) struct Sites {
    connect_timeout_seconds: u64,
}

impl Sites {
    /// Its pages give a connection `connect_timeout_seconds` to open.
    pub(super) fn new(connect_timeout_seconds: u64) -> Self {
        Self {
            connect_timeout_seconds,
        }
    }

    /// The site as it is now; as long as a page can't be put together, as it was before, if it was.
    pub(super) fn now(&self) -> Arc<Site> {
        // Whoever panicked with the lock in hand had not put anything in.
        let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
        let last = last.get_or_insert_default();
        last.look();
        last.site(self.connect_timeout_seconds)
    }
}

/// What a process has put together last: a test's has many servers.
static LAST: Mutex<Option<Made>> = Mutex::new(None);

/// Many ask for the same moment's.
const LOOK_AGAIN_AFTER: Duration = Duration::from_millis(250);

#[derive(Debug, Default)]
struct Made {
    looked: Option<Instant>,
    stamps: Stamps,
    index: Index,
    outputs: Bundled,
    /// By the seconds that their pages give a connection to open.
    sites: BTreeMap<u64, Arc<Site>>,
}

impl Made {
    /// Puts everything together if a file has changed since.
    fn look(&mut self) {
        if self
            .looked
            .is_some_and(|at| at.elapsed() < LOOK_AGAIN_AFTER)
        {
            return;
        }
        self.looked = Some(Instant::now());
        let folder = Path::new(FOLDER);
        let mut stamps = Stamps::new();
        // Where this fails, so does what comes next, and says why.
        let _ = stamp(folder, &mut stamps);
        if stamps == self.stamps {
            return;
        }
        self.stamps = stamps;
        match bundle(folder) {
            Ok(bundle) => self.take(bundle),
            Err(error) => error!("{error}"),
        }
    }

    fn take(&mut self, bundle: Bundle) {
        let files = bundle.files.into_iter();
        self.outputs = files.map(|(path, data)| (plain(&path), data)).collect();
        self.index = bundle.index;
        self.sites.clear();
    }

    fn site(&mut self, seconds: u64) -> Arc<Site> {
        let make = || Arc::new(Site::new(self.index.clone(), self.outputs.clone(), seconds));
        Arc::clone(self.sites.entry(seconds).or_insert_with(make))
    }
}

/// When each file was written last.
type Stamps = BTreeMap<PathBuf, SystemTime>;

fn stamp(folder: &Path, stamps: &mut Stamps) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        match entry.file_type()?.is_dir() {
            true => stamp(&entry.path(), stamps)?,
            false => drop(stamps.insert(entry.path(), entry.metadata()?.modified()?)),
        }
    }
    Ok(())
}
