//! What a card says, the spy's and everybody else's.

use std::ops::Deref;
use std::sync::Arc;

use serde::Serialize;

use super::deal::{Card, Deal};
use crate::game::packs::pack::{Location, Pack};
use crate::game::packs::spy_card::{decoy, decoys, spy_texts};

/// A pack that can be played with, and what its cards have in common. That is worked out once for all rooms:
/// every state of every phone needs it, and in a large pack it takes a while.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct PackInPlay {
    pack: Arc<Pack>,
    /// Which decoys stand on the spy's card.
    decoys: Vec<usize>,
    /// No card has longer texts, in bytes of JSON.
    pub(crate) longest_card: usize,
}

impl PackInPlay {
    pub(crate) fn new(pack: Arc<Pack>) -> Self {
        let decoys: Vec<usize> = decoys(&pack).take(pack.others_on_a_card()).collect();
        let longest_card = longest_card(&pack, &decoys);
        Self {
            pack,
            decoys,
            longest_card,
        }
    }

    pub(crate) fn pack(&self) -> &Arc<Pack> {
        &self.pack
    }
}

impl Deref for PackInPlay {
    type Target = Pack;

    fn deref(&self) -> &Pack {
        &self.pack
    }
}

/// What a card says. Spy and non-spy cards have the same keys and the same number of entries in
/// each list, so that neither a glance nor the shape of a payload tells them apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub(crate) struct RoleData<'a> {
    /// Whether this is the spy's card.
    pub(crate) is_spy: bool,
    /// The location's id in the pack; on the spy's card `unknown`.
    pub(crate) location_id: &'a str,
    /// The id of the location whose language the card is in, where not all have been translated; on
    /// the spy's card that of one drawn from the list, which says nothing about the round's.
    pub(crate) language_of: &'a str,
    /// The location's name; on the spy's card a fixed text.
    pub(crate) location: &'a str,
    /// A line that paints the location; on the spy's card a fixed text.
    pub(crate) flavor: &'a str,
    /// The role's id in its location; on the spy's card `spy`.
    pub(crate) role_id: &'a str,
    /// The role's name; on the spy's card a fixed text.
    pub(crate) role: &'a str,
    /// A line that helps to play the role; on the spy's card a fixed text.
    pub(crate) hint: &'a str,
    /// Other roles of the location; on the spy's card names that belong to no location of the pack.
    pub(crate) other_roles: Vec<&'a str>,
    /// The ids of those roles, in the same order; on the spy's card those of the decoys.
    pub(crate) other_role_ids: Vec<&'a str>,
    /// Every location of the pack, in the pack's order.
    pub(crate) possible_locations: Vec<LocationName<'a>>,
}

/// A location as lists show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "contract", schemars(rename = "Place"))]
pub(crate) struct LocationName<'a> {
    /// Its id in the pack.
    pub(crate) id: &'a str,
    /// Its name.
    pub(crate) name: &'a str,
}

impl<'a> From<&'a Location> for LocationName<'a> {
    fn from(location: &'a Location) -> Self {
        Self {
            id: &location.id,
            name: &location.name,
        }
    }
}

/// What the holder of `card` may read.
pub(crate) fn role_data<'a>(pack: &'a PackInPlay, deal: &Deal, card: Card) -> RoleData<'a> {
    let others = pack.others_on_a_card();
    match card {
        Card::Spy => spys_card(pack, &pack.decoys, deal.language_of),
        Card::Role(index) => {
            let place = &pack.locations[deal.location];
            let (before, from) = place.roles.split_at(index);
            let (role, after) = (&from[0], &from[1..]);
            let other_roles = after.iter().chain(before).take(others);
            let other_role_ids = other_roles.clone().map(|other| other.id.as_str());
            RoleData {
                is_spy: false,
                location_id: &place.id,
                language_of: &place.id,
                location: &place.name,
                flavor: &place.flavor,
                role_id: &role.id,
                role: &role.name,
                hint: &role.hint,
                other_role_ids: other_role_ids.collect(),
                other_roles: other_roles.map(|other| other.name.as_str()).collect(),
                possible_locations: possible_locations(pack),
            }
        }
    }
}

/// What the spy reads, in the language of the location of that index.
fn spys_card<'a>(pack: &'a Pack, decoys: &[usize], language_of: usize) -> RoleData<'a> {
    let texts = spy_texts(pack);
    let decoys = decoys.iter().filter_map(|index| decoy(pack, *index));
    let (other_role_ids, other_roles) = decoys.map(|decoy| (decoy.id, decoy.name)).unzip();
    let language_of = pack.locations.get(language_of);
    RoleData {
        is_spy: true,
        location_id: "unknown",
        language_of: language_of.map_or("", |place| &place.id),
        location: texts.location,
        flavor: texts.flavor,
        role_id: "spy",
        role: texts.role,
        hint: texts.hint,
        other_roles,
        other_role_ids,
        possible_locations: possible_locations(pack),
    }
}

impl RoleData<'_> {
    /// How many bytes the texts of the card take as JSON.
    pub(crate) fn text_len(&self) -> usize {
        let texts = [
            self.location_id,
            self.language_of,
            self.location,
            self.flavor,
            self.role_id,
            self.role,
            self.hint,
        ];
        let others = self.other_roles.iter().chain(&self.other_role_ids);
        let texts = texts.iter().chain(others);
        texts.map(|text| escaped_len(text)).sum::<usize>() + self.is_spy.to_string().len()
    }
}

/// No card of the pack has longer texts than this, in bytes of JSON: neither the spy's nor any role's.
fn longest_card(pack: &Pack, decoys: &[usize]) -> usize {
    let of_places = pack.locations.iter().map(longest_card_of);
    let of_the_spy = (0..pack.locations.len()).map(|n| spys_card(pack, decoys, n).text_len());
    of_places.chain(of_the_spy).max().unwrap_or(0)
}

fn longest_card_of(place: &Location) -> usize {
    let names = place.roles.iter().flat_map(|role| [&role.id, &role.name]);
    let hints = place.roles.iter().map(|role| escaped_len(&role.hint));
    // The id stands there twice: the card is in the language of its own location.
    let texts = [&place.id, &place.id, &place.name, &place.flavor]
        .into_iter()
        .chain(names);
    let texts: usize = texts.map(|text| escaped_len(text)).sum();
    texts + hints.max().unwrap_or(0) + false.to_string().len()
}

/// How many bytes a text takes within the quotes of JSON, or a few more.
pub(crate) fn escaped_len(text: &str) -> usize {
    /// The longest escape, `\u001f`, beside the byte itself.
    const ESCAPE: usize = 5;
    let escaped = text
        .bytes()
        .filter(|byte| matches!(byte, b'"' | b'\\' | 0..0x20));
    text.len() + ESCAPE * escaped.count()
}

/// The pack's locations, in an order that does not depend on the round.
pub(crate) fn possible_locations(pack: &Pack) -> Vec<LocationName<'_>> {
    pack.locations.iter().map(LocationName::from).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::sync::LazyLock;

    use super::*;
    use crate::game::packs::decoys::DECOYS;
    use crate::game::round::packs::Packs;

    static CLASSIC: LazyLock<PackInPlay> =
        LazyLock::new(|| PackInPlay::new(Packs::shipped().get("classic").unwrap().clone()));

    fn at(location: usize) -> Deal {
        Deal {
            location,
            hands: Vec::new(),
            language_of: 0,
        }
    }

    #[test]
    fn a_spy_card_has_the_shape_of_any_other_and_names_no_role() {
        let pack = &*CLASSIC;
        let spy = role_data(pack, &at(3), Card::Spy);
        let roles: HashSet<&str> = pack
            .locations
            .iter()
            .flat_map(|l| l.roles.iter().map(|r| r.name.as_str()))
            .collect();
        assert!(spy.other_roles.iter().all(|name| !roles.contains(name)));
        for index in 0..9 {
            let card = role_data(pack, &at(3), Card::Role(index));
            assert_eq!(card.other_roles.len(), spy.other_roles.len());
            assert_eq!(card.other_role_ids.len(), spy.other_role_ids.len());
            assert!(!card.other_role_ids.contains(&card.role_id));
            assert!(!card.other_roles.contains(&card.role));
            assert_eq!(card.language_of, card.location_id);
            assert_eq!(card.possible_locations, spy.possible_locations);
        }
    }

    #[test]
    fn a_spy_card_does_not_depend_on_the_location() {
        let pack = &*CLASSIC;
        let cards: Vec<_> = (0..12)
            .map(|l| role_data(pack, &at(l), Card::Spy))
            .collect();
        assert!(cards.windows(2).all(|pair| pair[0] == pair[1]));
    }

    #[test]
    fn a_name_that_is_a_role_of_the_pack_is_no_decoy() {
        let mut pack = Pack::clone(CLASSIC.pack());
        pack.locations[3].roles[0].name = DECOYS[0].name.to_lowercase();
        let pack = PackInPlay::new(Arc::new(pack));
        let spy = role_data(&pack, &at(5), Card::Spy);
        assert!(!spy.other_roles.contains(&DECOYS[0].name));
        assert_eq!(spy.other_roles.len(), 8);
    }
}
