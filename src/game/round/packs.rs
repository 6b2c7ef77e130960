//! The packs of this server, ready to deal from.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cards::PackInPlay;
use crate::game::packs::pack::Pack;

/// The packs inside the binary.
const SHIPPED: [&str; 3] = [
    include_str!("../packs/classic.json"),
    include_str!("../packs/around_town.json"),
    include_str!("../packs/tall_tales.json"),
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
}
