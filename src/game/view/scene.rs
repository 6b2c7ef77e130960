//! What has happened in the room, told by comparing two scenes; nothing in one is a secret.

use crate::game::engine::Game;
use crate::game::people::seat::{PresenceStatus, SeatId};
use crate::game::phase::{PauseReason, Phase};
use crate::game::round::state::{CallOff, Verdict};

/// What everybody in the room could see at one moment. Two of them tell what happened in between.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scene {
    /// The phase, below a pause.
    pub phase: Option<Phase>,
    /// Why the game is paused, if it is.
    pub pause: Option<PauseReason>,
    /// The round's number; 0 before the first.
    pub round: u32,
    /// Deals there have been; a round that was called off is dealt again under its number.
    pub deals: u32,
    /// Votes that have begun in the round.
    pub vote_number: u32,
    /// Who called the vote.
    pub vote_caller: Option<String>,
    /// How the vote ended. The reveal keeps it back until its last beat, and so must whoever tells it.
    pub verdict: Option<Verdict>,
    /// Why the last round was called off.
    pub called_off: Option<CallOff>,
    /// Who has won, by their seats, and with how many points; nobody before the end of the game.
    pub winners: Option<SceneWinners>,
    /// Everybody on the board.
    pub seats: Vec<SceneSeat>,
}

/// Who has won a game.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SceneWinners {
    /// Their names; several are equal.
    pub names: Vec<String>,
    /// The points of each.
    pub score: i32,
}

/// One player in a [`Scene`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SceneSeat {
    /// The seat.
    pub id: SeatId,
    /// Its player's name.
    pub name: String,
    /// Whether the player is here.
    pub status: PresenceStatus,
    /// Whether the player has left, or has been away for too long.
    pub is_gone: bool,
    /// Whether the player has host rights.
    pub is_host: bool,
    /// Whether the player has locked a vote in.
    pub has_voted: bool,
}

impl Game {
    /// What everybody in the room can see now.
    #[must_use]
    pub fn scene(&self) -> Scene {
        let round = self.stage.round();
        let listed = self.seats.iter().filter(|seat| seat.is_listed());
        let seats = listed.map(|seat| SceneSeat {
            id: seat.id,
            name: seat.name.to_string(),
            status: seat.status(self.now),
            is_gone: !seat.is_held(),
            is_host: seat.may_host(),
            has_voted: self.has_voted(seat.id),
        });
        let caller = self.stage.vote().and_then(|vote| vote.caller);
        Scene {
            phase: Some(self.stage.phase()),
            pause: self.pause.map(|pause| pause.reason),
            round: round.map_or(0, |round| round.number),
            deals: round.map_or(0, |round| round.deals),
            vote_number: round.map_or(0, |round| round.votes_begun),
            vote_caller: caller
                .and_then(|id| self.name_of(id))
                .map(ToOwned::to_owned),
            verdict: self.stage.outcome().map(|outcome| outcome.verdict),
            called_off: self.called_off,
            winners: self.scene_winners(),
            seats: seats.collect(),
        }
    }

    fn scene_winners(&self) -> Option<SceneWinners> {
        if !self.is_over() {
            return None;
        }
        let winners = self.winners();
        Some(SceneWinners {
            score: winners.first()?.score,
            names: winners.iter().map(|seat| seat.name.to_string()).collect(),
        })
    }
}
