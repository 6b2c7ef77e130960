//! What is in `www/`, and how one file there names another.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use super::error::{Fault, PageError};

/// Files as they were written, by their paths (`css/base.css`).
#[derive(Debug, Default)]
pub(crate) struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    /// All that browsers may ask for of the files in `folder`.
    ///
    /// # Errors
    /// What the system says of a folder or file that can't be read.
    pub(crate) fn read(folder: &Path) -> io::Result<Self> {
        let mut files = Self::default();
        files.add(folder, "")?;
        Ok(files)
    }

    fn add(&mut self, folder: &Path, base: &str) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let path = format!("{base}{}", name.to_string_lossy());
            if entry.file_type()?.is_dir() {
                self.add(&entry.path(), &format!("{path}/"))?;
            } else if !path.ends_with(".d.ts") {
                // Declarations are for the type checker.
                self.0.insert(path, fs::read(entry.path())?);
            }
        }
        Ok(())
    }

    /// Files of a test, with their text.
    #[cfg(test)]
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        let files = files.iter();
        Self(
            files
                .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
                .collect(),
        )
    }

    /// Those of this project.
    #[cfg(test)]
    pub(super) fn of_the_project() -> Self {
        Self::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("www")).unwrap()
    }

    /// All of them with their paths, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0
            .iter()
            .map(|(path, data)| (path.as_str(), data.as_slice()))
    }

    /// The text of a file.
    ///
    /// # Errors
    /// [`Fault::Missing`] without a place in `path` itself, for the caller to say who asked for it, or
    /// [`Fault::NotText`].
    pub(super) fn text(&self, path: &str) -> Result<&str, PageError> {
        let file = self.0.get(path);
        let file = file.ok_or_else(|| PageError::new(path, 1, Fault::Missing(path.to_owned())))?;
        std::str::from_utf8(file).map_err(|_| PageError::new(path, 1, Fault::NotText))
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
