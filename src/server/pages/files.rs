//! What is in `www/`, and how one file there names another.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_embed::RustEmbed;

use super::error::{Fault, PageError};

/// In a debug build these are read from the folder at start, in a release build they are in the binary.
/// The compiler notices when one of them changes, but not when one is added: then this file has to be
/// touched before the next release build.
#[derive(RustEmbed)]
#[folder = "www/"]
struct Embedded;

/// Files by their paths (`css/base.css`).
#[derive(Debug)]
pub(super) struct Files(BTreeMap<String, File>);

/// One file as it was written.
#[derive(Debug)]
pub(super) struct File {
    /// Media type, without a character set.
    pub(super) mime: String,
    /// Its content.
    pub(super) data: Cow<'static, [u8]>,
}

impl Files {
    /// All that browsers may ask for.
    pub(super) fn read() -> Self {
        // Declarations are for the type checker.
        let names = Embedded::iter().filter(|name| !name.ends_with(".d.ts"));
        let files = names.filter_map(|name| {
            let file = Embedded::get(&name)?;
            let mime = file.metadata.mimetype().to_owned();
            let data = file.data;
            Some((name.into_owned(), File { mime, data }))
        });
        Self(files.collect())
    }

    /// Files of a test, with their text.
    #[cfg(test)]
    pub(super) fn of(files: &[(&str, &'static str)]) -> Self {
        let files = files.iter().map(|(name, text)| {
            let mime = "text/plain".to_owned();
            let data = Cow::Borrowed(text.as_bytes());
            ((*name).to_owned(), File { mime, data })
        });
        Self(files.collect())
    }

    /// All of them with their paths, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &File)> {
        self.0.iter().map(|(path, file)| (path.as_str(), file))
    }

    /// The text of a file.
    ///
    /// # Errors
    /// [`Fault::Missing`] without a place in `path` itself, for the caller to say who asked for it, or
    /// [`Fault::NotText`].
    pub(super) fn text(&self, path: &str) -> Result<&str, PageError> {
        let file = self.0.get(path);
        let file = file.ok_or_else(|| PageError::new(path, 1, Fault::Missing(path.to_owned())))?;
        std::str::from_utf8(&file.data).map_err(|_| PageError::new(path, 1, Fault::NotText))
    }

    /// The path of the file that `from` calls `name` (`../dom.js`), if there is one.
    pub(super) fn resolve(&self, from: &str, name: &str) -> Option<String> {
        let mut parts: Vec<&str> = from.split('/').collect();
        parts.pop();
        for part in name.split('/') {
            match part {
                "." => {}
                ".." => drop(parts.pop()?),
                _ => parts.push(part),
            }
        }
        Some(parts.join("/")).filter(|path| self.0.contains_key(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_found_from_where_another_stands_and_never_outside() {
        let files = Files::of(&[("a.js", ""), ("js/b.js", ""), ("js/parts/c.js", "")]);
        for (from, name, expected) in [
            ("js/b.js", "./parts/c.js", Some("js/parts/c.js")),
            ("js/parts/c.js", "../b.js", Some("js/b.js")),
            ("js/parts/c.js", "../../a.js", Some("a.js")),
            ("a.js", "js/b.js", Some("js/b.js")),
            ("js/b.js", "./a.js", None),
            ("a.js", "../a.js", None),
        ] {
            let found = files.resolve(from, name);
            assert_eq!(found.as_deref(), expected, "{name} from {from}");
        }
    }
}
