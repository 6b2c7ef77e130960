//! Location packs: where a round can take place, and who one can be there.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// A set of locations to play with.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// What settings call it.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// One line for the lobby.
    pub description: String,
    /// Counts up when its texts change.
    pub version: u32,
    /// The language of its texts, as a BCP 47 tag.
    pub language: String,
    /// How hard its places are to hide at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difficulty: Option<Difficulty>,
    /// Where a round can take place.
    pub locations: Vec<Location>,
    /// The spy's card in the language of the pack; English without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spy: Option<SpyCard>,
}

/// How hard a pack's places are to hide at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub enum Difficulty {
    /// Everybody has been there.
    Familiar,
    /// One has to think what people do there.
    Tricky,
    /// Nobody has been there.
    Silly,
}

/// A place, and who one can be there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Location {
    /// Unique in its pack.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// A line that paints it.
    pub flavor: String,
    /// Six to twelve roles.
    pub roles: Vec<Role>,
}

/// Who one can be at a location.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Unique in its location.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// A line that helps to play it.
    pub hint: String,
}

/// Every text of the spy's card, in the language of a pack. A card in any other language than the
/// others' would give the spy away at a glance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SpyCard {
    /// In place of the location's name: "Unknown".
    pub location: String,
    /// In place of the role's name: "Spy".
    pub role: String,
    /// In place of the line that paints the location.
    pub flavor: String,
    /// In place of the line that helps to play the role.
    pub hint: String,
    /// In place of the others who could be here: roles that fit anywhere.
    pub decoys: Vec<String>,
}

/// What is wrong with a pack, and where.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{place}: {problem}")]
pub struct PackError {
    /// The field, as a path: `locations[3].roles[0].hint`.
    pub place: String,
    /// What is wrong with it.
    pub problem: String,
}

impl PackError {
    pub(in crate::game) fn new(place: &str, problem: &str) -> Self {
        Self {
            place: place.to_owned(),
            problem: problem.to_owned(),
        }
    }
}

impl Pack {
    /// Reads and checks a pack.
    ///
    /// # Errors
    ///
    /// Says which field is missing, of the wrong type, empty, too long or not unique.
    pub fn parse(json: &str) -> Result<Self, PackError> {
        let pack = Self::kept(json)?;
        pack.check()?;
        Ok(pack)
    }

    /// Reads a pack that was checked when its room began to play with it: a limit that came later ends
    /// no game.
    ///
    /// # Errors
    ///
    /// Says which field is missing or of the wrong type.
    pub fn kept(json: &str) -> Result<Self, PackError> {
        let source = &mut serde_json::Deserializer::from_str(json);
        serde_path_to_error::deserialize(source).map_err(|error| PackError {
            place: error.path().to_string(),
            problem: error.inner().to_string(),
        })
    }

    /// The location of that id.
    pub(crate) fn index_of(&self, location_id: &str) -> Option<usize> {
        self.locations.iter().position(|l| l.id == location_id)
    }

    /// How many roles every location of the pack has at least.
    pub(crate) fn fewest_roles(&self) -> usize {
        let counts = self.locations.iter().map(|l| l.roles.len());
        counts.min().unwrap_or(0)
    }

    /// How many other roles every card of the pack names.
    pub(crate) fn others_on_a_card(&self) -> usize {
        self.fewest_roles().saturating_sub(1)
    }

    /// Whether somebody at one of the locations is called that.
    pub(crate) fn has_role(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        let mut roles = self.locations.iter().flat_map(|place| &place.roles);
        roles.any(|role| role.name.to_lowercase() == name)
    }
}
