//! What is known of the pages beside their files: written when they are put together, read at start.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::languages::Languages;

/// Where the build script leaves it, beside the files.
#[allow(dead_code, reason = "a debug build leaves none")]
pub(crate) const INDEX: &str = "index.json";

/// Names the build, its pages and its languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Index {
    /// What stands in the address of every script and picture of these pages, and of no others: half of a
    /// SHA-256 over all of them, in hex digits.
    pub(crate) build: String,
    /// By file name: `player.html`.
    pub(crate) pages: BTreeMap<String, PageIndex>,
    /// What the pages speak.
    pub(crate) languages: Languages,
}

/// What is known of one page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PageIndex {
    /// SHA-256 of the text of its style element, in base64, as content security policies name it.
    pub(crate) style_digest: String,
    /// Where the seconds go that the page gives a connection to open, in bytes from its start; a page that
    /// opens none has no such place. They are left out of the page that the build script writes.
    pub(crate) timeout_at: Option<usize>,
}

/// Where the build script leaves a file or page as it is.
pub(crate) fn plain(path: &str) -> String {
    format!("plain/{path}")
}

/// Where it leaves a file compressed with gzip, and of a page what follows the seconds, as deflate blocks.
pub(crate) fn packed(path: &str) -> String {
    format!("packed/{path}")
}
