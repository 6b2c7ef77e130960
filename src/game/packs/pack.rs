//! Location packs: where a round can take place, and who one can be there.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::spy_card::SpyCard;
use crate::game::round::cards::PackInPlay;

/// Locations in a pack.
const LOCATIONS: std::ops::RangeInclusive<usize> = 4..=100;

/// Roles of a location.
const ROLES: std::ops::RangeInclusive<usize> = 6..=12;

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

    fn check(&self) -> Result<(), PackError> {
        check_texts("", &[("id", &self.id), ("name", &self.name)])?;
        let count = self.locations.len();
        check(LOCATIONS.contains(&count), "locations", || {
            let (least, most) = (LOCATIONS.start(), LOCATIONS.end());
            format!("a pack has {least} to {most} locations")
        })?;
        self.check_lengths()?;
        check_unique("locations", self.locations.iter().map(|l| &l.id))?;
        check_unique("locations", self.locations.iter().map(|l| &l.name))?;
        for (index, location) in self.locations.iter().enumerate() {
            location.check(&format!("locations[{index}]"))?;
        }
        self.spy.as_ref().map_or(Ok(()), |spy| spy.check(self))
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

impl Location {
    fn check(&self, place: &str) -> Result<(), PackError> {
        let texts = [
            ("id", &self.id),
            ("name", &self.name),
            ("flavor", &self.flavor),
        ];
        check_texts(&format!("{place}."), &texts)?;
        let roles = format!("{place}.roles");
        check(ROLES.contains(&self.roles.len()), &roles, || {
            format!("a location has {} to {} roles", ROLES.start(), ROLES.end())
        })?;
        check_unique(&roles, self.roles.iter().map(|r| &r.id))?;
        check_unique(&roles, self.roles.iter().map(|r| &r.name))?;
        for (index, role) in self.roles.iter().enumerate() {
            let texts = [("id", &role.id), ("name", &role.name), ("hint", &role.hint)];
            check_texts(&format!("{roles}[{index}]."), &texts)?;
        }
        Ok(())
    }
}

fn check(holds: bool, place: &str, problem: impl FnOnce() -> String) -> Result<(), PackError> {
    if holds {
        return Ok(());
    }
    Err(PackError {
        place: place.to_owned(),
        problem: problem(),
    })
}

fn check_texts(place: &str, texts: &[(&str, &String)]) -> Result<(), PackError> {
    for (field, text) in texts {
        let place = format!("{place}{field}");
        check(!text.trim().is_empty(), &place, || "is empty".to_owned())?;
    }
    Ok(())
}

fn check_unique<'a>(
    place: &str,
    mut texts: impl Iterator<Item = &'a String>,
) -> Result<(), PackError> {
    let mut seen = HashSet::new();
    match texts.find(|text| !seen.insert(*text)) {
        None => Ok(()),
        Some(twice) => check(false, place, || format!("\"{twice}\" is there twice")),
    }
}

/// The packs inside the binary.
const SHIPPED: [&str; 3] = [
    include_str!("classic.json"),
    include_str!("around_town.json"),
    include_str!("tall_tales.json"),
];

/// The packs of this server, by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Packs(BTreeMap<String, Arc<PackInPlay>>);

impl Packs {
    /// The packs inside the binary.
    #[must_use]
    pub fn shipped() -> Self {
        let mut packs = Self::default();
        for text in SHIPPED {
            packs.insert(Pack::parse(text).expect("a test reads each of them"));
        }
        packs
    }

    /// Adds a pack; one of the same id is replaced.
    pub fn insert(&mut self, pack: Pack) {
        let id = pack.id.clone();
        self.0.insert(id, Arc::new(PackInPlay::new(Arc::new(pack))));
    }

    /// The pack of that id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Arc<Pack>> {
        self.in_play(id).map(|pack| pack.pack())
    }

    /// The pack of that id, with what its cards have in common.
    pub(in crate::game) fn in_play(&self, id: &str) -> Option<&Arc<PackInPlay>> {
        self.0.get(id)
    }

    /// All packs, in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Pack> {
        self.0.values().map(|pack| pack.pack().as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn broken(change: impl FnOnce(&mut Value)) -> PackError {
        let mut pack: Value = serde_json::from_str(include_str!("classic.json")).unwrap();
        change(&mut pack);
        Pack::parse(&pack.to_string()).unwrap_err()
    }

    #[test]
    fn each_shipped_pack_has_twelve_locations_of_nine_roles_and_a_difficulty() {
        let packs = Packs::shipped();
        let ids: Vec<&str> = packs.iter().map(|pack| pack.id.as_str()).collect();
        assert_eq!(ids, ["around_town", "classic", "tall_tales"]);
        for pack in packs.iter() {
            assert_eq!(pack.locations.len(), 12);
            assert!(pack.locations.iter().all(|l| l.roles.len() == 9));
            assert!(pack.difficulty.is_some() && pack.overlong().is_empty());
        }
        let classic = packs.get("classic").unwrap();
        for id in [
            "beach",
            "hospital",
            "school",
            "restaurant",
            "airport",
            "casino",
            "film_studio",
            "submarine",
            "space_station",
            "circus",
        ] {
            assert!(classic.index_of(id).is_some(), "{id}");
        }
    }

    #[test]
    fn a_bad_pack_is_reported_with_its_place() {
        let error = broken(|p| p["locations"][3]["roles"][2]["hint"] = json!(5));
        assert_eq!(error.place, "locations[3].roles[2].hint");
        let error = broken(|p| p["locations"][1]["flavor"] = json!("  "));
        assert_eq!(error.to_string(), "locations[1].flavor: is empty");
        let error = broken(|p| p["locations"][1]["id"] = json!("beach"));
        assert_eq!(error.to_string(), "locations: \"beach\" is there twice");
        let error = broken(|p| p["locations"] = json!([]));
        assert_eq!(error.place, "locations");
        let error = broken(|p| p["locations"][0]["roles"] = json!([]));
        assert_eq!(
            error.to_string(),
            "locations[0].roles: a location has 6 to 12 roles"
        );
        assert!(Pack::parse("{").is_err() && Pack::parse("[]").is_err());
    }
}
