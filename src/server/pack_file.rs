//! The text of a pack's file: plain, small, within its folder, UTF-8. Whatever else lies there is left alone.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Longest file, in bytes.
const MAX_FILE: u64 = 1024 * 1024;

/// What some editors put before a text.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Why a file can't be read.
#[derive(Debug, Error)]
pub(super) enum PackFileError {
    #[error("could not be read: {0}")]
    Unreadable(#[from] io::Error),
    #[error("is no plain file; put a copy of the pack here")]
    NoFile,
    #[error("is a link to somewhere else; put a copy of the pack here")]
    Elsewhere,
    #[error("is longer than 1 MiB, which is more than a pack may have")]
    TooBig,
    #[error("is not UTF-8; save it in that encoding")]
    NotUtf8,
}

/// The JSON files of a folder, in the order of their names, so that which of two packs of one id wins is
/// no matter of chance.
pub(super) fn list(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut files: Vec<PathBuf> = entries.collect::<io::Result<_>>()?;
    let is_json = |file: &PathBuf| {
        file.extension()
            .is_some_and(|end| end.eq_ignore_ascii_case("json"))
    };
    files.retain(is_json);
    files.sort();
    Ok(files)
}

/// Reads one of them.
pub(super) fn read(file: &Path) -> Result<String, PackFileError> {
    let real = file.canonicalize()?;
    let folder = file.parent().unwrap_or(Path::new(".")).canonicalize()?;
    if !real.starts_with(folder) {
        return Err(PackFileError::Elsewhere);
    }
    // Asked first: opening a pipe waits for whoever writes to it.
    if !fs::metadata(&real)?.is_file() {
        return Err(PackFileError::NoFile);
    }
    let mut bytes = Vec::new();
    File::open(&real)?
        .take(MAX_FILE + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(PackFileError::TooBig);
    }
    let text = String::from_utf8(bytes).map_err(|_| PackFileError::NotUtf8)?;
    Ok(text.trim_start_matches(BYTE_ORDER_MARK).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_and_capitals_in_the_ending_are_fine() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("B.JSON"), "\u{feff}{}").unwrap();
        fs::write(folder.path().join("a.json"), "[]").unwrap();
        fs::write(folder.path().join("notes.txt"), "").unwrap();
        let files = list(folder.path()).unwrap();
        let texts: Vec<_> = files.iter().map(|file| read(file).unwrap()).collect();
        assert_eq!(texts, ["{}", "[]"]);
    }

    #[test]
    fn what_is_too_long_or_not_utf_8_is_refused_with_the_reason() {
        let folder = tempfile::tempdir().unwrap();
        let refusal = |bytes: &[u8]| {
            let file = folder.path().join("pack.json");
            fs::write(&file, bytes).unwrap();
            read(&file)
                .map(|text| text.len())
                .map_err(|error| error.to_string())
        };
        assert_eq!(refusal(&[b' '; 1024 * 1024]), Ok(1024 * 1024));
        assert!(
            refusal(&[b' '; 1024 * 1024 + 1])
                .unwrap_err()
                .contains("1 MiB")
        );
        assert!(
            refusal(b"{\"name\": \"caf\xe9\"}")
                .unwrap_err()
                .contains("UTF-8")
        );
    }

    #[cfg(unix)]
    #[test]
    fn pipes_folders_devices_and_links_out_of_the_folder_are_refused_without_a_wait() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::NamedTempFile::new().unwrap();
        let at = |name: &str| folder.path().join(name);
        let made = std::process::Command::new("mkfifo")
            .arg(at("pipe.json"))
            .status();
        assert!(made.unwrap().success());
        fs::create_dir(at("folder.json")).unwrap();
        symlink("/dev/zero", at("device.json")).unwrap();
        symlink(elsewhere.path(), at("out.json")).unwrap();
        symlink("loop.json", at("loop.json")).unwrap();
        fs::write(at("plain.json"), "{}").unwrap();
        symlink("plain.json", at("within.json")).unwrap();
        for (name, reason) in [
            ("pipe.json", "no plain file"),
            ("folder.json", "no plain file"),
            ("device.json", "somewhere else"),
            ("out.json", "somewhere else"),
            ("loop.json", "could not be read"),
        ] {
            let error = read(&at(name)).unwrap_err().to_string();
            assert!(error.contains(reason), "{name}: {error}");
        }
        assert_eq!(read(&at("within.json")).unwrap(), "{}");
    }
}
