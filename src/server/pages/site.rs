//! All pages and files, ready to send, and which address leads to which.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use super::asset::{Asset, Keep, short_hash};
use super::error::PageError;
use super::files::Files;
use super::html::{html, script};
use super::missing::Missing;
use super::negotiation::takes_html;
use super::script::{Scripts, link};
use super::start::{START, start};
use crate::server::error::HttpError;
use crate::server::policy::PagePolicy;

/// What the server has of pages and files.
#[derive(Debug)]
pub(in crate::server) struct Pages {
    /// `player.html`; each has an address of its own, elsewhere its relative links would break.
    pages: HashMap<String, Asset>,
    /// As they were written.
    files: HashMap<String, Asset>,
    /// In place of the files that are pages' own modules, or have texts put into them.
    scripts: HashMap<String, Asset>,
    /// What a browser sees where there is nothing.
    missing: Option<Missing>,
    /// The hash of all that is below it.
    tree: String,
}

/// The page for addresses where there is nothing. It has no address of its own.
const MISSING: &str = "missing.html";

impl Pages {
    /// Reads all files and puts the pages together, which give a connection `connect_timeout_seconds` to open.
    /// A process in which many servers start, as a test's, does that once.
    ///
    /// # Errors
    /// A page that can't be put together, as may happen while it is being worked on.
    pub(in crate::server) fn load(connect_timeout_seconds: u64) -> Result<Arc<Self>, PageError> {
        static LOADED: Mutex<BTreeMap<u64, Arc<Pages>>> = Mutex::new(BTreeMap::new());
        // Whoever panicked with the lock in hand had not put anything in yet.
        let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pages) = loaded.get(&connect_timeout_seconds) {
            return Ok(Arc::clone(pages));
        }
        let pages = Arc::new(Self::of(&Files::read(), connect_timeout_seconds)?);
        loaded.insert(connect_timeout_seconds, Arc::clone(&pages));
        Ok(pages)
    }

    fn of(files: &Files, connect_timeout_seconds: u64) -> Result<Self, PageError> {
        let is_page = |path: &&str| path.ends_with(".html");
        let names: Vec<&str> = files.iter().map(|(path, _)| path).filter(is_page).collect();
        let mut entries = BTreeSet::new();
        for name in &names {
            entries.extend(script(name, files)?);
        }
        let mut scripts = link(&entries, files)?;
        if let Some(watcher) = start(files)? {
            scripts.insert(START.to_owned(), watcher);
        }
        let tree = tree(files, &scripts);
        let missing = match files.text(MISSING) {
            Ok(_) => Missing::new(&html(MISSING, files, &tree, connect_timeout_seconds)?),
            Err(_) => None,
        };
        let page = |name: &&str| {
            let html = html(name, files, &tree, connect_timeout_seconds)?;
            let policy = PagePolicy::with_style(&html.style);
            Ok(((*name).to_owned(), Asset::page(html.text, policy)))
        };
        let pages = names.iter().map(page).collect::<Result<_, PageError>>()?;
        let scripts = scripts.into_iter().map(|(path, script)| {
            let asset = Asset::new("text/javascript", script.into());
            (path, asset)
        });
        let files = files.iter().filter(|(path, _)| !is_page(path));
        let files = files.map(|(path, file)| {
            let data = Bytes::copy_from_slice(&file.data);
            (path.to_owned(), Asset::new(&file.mime, data))
        });
        Ok(Self {
            pages,
            scripts: scripts.collect(),
            files: files.collect(),
            missing,
            tree,
        })
    }

    /// What stands in the address of every script and picture of these pages, and of no others.
    pub(in crate::server) fn build(&self) -> &str {
        &self.tree
    }

    /// The page `name` (`player.html`), or `304 Not Modified` to a client that has it.
    ///
    /// # Errors
    /// 404 when there is none.
    pub(in crate::server) fn page(
        &self,
        name: &str,
        request: &HeaderMap,
    ) -> Result<Response, HttpError> {
        let page = self.pages.get(name).ok_or(StatusCode::NOT_FOUND)?;
        Ok(page.answer(request, Keep::Asking))
    }

    /// What a browser is shown where there is nothing; programs are better told in JSON.
    pub(in crate::server) fn missing(&self, path: &str, request: &HeaderMap) -> Option<Response> {
        let missing = self.missing.as_ref().filter(|_| takes_html(request))?;
        missing.answer(path, request)
    }

    /// The file at `path` (`icon.svg`, or `<tree>/icon.svg` to be kept for good).
    ///
    /// # Errors
    /// 404 when there is none. The path is looked up, never opened: there is no way out of the folder.
    pub(in crate::server) fn file(
        &self,
        path: &str,
        request: &HeaderMap,
    ) -> Result<Response, HttpError> {
        let hashed = path
            .strip_prefix(self.tree.as_str())
            .and_then(|path| path.strip_prefix('/'));
        let (found, keep) = match hashed {
            Some(path) => (
                self.scripts.get(path).or_else(|| self.files.get(path)),
                Keep::ForGood,
            ),
            None => (self.files.get(path), Keep::Asking),
        };
        let asset = found.ok_or(StatusCode::NOT_FOUND)?;
        Ok(asset.answer(request, keep))
    }
}

/// A hash over everything that a page can ask for.
fn tree(files: &Files, scripts: &Scripts) -> String {
    let parts = files.iter().flat_map(|(path, file)| {
        let script = scripts.get(path).map(|script| script.as_bytes());
        // No file holds such a byte, so that the parts can't be divided in another way.
        [
            path.as_bytes(),
            &[0xff],
            script.unwrap_or(&file.data),
            &[0xff],
        ]
    });
    short_hash(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_of_the_release_can_be_put_together() {
        let pages = Pages::of(&Files::read(), 10).unwrap();
        for name in ["index.html", "host.html", "player.html", "history.html"] {
            assert!(pages.pages.contains_key(name), "{name}");
        }
        for entry in ["js/landing.js", "js/host.js", "js/player.js"] {
            assert!(pages.scripts.contains_key(entry), "{entry}");
        }
    }

    #[test]
    fn the_hash_of_the_tree_changes_with_each_file_and_with_nothing_else() {
        let page = "<script type=\"module\" src=\"static/a.js\"></script>";
        let tree = |a, b| {
            let files = [
                ("page.html", page),
                ("a.js", "import './b.js';\n"),
                ("b.js", b),
                ("c.svg", a),
            ];
            Pages::of(&Files::of(&files), 10).unwrap().tree
        };
        let first = tree("c", "f();");
        assert_eq!(tree("c", "f();"), first);
        assert_ne!(tree("d", "f();"), first);
        assert_ne!(tree("c", "g();"), first);
    }
}
