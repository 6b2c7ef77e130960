//! Which languages the pages speak: those that have a catalogue in `www/lang/`.

use std::collections::BTreeMap;

use super::files::Files;
use crate::game::SpyCard;

/// Texts by key.
type Catalogue = BTreeMap<String, String>;

/// The catalogues of the pages, by language. Adding a language is adding its files.
#[derive(Debug, Clone, Default)]
pub(in crate::server) struct Languages {
    /// What guests read, by BCP 47 tag: `lang/<tag>.json`.
    guests: BTreeMap<String, Catalogue>,
    /// The languages of each shipped pack beside its own: `lang/packs/<id>.<tag>.json`.
    packs: BTreeMap<String, Vec<String>>,
}

impl Languages {
    /// Those of this server.
    pub(in crate::server) fn read() -> Self {
        Self::of(&Files::read())
    }

    pub(super) fn of(files: &Files) -> Self {
        let mut languages = Self::default();
        for (path, file) in files.iter() {
            let name = path.strip_prefix("lang/");
            let Some(name) = name.and_then(|name| name.strip_suffix(".json")) else {
                continue;
            };
            if let Some(pack) = name.strip_prefix("packs/") {
                if let Some((id, tag)) = pack.split_once('.') {
                    let tags = languages.packs.entry(id.to_owned()).or_default();
                    tags.push(tag.to_owned());
                }
            } else if !name.contains('/') {
                // What is not JSON is found out by the tests of the pages.
                let texts = serde_json::from_slice(&file.data).unwrap_or_default();
                languages.guests.insert(name.to_owned(), texts);
            }
        }
        languages
    }

    /// All of them, as BCP 47 tags, in order.
    pub(in crate::server) fn tags(&self) -> impl Iterator<Item = &str> {
        self.guests.keys().map(String::as_str)
    }

    /// Those in which there are texts for the shipped pack of that id, beside its own.
    pub(in crate::server) fn of_pack(&self, id: &str) -> &[String] {
        self.packs.get(id).map_or(&[], Vec::as_slice)
    }

    /// The text of a key in each language that has it.
    pub(super) fn text<'a>(&'a self, key: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let texts = self.guests.iter();
        texts.filter_map(move |(tag, texts)| Some((tag.as_str(), texts.get(key)?.as_str())))
    }

    /// The spy's card in a language: `de-AT` reads what there is in `de`.
    pub(in crate::server) fn spy_card(&self, language: &str) -> Option<SpyCard> {
        let texts = self.catalogue(language)?;
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

    fn catalogue(&self, language: &str) -> Option<&Catalogue> {
        let main = |tag: &str| {
            tag.split('-')
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase()
        };
        let exact = self
            .guests
            .iter()
            .find(|(tag, _)| tag.eq_ignore_ascii_case(language));
        let near = || {
            self.guests
                .iter()
                .find(|(tag, _)| main(tag) == main(language))
        };
        exact.or_else(near).map(|(_, texts)| texts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_what_there_are_files_of() {
        let files = Files::of(&[
            ("lang/en.json", "{\"card.spy\": \"Spy\"}"),
            ("lang/pt-BR.json", "{\"card.spy\": \"Espi\u{e3}o\"}"),
            ("lang/host/en.json", "{}"),
            ("lang/packs/classic.pt-BR.json", "{}"),
            ("js/lang.js", ""),
        ]);
        let languages = Languages::of(&files);
        assert_eq!(languages.tags().collect::<Vec<_>>(), ["en", "pt-BR"]);
        assert_eq!(languages.of_pack("classic"), ["pt-BR"]);
        assert!(languages.of_pack("pirates").is_empty());
        let spy: Vec<_> = languages.text("card.spy").collect();
        assert_eq!(spy, [("en", "Spy"), ("pt-BR", "Espi\u{e3}o")]);
    }

    #[test]
    fn the_spys_card_is_there_in_every_language_of_the_pages_and_its_regions() {
        let languages = Languages::read();
        assert!(languages.tags().count() >= 6);
        for tag in languages.tags() {
            assert!(languages.spy_card(tag).unwrap().decoys.len() >= 12, "{tag}");
        }
        let role = |tag: &str| languages.spy_card(tag).map(|card| card.role);
        assert_eq!(role("de-AT"), role("de"));
        assert_eq!(role("FR").as_deref(), Some("Espion"));
        assert_eq!(role("pl"), None);
        assert_eq!(role(""), None);
    }
}
