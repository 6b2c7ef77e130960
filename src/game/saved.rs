//! A game that was written down goes on: after a crash, an update, a power cut.

use std::sync::Arc;

use thiserror::Error;

use super::engine::Game;
use super::stage::Stage;
use super::tick::Tick;
use crate::game::packs::pack::Pack;
use crate::game::people::seat::{Presence, VOTE_WAITS_FOR_MANY};
use crate::game::round::cards::PackInPlay;
use crate::game::round::deal::Card;
use crate::game::round::packs::Packs;

/// Why a saved game can't go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotResumable {
    /// It was played with another pack than the one that was given.
    #[error("it does not fit its location pack")]
    PackMismatch,
}

impl Game {
    /// Makes a game that has just been read whole again: with the packs of this server and the `pack`
    /// it is played with, which need not be one of them any more. Nobody is connected yet, so everybody
    /// is lost from `now` on, and a running vote waits a little longer for them than for a reload.
    ///
    /// # Errors
    ///
    /// [`NotResumable::PackMismatch`] when `pack` is not the one the game was played with.
    pub fn resume_with(
        mut self,
        packs: Arc<Packs>,
        pack: Arc<Pack>,
        now: Tick,
    ) -> Result<Self, NotResumable> {
        let fits = pack.id == self.settings.location_pack
            && self
                .used_locations
                .iter()
                .all(|index| *index < pack.locations.len())
            && is_dealt_from(&self.stage, &pack);
        if !fits {
            return Err(NotResumable::PackMismatch);
        }
        self.pack = match packs.in_play(&pack.id) {
            Some(known) if *known.pack() == pack => Arc::clone(known),
            _ => Arc::new(PackInPlay::new(pack)),
        };
        self.packs = packs;
        self.now = self.now.max(now);
        let people = self.seats.iter_mut().filter(|seat| !seat.is_bot);
        for seat in people.filter(|seat| seat.is_here()) {
            seat.presence = Presence::lost(self.now, VOTE_WAITS_FOR_MANY);
        }
        self.host_screen = false;
        self.note_host();
        Ok(self)
    }

    /// The pack the game is played with.
    #[must_use]
    pub fn pack(&self) -> &Arc<Pack> {
        self.pack.pack()
    }
}

fn is_dealt_from(stage: &Stage, pack: &Pack) -> bool {
    let Some(round) = stage.round() else {
        return true;
    };
    let location = pack.locations.get(round.deal.location);
    let has = |card: &Card| match (card, location) {
        (Card::Spy, Some(_)) => true,
        (Card::Role(index), Some(location)) => *index < location.roles.len(),
        (_, None) => false,
    };
    let guess = stage.vote().and_then(|vote| vote.guess());
    round.deal.hands.iter().all(|(_, card)| has(card))
        && guess.is_none_or(|guess| guess.location < pack.locations.len())
}

/// How the generator is written down: where it stands in its stream.
pub(super) mod generator {
    use rand::rngs::ChaCha20Rng;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

    pub(in crate::game) fn serialize<S: Serializer>(
        rng: &ChaCha20Rng,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        rng.serialize_state().as_slice().serialize(serializer)
    }

    pub(in crate::game) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<ChaCha20Rng, D::Error> {
        let state: Vec<u8> = Vec::deserialize(deserializer)?;
        let state = state.as_slice().try_into();
        let state = state.map_err(|_| de::Error::custom("the generator's state has 49 bytes"))?;
        Ok(ChaCha20Rng::deserialize_state(state))
    }
}
