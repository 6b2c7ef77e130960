//! Which languages the pages speak: those that have a catalogue in `www/lang/`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The catalogues there are, by BCP 47 tags. Adding a language is adding its files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Languages {
    /// Of what guests read, in order: `lang/<tag>.json`.
    tags: Vec<String>,
    /// Those of each shipped pack beside its own: `lang/packs/<id>.<tag>.json`.
    packs: BTreeMap<String, Vec<String>>,
}

impl Languages {
    /// Those that have catalogues among files of these paths, which come in order.
    pub(crate) fn of<'a>(paths: impl Iterator<Item = &'a str>) -> Self {
        let mut languages = Self::default();
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

    /// All of them, in order.
    #[must_use]
    pub fn tags(&self) -> &[String] {
        &self.tags
    }

    /// Those in which there are texts for the shipped pack of that id, beside its own.
    #[must_use]
    pub fn of_pack(&self, id: &str) -> &[String] {
        self.packs.get(id).map_or(&[], Vec::as_slice)
    }

    /// Which of them somebody reads who asks for `language`: for `de-AT` that is `de`.
    #[must_use]
    pub fn nearest(&self, language: &str) -> Option<&str> {
        let main = |tag: &str| {
            tag.split('-')
                .next()
                .unwrap_or_default()
                .to_ascii_lowercase()
        };
        let exact = self
            .tags
            .iter()
            .find(|tag| tag.eq_ignore_ascii_case(language));
        let near = || self.tags.iter().find(|tag| main(tag) == main(language));
        exact.or_else(near).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn languages() -> Languages {
        let paths = [
            "js/lang.js",
            "lang/de.json",
            "lang/host/en.json",
            "lang/packs/classic.pt-BR.json",
            "lang/pt-BR.json",
        ];
        Languages::of(paths.into_iter())
    }

    #[test]
    fn languages_are_what_there_are_files_of() {
        let languages = languages();
        assert_eq!(languages.tags(), ["de", "pt-BR"]);
        assert_eq!(languages.of_pack("classic"), ["pt-BR"]);
        assert!(languages.of_pack("pirates").is_empty());
    }

    #[test]
    fn a_region_reads_what_there_is_in_its_language() {
        let languages = languages();
        for (asked, read) in [
            ("DE", Some("de")),
            ("de-AT", Some("de")),
            ("pt", Some("pt-BR")),
            ("pl", None),
            ("", None),
        ] {
            assert_eq!(languages.nearest(asked), read, "{asked}");
        }
    }
}
