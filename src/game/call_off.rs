//! A round that cannot go on is called off, and dealt again.

use super::engine::Game;
use super::flow::FEWEST_IN_A_ROUND;
use super::phase::Clock;
use super::stage::{RoundInPlay, Stage, Step};
use super::tick::{SECOND, Tick};
use crate::game::round::state::CallOff;

/// So long everybody reads that a round was called off, before the cards of its replacement.
pub(super) const CALLED_OFF_TIME: Tick = 5 * SECOND;

impl Game {
    /// Whether and why the running round cannot go on.
    pub(super) fn reason_to_call_off(&self) -> Option<CallOff> {
        let play = self.stage.in_play().filter(|play| play.step.is_open())?;
        if !play.round.spy().is_some_and(|spy| self.holds(spy)) {
            return Some(CallOff::SpyLeft);
        }
        let too_few = self.players_of(&play.round).len() < FEWEST_IN_A_ROUND;
        too_few.then_some(CallOff::TooFewPlayers)
    }

    /// Drops the running round without points; the next one starts.
    pub(super) fn call_off(&mut self, reason: CallOff) {
        self.called_off = Some(reason);
        self.go_on(|_, play| {
            Stage::Round(Box::new(RoundInPlay {
                round: play.round,
                step: Step::CalledOff,
                clock: Clock::Off,
                plans: Vec::new(),
            }))
        });
        self.next_round();
    }
}
