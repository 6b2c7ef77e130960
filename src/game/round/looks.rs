//! Who has looked at their card: once everybody has, the questions need not wait for the clock.

use crate::game::command::Actor;
use crate::game::engine::Game;
use crate::game::people::seat::Seat;
use crate::game::phase::Phase;
use crate::game::refusal::Refusal;
use crate::game::stage::{RoundInPlay, Step};
use crate::game::tick::{SECOND, Tick};

/// The cards stay at least so long.
const AT_LEAST: Tick = 3 * SECOND;

impl Game {
    pub(in crate::game) fn look(&mut self, actor: Actor) -> Result<(), Refusal> {
        self.require_phase(Phase::Roles)?;
        let (seat, _) = self.in_round(actor)?;
        match self.stage.in_play_mut().map(|play| &mut play.step) {
            Some(Step::Roles { looked }) if looked.contains(&seat) => Ok(()),
            Some(Step::Roles { looked }) => {
                looked.push(seat);
                Ok(())
            }
            _ => Err(Refusal::InvalidPhase),
        }
    }

    /// Since when, or from when on, nobody needs the cards any more; nothing while somebody here has not looked.
    /// Bots have, whoever is away is not waited for, and whoever has no card to look at either.
    pub(in crate::game) fn everybody_has_looked_at(&self) -> Option<Tick> {
        let play = self.stage.in_play()?;
        let RoundInPlay {
            round,
            step: Step::Roles { looked },
            clock,
            ..
        } = play
        else {
            return None;
        };
        let players = self.players_of(round);
        let people = players.iter().filter_map(|id| self.seat(*id));
        let people: Vec<&Seat> = people.filter(|seat| !seat.is_bot).collect();
        let here = || people.iter().filter(|seat| seat.is_here());
        let is_deserted = !people.is_empty() && here().count() == 0;
        let has_looked = |seat: &&Seat| looked.contains(&seat.id) || round.hides_card_of(seat.id);
        if is_deserted || !here().all(has_looked) {
            return None;
        }
        let (_, total) = clock.left(self.now)?;
        clock.shows(total.saturating_sub(AT_LEAST))
    }
}
