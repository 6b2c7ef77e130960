//! Dealing a round: who is the spy, where it takes place, and who is who there.

use rand::RngExt;
use rand::rngs::ChaCha20Rng;
use rand::seq::{IndexedRandom, SliceRandom};
use serde::{Deserialize, Serialize};

use super::pack::{Location, Pack};
use super::seat::SeatId;
use super::spy_card::{decoys, spy_texts};

/// What one player holds this round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Card {
    /// Knows nothing.
    Spy,
    /// A role of the location, by its index there.
    Role(usize),
}

/// Who holds what, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Deal {
    /// Index of the location in the pack.
    pub(crate) location: usize,
    /// The round's players in a random order, with their cards.
    pub(crate) hands: Vec<(SeatId, Card)>,
    /// Index of a location drawn from the pack, whatever the round's own is: the spy's card is in the
    /// language of that one.
    #[serde(default)]
    pub(crate) language_of: usize,
}

impl Deal {
    /// Deals a round to `seats`. `used` holds the locations that have been; one of them comes again
    /// only when all have. Nothing without seats or locations.
    pub(crate) fn new(
        rng: &mut ChaCha20Rng,
        pack: &Pack,
        used: &mut Vec<usize>,
        mut seats: Vec<SeatId>,
    ) -> Option<Self> {
        seats.shuffle(rng);
        let spy = *seats.choose(rng)?;
        let location = draw_location(rng, pack.locations.len(), used)?;
        let mut roles = RoleDeck::new(pack.locations[location].roles.len());
        let hands = seats
            .into_iter()
            .map(|seat| match seat == spy {
                true => (seat, Card::Spy),
                false => (seat, Card::Role(roles.draw(rng))),
            })
            .collect();
        let language_of = rng.random_range(0..pack.locations.len());
        Some(Self {
            location,
            hands,
            language_of,
        })
    }

    pub(crate) fn card_of(&self, seat: SeatId) -> Option<Card> {
        let hand = self.hands.iter().find(|(id, _)| *id == seat);
        hand.map(|(_, card)| *card)
    }

    pub(crate) fn is_spy(&self, seat: SeatId) -> bool {
        self.card_of(seat) == Some(Card::Spy)
    }
}

fn draw_location(rng: &mut ChaCha20Rng, count: usize, used: &mut Vec<usize>) -> Option<usize> {
    if (0..count).all(|index| used.contains(&index)) {
        used.clear();
    }
    let fresh: Vec<usize> = (0..count).filter(|index| !used.contains(index)).collect();
    let location = *fresh.choose(rng)?;
    used.push(location);
    Some(location)
}

/// A location's roles, drawn without repetition until none is left, then all over again.
struct RoleDeck {
    count: usize,
    left: Vec<usize>,
}

impl RoleDeck {
    fn new(count: usize) -> Self {
        let left = Vec::new();
        Self { count, left }
    }

    fn draw(&mut self, rng: &mut ChaCha20Rng) -> usize {
        if self.left.is_empty() {
            self.left = (0..self.count).collect();
            self.left.shuffle(rng);
        }
        self.left.pop().unwrap_or(0)
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
pub(crate) fn role_data<'a>(pack: &'a Pack, deal: &Deal, card: Card) -> RoleData<'a> {
    let others = pack.others_on_a_card();
    match card {
        Card::Spy => spys_card(pack, deal.language_of),
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
fn spys_card(pack: &Pack, language_of: usize) -> RoleData<'_> {
    let texts = spy_texts(pack);
    let decoys = decoys(pack).take(pack.others_on_a_card());
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
pub(crate) fn longest_card(pack: &Pack) -> usize {
    let of_places = pack.locations.iter().map(longest_card_of);
    let of_the_spy = (0..pack.locations.len()).map(|index| spys_card(pack, index).text_len());
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
    use super::super::decoys::DECOYS;
    use super::super::pack::Packs;
    use super::*;
    use rand::SeedableRng;
    use std::collections::{BTreeMap, HashSet};
    use std::sync::{Arc, LazyLock};

    /// Read once: some tests deal thousands of times.
    static CLASSIC: LazyLock<Arc<Pack>> =
        LazyLock::new(|| Packs::shipped().get("classic").unwrap().clone());

    fn at(location: usize) -> Deal {
        Deal {
            location,
            hands: Vec::new(),
            language_of: 0,
        }
    }

    fn deal(seed: u64, players: u32, used: &mut Vec<usize>) -> Deal {
        let pack: &Pack = &CLASSIC;
        let rng = &mut ChaCha20Rng::seed_from_u64(seed);
        Deal::new(rng, pack, used, (0..players).map(SeatId).collect()).unwrap()
    }

    #[test]
    fn exactly_one_spy_and_every_seat_as_likely() {
        let mut spies = BTreeMap::<SeatId, u32>::new();
        for seed in 0..4_000 {
            let deal = deal(seed, 4, &mut Vec::new());
            let spy: Vec<_> = deal.hands.iter().filter(|(_, c)| *c == Card::Spy).collect();
            assert_eq!(spy.len(), 1);
            *spies.entry(spy[0].0).or_default() += 1;
        }
        // 1000 expected each; five standard deviations are 137.
        assert!(
            spies.values().all(|n| (863..=1137).contains(n)),
            "{spies:?}"
        );
    }

    #[test]
    fn d20_roles_do_not_repeat_while_unused_ones_are_left() {
        for seed in 0..200 {
            let mut counts = BTreeMap::<usize, u32>::new();
            for (_, card) in deal(seed, 10, &mut Vec::new()).hands {
                if let Card::Role(role) = card {
                    *counts.entry(role).or_default() += 1;
                }
            }
            // Nine innocents and seven roles: all seven once, two of them twice.
            assert_eq!(counts.len(), 7);
            assert_eq!(counts.values().filter(|n| **n == 2).count(), 2);
        }
    }

    #[test]
    fn a_location_does_not_come_again_until_all_have_been() {
        let mut used = Vec::new();
        for _ in 0..3 {
            let seen: HashSet<usize> = (0..12).map(|n| deal(n, 4, &mut used).location).collect();
            assert_eq!(seen.len(), 12);
        }
    }

    #[test]
    fn a_spy_card_has_the_shape_of_any_other_and_names_no_role() {
        let pack: &Pack = &CLASSIC;
        let spy = role_data(pack, &at(3), Card::Spy);
        let roles: HashSet<&str> = pack
            .locations
            .iter()
            .flat_map(|l| l.roles.iter().map(|r| r.name.as_str()))
            .collect();
        assert!(spy.other_roles.iter().all(|name| !roles.contains(name)));
        for index in 0..7 {
            let card = role_data(pack, &at(3), Card::Role(index));
            assert_eq!(card.other_roles.len(), spy.other_roles.len());
            assert_eq!(card.other_role_ids.len(), spy.other_role_ids.len());
            assert!(!card.other_role_ids.contains(&card.role_id));
            assert!(!card.other_roles.contains(&card.role));
            assert_eq!(card.possible_locations, spy.possible_locations);
        }
    }

    #[test]
    fn a_spy_card_does_not_depend_on_the_location() {
        let pack: &Pack = &CLASSIC;
        let cards: Vec<_> = (0..12)
            .map(|l| role_data(pack, &at(l), Card::Spy))
            .collect();
        assert!(cards.windows(2).all(|pair| pair[0] == pair[1]));
    }

    #[test]
    fn a_name_that_is_a_role_of_the_pack_is_no_decoy() {
        let mut pack = Pack::clone(&CLASSIC);
        pack.locations[3].roles[0].name = DECOYS[0].name.to_lowercase();
        let spy = role_data(&pack, &at(5), Card::Spy);
        assert!(!spy.other_roles.contains(&DECOYS[0].name));
        assert_eq!(spy.other_roles.len(), 6);
    }

    #[test]
    fn the_language_of_the_spys_card_says_nothing_about_the_location() {
        // Half of the list stands for the places that a language has.
        let mut both = [[0_u32; 2]; 2];
        for seed in 0..1_000 {
            let deal = deal(seed, 5, &mut Vec::new());
            let spy = role_data(&CLASSIC, &deal, Card::Spy);
            let language_of = CLASSIC.index_of(spy.language_of).unwrap();
            both[usize::from(deal.location < 6)][usize::from(language_of < 6)] += 1;
            let other = role_data(&CLASSIC, &deal, Card::Role(0));
            assert_eq!(other.language_of, other.location_id);
        }
        // 250 expected in each of the four; five standard deviations are 68.
        let counts = both.as_flattened();
        assert!(counts.iter().all(|n| (182..=318).contains(n)), "{both:?}");
    }
}
