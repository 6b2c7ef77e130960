//! Which languages the pages speak: those that have a catalogue in `www/lang/`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The catalogues there are, by BCP 47 tags. Adding a language is adding its files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Languages {
    /// Of what guests read, in order: `lang/<tag>.json`.
    pub(crate) tags: Vec<String>,
    /// Those of each shipped pack beside its own: `lang/packs/<id>.<tag>.json`.
    pub(crate) packs: BTreeMap<String, Vec<String>>,
}

impl Languages {
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

    #[test]
    fn a_region_reads_what_there_is_in_its_language() {
        let languages = Languages {
            tags: ["de", "pt-BR"].map(str::to_owned).to_vec(),
            ..Languages::default()
        };
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
