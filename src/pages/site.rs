//! The pages and files of one build, and which address leads to which.

use std::collections::BTreeMap;
use std::fmt::Debug;

use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::asset::{Asset, File, Page};
use super::gzip::Gzip;
use super::hex::hex;
use super::index::{Index, PageIndex, packed, plain};

/// What has been put together, by path.
pub(super) trait Outputs: Debug + Send + Sync + 'static {
    /// The content of a file and its hash, in hex digits.
    fn get(&self, path: &str) -> Option<(Bytes, String)>;
}

/// The pages and files of one build.
#[derive(Debug)]
pub(super) struct Site {
    pub(super) index: Index,
    /// Each has an address of its own, elsewhere its relative links would break.
    pub(super) pages: BTreeMap<String, Page>,
    outputs: Box<dyn Outputs>,
}

impl Site {
    /// What `outputs` hold and `index` knows of them.
    pub(super) fn new(index: Index, outputs: impl Outputs, connect_timeout_seconds: u64) -> Self {
        let seconds = connect_timeout_seconds.to_string();
        let page = |(name, known): (&String, &PageIndex)| {
            let page = page(name, known, &outputs, &seconds)?;
            Some((name.clone(), page))
        };
        Self {
            pages: index.pages.iter().filter_map(page).collect(),
            index,
            outputs: Box::new(outputs),
        }
    }

    pub(super) fn file(&self, path: &str) -> Option<File> {
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
fn page(name: &str, known: &PageIndex, outputs: &dyn Outputs, seconds: &str) -> Option<Page> {
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

    impl Outputs for BTreeMap<String, (Bytes, String)> {
        fn get(&self, path: &str) -> Option<(Bytes, String)> {
            BTreeMap::get(self, path).cloned()
        }
    }

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
        let files = files
            .into_iter()
            .map(|(path, data)| (path, (data.into(), String::new())));
        Site::new(index, files.collect::<BTreeMap<_, _>>(), 7)
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
