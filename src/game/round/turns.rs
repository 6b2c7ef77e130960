//! Who asks whom.

use rand::rngs::ChaCha20Rng;
use rand::seq::IndexedRandom;
use serde::{Deserialize, Serialize};

use crate::game::people::seat::SeatId;

/// The pair the game proposes; people talk aloud.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Turn {
    pub(crate) questioner: SeatId,
    pub(crate) answerer: SeatId,
}

impl Turn {
    /// The first pair of a round; nothing with fewer than two players.
    pub(crate) fn first(rng: &mut ChaCha20Rng, players: &[SeatId]) -> Option<Self> {
        let questioner = *players.choose(rng)?;
        Self::asked_by(rng, questioner, None, players)
    }

    /// The pair after this one: whoever was asked asks next, and does not ask back the one who has
    /// just asked as long as there are more than three players. If the one who was asked is not
    /// among `players` any more, another asks.
    pub(crate) fn next(self, rng: &mut ChaCha20Rng, players: &[SeatId]) -> Option<Self> {
        if !players.contains(&self.answerer) {
            return Self::first(rng, players);
        }
        let asked_before = (players.len() > 3).then_some(self.questioner);
        Self::asked_by(rng, self.answerer, asked_before, players)
    }

    fn asked_by(
        rng: &mut ChaCha20Rng,
        questioner: SeatId,
        not: Option<SeatId>,
        players: &[SeatId],
    ) -> Option<Self> {
        let may_answer = |seat: &SeatId| *seat != questioner && Some(*seat) != not;
        let others: Vec<SeatId> = players.iter().copied().filter(may_answer).collect();
        let answerer = *others.choose(rng)?;
        Some(Self {
            questioner,
            answerer,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;

    fn seats(count: u32) -> Vec<SeatId> {
        (0..count).map(SeatId).collect()
    }

    #[test]
    fn whoever_was_asked_asks_next_and_does_not_ask_back() {
        let rng = &mut ChaCha20Rng::seed_from_u64(1);
        let players = seats(5);
        let mut turn = Turn::first(rng, &players).unwrap();
        for _ in 0..500 {
            let next = turn.next(rng, &players).unwrap();
            assert_eq!(next.questioner, turn.answerer);
            assert_ne!(next.answerer, turn.questioner);
            assert_ne!(next.answerer, next.questioner);
            turn = next;
        }
    }

    #[test]
    fn three_players_may_ask_back() {
        let rng = &mut ChaCha20Rng::seed_from_u64(2);
        let players = seats(3);
        let mut turn = Turn::first(rng, &players).unwrap();
        let mut asked_back = false;
        for _ in 0..100 {
            let next = turn.next(rng, &players).unwrap();
            asked_back |= next.answerer == turn.questioner;
            turn = next;
        }
        assert!(asked_back);
    }

    #[test]
    fn removing_a_player_never_breaks_the_turn_order() {
        for seed in 0..200 {
            let rng = &mut ChaCha20Rng::seed_from_u64(seed);
            let mut players = seats(10);
            let mut turn = Turn::first(rng, &players).unwrap();
            while players.len() > 2 {
                let out = *players.choose(rng).unwrap();
                players.retain(|seat| *seat != out);
                turn = turn.next(rng, &players).unwrap();
                assert!(players.contains(&turn.questioner) && players.contains(&turn.answerer));
                assert_ne!(turn.questioner, turn.answerer);
            }
        }
    }
}
