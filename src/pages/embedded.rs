//! The pages that the build script has put together, in the binary.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;
use rust_embed::RustEmbed;

use super::hex::hex;
use super::index::{INDEX, Index};
use super::site::{Outputs, Site};

#[derive(RustEmbed)]
#[folder = "$OUT_DIR/pages"]
struct Embedded;

/// What there is, by path.
#[derive(Debug)]
struct Binary;

impl Outputs for Binary {
    fn get(&self, path: &str) -> Option<(Bytes, String)> {
        let file = Embedded::get(path)?;
        let hash = hex(&file.metadata.sha256_hash());
        let data = match file.data {
            Cow::Borrowed(data) => Bytes::from_static(data),
            Cow::Owned(data) => data.into(),
        };
        Some((data, hash))
    }
}

/// The one site there is.
#[derive(Debug)]
pub(super) struct Sites(Arc<Site>);

impl Sites {
    /// Its pages give a connection `connect_timeout_seconds` to open.
    pub(super) fn new(connect_timeout_seconds: u64) -> Self {
        let index = Embedded::get(INDEX).and_then(|index| serde_json::from_slice(&index.data).ok());
        let index: Index =
            index.expect("the build script writes it in the form in which it is read");
        Self(Arc::new(Site::new(index, Binary, connect_timeout_seconds)))
    }

    /// The site as it is now.
    pub(super) fn now(&self) -> Arc<Site> {
        Arc::clone(&self.0)
    }
}
