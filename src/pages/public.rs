//! The pages of this program, as whoever serves them asks for them.

use std::collections::BTreeMap;

use super::asset::{File, Page};
use super::embedded::Sites;
use super::languages::Languages;

/// The pages of this program.
#[derive(Debug)]
pub struct Pages(Sites);

impl Pages {
    /// Pages that give a connection `connect_timeout_seconds` to open.
    #[must_use]
    pub fn new(connect_timeout_seconds: u64) -> Self {
        Self(Sites::new(connect_timeout_seconds))
    }

    /// What stands in the address of every script and picture of these pages, and of no others.
    #[must_use]
    pub fn build(&self) -> String {
        self.0.now().index.build.clone()
    }

    /// What the pages speak.
    #[must_use]
    pub fn languages(&self) -> Languages {
        self.0.now().index.languages.clone()
    }

    /// What guests read in one of the [`languages`](Self::languages): texts by key.
    #[must_use]
    pub fn texts(&self, language: &str) -> Option<BTreeMap<String, String>> {
        let file = self.file(&format!("lang/{language}.json"))?;
        serde_json::from_slice(&file.asset.plain).ok()
    }

    /// The page `name` (`player.html`).
    #[must_use]
    pub fn page(&self, name: &str) -> Option<Page> {
        self.0.now().pages.get(name).cloned()
    }

    /// The file at `path` (`icon.svg`, or `<build>/icon.svg` to be kept for good). The path is looked up, never
    /// opened: there is no way out of the folder.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<File> {
        self.0.now().file(path)
    }
}
