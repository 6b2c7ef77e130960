//! All that is served, put together.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::super::hex::hex;
use super::super::index::{Index, PageIndex};
use super::super::languages::Languages;
use super::error::{BundleError, PageError};
use super::files::Files;
use super::html::{html, script};
use super::link::{Scripts, link};
use super::start::{START, start};

/// What the server needs of its pages.
#[derive(Debug)]
pub(crate) struct Bundle {
    /// What is known of them.
    pub(crate) index: Index,
    /// Pages and files by their paths. Modules and style sheets are within those that need them.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

/// Puts the pages in `folder` together.
///
/// # Errors
/// [`BundleError`], with the place that is to be changed.
pub(crate) fn bundle(folder: &Path) -> Result<Bundle, BundleError> {
    let files = Files::read(folder).map_err(|error| BundleError::Folder {
        folder: folder.display().to_string(),
        error,
    })?;
    Ok(of(&files)?)
}

fn of(files: &Files) -> Result<Bundle, PageError> {
    let paths = || files.iter().map(|(path, _)| path);
    let names: Vec<&str> = paths().filter(|path| path.ends_with(".html")).collect();
    let mut index = Index {
        languages: languages(paths()),
        ..Index::default()
    };
    let mut served = plain(files);
    for (path, script) in scripts(&names, files)? {
        served.insert(path, script.into_bytes());
    }
    index.build = build(&names, files, &served);
    for name in names {
        let page = html(name, files, &index)?;
        let known = PageIndex {
            style_digest: STANDARD.encode(Sha256::digest(page.style)),
            timeout_at: page.timeout_at,
        };
        index.pages.insert(name.to_owned(), known);
        served.insert(name.to_owned(), page.text.into_bytes());
    }
    Ok(Bundle {
        index,
        files: served,
    })
}

/// Those that have catalogues among files of these paths, which come in order.
pub(super) fn languages<'a>(paths: impl Iterator<Item = &'a str>) -> Languages {
    let mut languages = Languages::default();
    let catalogue = |path: &'a str| path.strip_prefix("lang/")?.strip_suffix(".json");
    for name in paths.filter_map(catalogue) {
        if let Some(pack) = name.strip_prefix("packs/") {
            if let Some((id, tag)) = pack.split_once('.') {
                let tags = languages.packs.entry(id.to_owned()).or_default();
                tags.push(tag.to_owned());
            }
        } else if !name.contains('/') {
            languages.tags.push(name.to_owned());
        }
    }
    languages
}

/// The files that are served as they were written.
fn plain(files: &Files) -> BTreeMap<String, Vec<u8>> {
    let is_part = |path: &str| {
        [".html", ".js", ".css"]
            .iter()
            .any(|end| path.ends_with(end))
    };
    let plain = files.iter().filter(|(path, _)| !is_part(path));
    plain
        .map(|(path, data)| (path.to_owned(), data.to_vec()))
        .collect()
}

/// The scripts of the pages of these names, and the one that watches over their start.
fn scripts(names: &[&str], files: &Files) -> Result<Scripts, PageError> {
    let mut entries = BTreeSet::new();
    for name in names {
        entries.extend(script(name, files)?);
    }
    let mut scripts = link(&entries, files)?;
    if let Some(watcher) = start(files)? {
        scripts.insert(START.to_owned(), watcher);
    }
    Ok(scripts)
}

/// A hash over everything that a page can ask for, and over the pages and their style sheets.
fn build(names: &[&str], files: &Files, served: &BTreeMap<String, Vec<u8>>) -> String {
    let is_of_pages = |path: &str| path.ends_with(".css") || names.contains(&path);
    let of_pages = files.iter().filter(|(path, _)| is_of_pages(path));
    let mut hash = Sha256::new();
    for (path, data) in served
        .iter()
        .map(|(path, data)| (path.as_str(), data.as_slice()))
        .chain(of_pages)
    {
        // No file holds such a byte, so that the parts can't be divided in another way.
        for part in [path.as_bytes(), &[0xff], data, &[0xff]] {
            hash.update(part);
        }
    }
    hex(&hash.finalize()[..16])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_of_the_release_can_be_put_together() {
        let bundle = of(&Files::of_the_project()).unwrap();
        for name in ["index.html", "host.html", "player.html", "history.html"] {
            assert!(bundle.index.pages.contains_key(name), "{name}");
        }
        for entry in ["js/landing.js", "js/host.js", "js/player.js", "js/start.js"] {
            assert!(bundle.files.contains_key(entry), "{entry}");
        }
        for part in ["js/connection.js", "css/base.css"] {
            assert!(!bundle.files.contains_key(part), "{part}");
        }
    }

    #[test]
    fn the_build_changes_with_each_file_and_with_nothing_else() {
        let page = "<link rel=\"stylesheet\" href=\"static/d.css\">\n<script type=\"module\" src=\"static/a.js\"></script>";
        let build = |icon, script, sheet| {
            let files = [
                ("page.html", page),
                ("a.js", "import './b.js';\n"),
                ("b.js", script),
                ("c.svg", icon),
                ("d.css", sheet),
            ];
            of(&Files::of(&files)).unwrap().index.build
        };
        let first = build("c", "f();", ".a {}");
        assert_eq!(build("c", "f();", ".a {}"), first);
        assert_ne!(build("d", "f();", ".a {}"), first);
        assert_ne!(build("c", "g();", ".a {}"), first);
        assert_ne!(build("c", "f();", ".b {}"), first);
    }

    #[test]
    fn languages_are_what_there_are_files_of() {
        let paths = [
            "js/lang.js",
            "lang/de.json",
            "lang/host/en.json",
            "lang/packs/classic.pt-BR.json",
            "lang/pt-BR.json",
        ];
        let languages = languages(paths.into_iter());
        assert_eq!(languages.tags(), ["de", "pt-BR"]);
        assert_eq!(languages.of_pack("classic"), ["pt-BR"]);
        assert!(languages.of_pack("pirates").is_empty());
    }
}
