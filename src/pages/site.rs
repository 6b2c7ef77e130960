//! All pages and files, and which address leads to which.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::asset::{Asset, File, Page};
use super::embedded::{Outputs, Sites};
use super::gzip::Gzip;
use super::hex::hex;
use super::index::{Index, PageIndex, packed, plain};
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

/// The pages and files of one build.
#[derive(Debug)]
pub(super) struct Site {
    index: Index,
    /// Each has an address of its own, elsewhere its relative links would break.
    pages: BTreeMap<String, Page>,
    outputs: Outputs,
}

impl Site {
    /// What `outputs` hold and `index` knows of them.
    pub(super) fn new(index: Index, outputs: Outputs, connect_timeout_seconds: u64) -> Self {
        let seconds = connect_timeout_seconds.to_string();
        let page = |(name, known): (&String, &PageIndex)| {
            let page = page(name, known, &outputs, &seconds)?;
            Some((name.clone(), page))
        };
        Self {
            pages: index.pages.iter().filter_map(page).collect(),
            index,
            outputs,
        }
    }

    fn file(&self, path: &str) -> Option<File> {
        let of_build = path
            .strip_prefix(self.index.build.as_str())
            .and_then(|path| path.strip_prefix('/'));
        let path = of_build.unwrap_or(path);
        if self.index.pages.contains_key(path) {
            return None;
        }
        let (plain, hash) = self.outputs.get(&plain(path))?;
        let gzip = self.outputs.get(&packed(path));
        Some(File {
            asset: Asset {
                mime: mime(path),
                hash,
                plain,
                gzip: gzip.map(|(gzip, _)| gzip),
            },
            is_of_build: of_build.is_some(),
        })
    }
}

/// The page `name` with the `seconds` it gives a connection to open.
fn page(name: &str, known: &PageIndex, outputs: &Outputs, seconds: &str) -> Option<Page> {
    let (written, _) = outputs.get(&plain(name))?;
    let rest = outputs.get(&packed(name)).map(|(rest, _)| rest);
    let (before, after) = written.split_at(known.timeout_at.unwrap_or(0));
    let seconds = known.timeout_at.map_or("", |_| seconds);
    let start = [before, seconds.as_bytes()].concat();
    let whole = [&start, after].concat();
    let gzip = rest.map(|rest| {
        let mut gzip = Gzip::new();
        gzip.store(&start, false);
        gzip.add(&rest);
        gzip.finish(&whole).into()
    });
    Some(Page {
        asset: Asset {
            mime: mime(name),
            hash: hex(&Sha256::digest(&whole)),
            plain: whole.into(),
            gzip,
        },
        style_digest: known.style_digest.clone(),
    })
}

fn mime(path: &str) -> &'static str {
    let guess = mime_guess::from_path(path).first_raw();
    guess.unwrap_or("application/octet-stream")
}

#[cfg(test)]
#[cfg(pages_from_disk)]
mod tests {
    use std::io::{Read, Write};

    use flate2::Compression;
    use flate2::read::GzDecoder;
    use flate2::write::DeflateEncoder;

    use super::*;

    /// A build "1f" with one page, one script and one picture.
    fn site() -> Site {
        let (before, after) = (
            "<meta content=\"",
            "\">\n<p>A page of some length, of some length.</p>\n",
        );
        let page = format!("{before}{after}");
        let mut deflate = DeflateEncoder::new(Vec::new(), Compression::best());
        deflate.write_all(after.as_bytes()).unwrap();
        let files = [
            (plain("page.html"), page.into_bytes()),
            (packed("page.html"), deflate.finish().unwrap()),
            (plain("js/page.js"), b"f();".to_vec()),
            (packed("js/page.js"), b"packed".to_vec()),
            (plain("icon.svg"), b"<svg/>".to_vec()),
        ];
        let known = PageIndex {
            style_digest: "digest".to_owned(),
            timeout_at: Some(before.len()),
        };
        let index = Index {
            build: "1f".to_owned(),
            pages: BTreeMap::from([("page.html".to_owned(), known)]),
            ..Index::default()
        };
        Site::new(index, files.into_iter().collect(), 7)
    }

    #[test]
    fn a_page_says_its_seconds_plain_and_packed() {
        let page = &site().pages["page.html"];
        let plain = std::str::from_utf8(&page.asset.plain).unwrap();
        assert!(plain.starts_with("<meta content=\"7\">\n<p>"), "{plain}");
        let mut unpacked = String::new();
        let gzip = page.asset.gzip.as_ref().unwrap();
        GzDecoder::new(&gzip[..])
            .read_to_string(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, plain);
        assert_eq!(page.style_digest, "digest");
    }

    #[test]
    fn a_file_is_found_with_and_without_the_build_and_a_page_is_no_file() {
        let site = site();
        let script = site.file("1f/js/page.js").unwrap();
        assert!(script.is_of_build);
        assert_eq!(script.asset.mime, "text/javascript");
        assert_eq!(&script.asset.gzip.unwrap()[..], b"packed");
        let icon = site.file("icon.svg").unwrap();
        assert!(!icon.is_of_build && icon.asset.gzip.is_none());
        for path in [
            "page.html",
            "1f/page.html",
            "2f/icon.svg",
            "../icon.svg",
            "",
        ] {
            assert!(site.file(path).is_none(), "{path}");
        }
    }
}
