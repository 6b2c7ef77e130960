//! Location packs of one's own: read from a folder at start, beside the shipped ones.

use std::path::Path;

use thiserror::Error;
use tracing::{info, warn};

use super::pack_file::{self, PackFileError};
use crate::game::{Pack, PackError, Packs, SpyCard};
use crate::pages::{Languages, Pages};

/// Why a file is left out.
#[derive(Debug, Error)]
enum LeftOut {
    #[error(transparent)]
    Unread(#[from] PackFileError),
    #[error(transparent)]
    Bad(#[from] PackError),
    #[error(
        "spy: is missing. The pages do not speak \"{language}\", only {there}; a pack in another language \
         brings the texts of the spy's card: location, role, flavor, hint and decoys"
    )]
    NoSpyCard { language: String, there: String },
}

/// The shipped packs and those in the `*.json` files of `folder`; an empty name is no folder. A bad
/// pack is reported with its file and place and left out; one with the id of a shipped pack takes
/// its place.
pub(super) fn load(folder: &str, pages: &Pages) -> Packs {
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
        match read(&file, pages) {
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

fn read(file: &Path, pages: &Pages) -> Result<Pack, LeftOut> {
    with_spy_card(Pack::parse(&pack_file::read(file)?)?, pages)
}

/// The pack with a spy's card in the language of its other cards: its own, or that of the pages.
fn with_spy_card(mut pack: Pack, pages: &Pages) -> Result<Pack, LeftOut> {
    if pack.spy.is_none() {
        pack.spy = spy_card(&pack.language, pages);
    }
    if pack.spy.is_none() {
        return Err(LeftOut::NoSpyCard {
            there: pages.languages().tags().join(", "),
            language: pack.language,
        });
    }
    Ok(pack)
}

/// The spy's card in a language that the pages speak.
fn spy_card(language: &str, pages: &Pages) -> Option<SpyCard> {
    let texts = pages.texts(pages.languages().nearest(language)?)?;
    let text = |key: &str| texts.get(key).cloned();
    let decoys = texts.iter().filter(|(key, _)| key.starts_with("decoy."));
    Some(SpyCard {
        location: text("card.unknown")?,
        role: text("card.spy")?,
        flavor: text("card.spy_flavor")?,
        hint: text("card.spy_hint")?,
        decoys: decoys.map(|(_, name)| name.clone()).collect(),
    })
}

/// The languages beside its own in which the pages have the texts of a pack. They are those of the
/// shipped one: a pack that has taken its place is read as it is written.
pub(super) fn translations<'a>(pack: &Pack, languages: &'a Languages) -> &'a [String] {
    // Only what was read from a file has a spy's card of its own.
    match pack.spy {
        None => languages.of_pack(&pack.id),
        Some(_) => &[],
    }
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
        let packs = load(folder.path().to_str().unwrap(), &Pages::new(10));
        let ids: Vec<&str> = packs.iter().map(|pack| pack.id.as_str()).collect();
        assert_eq!(ids, ["around_town", "classic", "pirates", "tall_tales"]);
    }

    #[test]
    fn a_folder_that_is_not_there_leaves_the_shipped_packs() {
        assert_eq!(load("/nowhere/at/all", &Pages::new(10)), Packs::shipped());
        assert_eq!(load("", &Pages::new(10)), Packs::shipped());
    }

    /// The shipped pack as somebody might have written it in another language.
    fn pack_in(language: &str, spy: &str) -> Result<Pack, String> {
        let text = include_str!("../game/packs/classic.json")
            .replacen("\"en\"", &format!("\"{language}\""), 1)
            .replacen("\"locations\": [", &format!("{spy}\"locations\": ["), 1);
        let pack = Pack::parse(&text).map_err(|error| error.to_string())?;
        with_spy_card(pack, &Pages::new(10)).map_err(|error| error.to_string())
    }

    #[test]
    fn the_spy_of_a_german_pack_reads_german_whatever_the_phone_speaks() {
        let spy = pack_in("de", "").unwrap().spy.unwrap();
        assert_eq!(
            (spy.location.as_str(), spy.role.as_str()),
            ("Unbekannt", "Spion")
        );
        assert!(spy.decoys.contains(&"Stammgast".to_owned()));
        assert_eq!(pack_in("de-CH", "").unwrap().spy, Some(spy));
    }

    #[test]
    fn the_spys_card_is_there_in_every_language_of_the_pages() {
        let pages = Pages::new(10);
        assert!(pages.languages().tags().len() >= 6);
        for tag in pages.languages().tags() {
            assert!(spy_card(tag, &pages).unwrap().decoys.len() >= 12, "{tag}");
        }
        assert_eq!(spy_card("pl", &pages), None);
    }

    #[test]
    fn a_polish_pack_brings_the_spys_card_or_is_left_out() {
        let spy = r#""spy": { "location": "Nieznane", "role": "Szpieg", "flavor": "Gdzie my?", "hint": "Ciii.",
            "decoys": ["Bywalec", "Nowicjusz", "Pomocnik", "Gap", "Znawca", "Samotnik", "Plotkarz", "Milczek"] }, "#;
        assert_eq!(pack_in("pl", spy).unwrap().spy.unwrap().role, "Szpieg");
        let left_out = pack_in("pl", "").unwrap_err();
        assert!(
            left_out.starts_with("spy: is missing. The pages do not speak \"pl\", only de, en")
        );
    }

    #[test]
    fn only_a_shipped_pack_is_translated_by_the_pages() {
        let languages = Pages::new(10).languages();
        let shipped = Packs::shipped();
        let classic = shipped.get("classic").unwrap();
        assert!(translations(classic, &languages).contains(&"de".to_owned()));
        assert!(translations(&pack_in("en", "").unwrap(), &languages).is_empty());
    }
}
