//! Location packs of one's own: read from a folder at start, beside the shipped ones.

use std::path::Path;

use thiserror::Error;
use tracing::{info, warn};

use super::pack_file::{self, PackFileError};
use crate::game::{Pack, PackError, Packs};

/// Why a file is left out.
#[derive(Debug, Error)]
enum LeftOut {
    #[error(transparent)]
    Unread(#[from] PackFileError),
    #[error(transparent)]
    Bad(#[from] PackError),
}

/// The shipped packs and those in the `*.json` files of `folder`; an empty name is no folder. A bad
/// pack is reported with its file and place and left out; one with the id of a shipped pack takes
/// its place.
pub(super) fn load(folder: &str) -> Packs {
    let mut packs = Packs::shipped();
    if folder.is_empty() {
        return packs;
    }
    let files = match pack_file::list(Path::new(folder)) {
        Ok(files) => files,
        Err(error) => {
            warn!(folder, %error, "could not read packs_dir, playing with the shipped packs");
            return packs;
        }
    };
    for file in files {
        match read(&file) {
            Ok(pack) => {
                info!(file = %file.display(), pack = pack.id, "location pack read");
                if let Some(first) = pack.overlong().first() {
                    warn!(file = %file.display(), %first, "texts of this pack are long");
                }
                packs.insert(pack);
            }
            Err(error) => warn!(file = %file.display(), %error, "location pack left out"),
        }
    }
    packs
}

fn read(file: &Path) -> Result<Pack, LeftOut> {
    Ok(Pack::parse(&pack_file::read(file)?)?)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn good_packs_are_read_and_bad_ones_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let classic = include_str!("../game/packs/classic.json");
        let pirates = classic.replacen("\"classic\"", "\"pirates\"", 1);
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        write("pirates.json", &pirates);
        write("broken.json", &pirates[..500]);
        write("empty.json", "");
        write("notes.txt", "not a pack");
        let packs = load(folder.path().to_str().unwrap());
        let ids: Vec<&str> = packs.iter().map(|pack| pack.id.as_str()).collect();
        assert_eq!(ids, ["classic", "pirates"]);
    }

    #[test]
    fn a_folder_that_is_not_there_leaves_the_shipped_packs() {
        assert_eq!(load("/nowhere/at/all"), Packs::shipped());
        assert_eq!(load(""), Packs::shipped());
    }
}
