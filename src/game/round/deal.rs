//! Dealing a round: who is the spy, where it takes place, and who is who there.

use rand::RngExt;
use rand::rngs::ChaCha20Rng;
use rand::seq::{IndexedRandom, SliceRandom};
use serde::{Deserialize, Serialize};

use crate::game::packs::pack::Pack;
use crate::game::people::seat::SeatId;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game::round::packs::Packs;
    use rand::SeedableRng;
    use std::collections::{BTreeMap, HashSet};
    use std::sync::{Arc, LazyLock};

    /// Read once: some tests deal thousands of times.
    static CLASSIC: LazyLock<Arc<Pack>> =
        LazyLock::new(|| Packs::shipped().get("classic").unwrap().clone());

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
    fn roles_do_not_repeat_while_unused_ones_are_left() {
        for seed in 0..200 {
            let mut counts = BTreeMap::<usize, u32>::new();
            for (_, card) in deal(seed, 10, &mut Vec::new()).hands {
                if let Card::Role(role) = card {
                    *counts.entry(role).or_default() += 1;
                }
            }
            // Nine innocents and nine roles: a table of ten never shares one.
            assert_eq!(counts.len(), 9);
            assert!(counts.values().all(|n| *n == 1));
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
    fn the_language_of_the_spys_card_says_nothing_about_the_location() {
        // Half of the list stands for the places that a language has.
        let mut both = [[0_u32; 2]; 2];
        for seed in 0..1_000 {
            let deal = deal(seed, 5, &mut Vec::new());
            both[usize::from(deal.location < 6)][usize::from(deal.language_of < 6)] += 1;
        }
        // 250 expected in each of the four; five standard deviations are 68.
        let counts = both.as_flattened();
        assert!(counts.iter().all(|n| (182..=318).contains(n)), "{both:?}");
    }
}
