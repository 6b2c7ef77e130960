//! A pack in a list to choose from.

use serde::Serialize;

use super::pack::{Difficulty, Pack};

/// A pack in a list to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "Pack"))]
pub struct PackSummary<'a> {
    /// What settings call it.
    pub id: &'a str,
    /// What people call it.
    pub name: &'a str,
    /// One line for the lobby.
    pub description: &'a str,
    /// The language of its texts, as a BCP 47 tag.
    pub language: &'a str,
    /// Counts up when its texts change.
    pub version: u32,
    /// How hard its places are to hide at, where the pack says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difficulty: Option<Difficulty>,
    /// Places it has.
    pub location_count: usize,
    /// Roles of all its places.
    pub role_count: usize,
    /// The languages beside its own in which the pages have its texts, as BCP 47 tags.
    pub translations: &'a [String],
}

impl<'a> PackSummary<'a> {
    /// The pack, of which there are texts in `translations`, too.
    #[must_use]
    pub fn new(pack: &'a Pack, translations: &'a [String]) -> Self {
        Self {
            id: &pack.id,
            name: &pack.name,
            description: &pack.description,
            language: &pack.language,
            version: pack.version,
            difficulty: pack.difficulty,
            location_count: pack.locations.len(),
            role_count: pack.locations.iter().map(|place| place.roles.len()).sum(),
            translations,
        }
    }
}
