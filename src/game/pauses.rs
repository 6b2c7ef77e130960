//! Pauses: by the host, and when nobody is hosting. Every clock of the game stands still in one.

use super::engine::Game;
use super::phase::{HostPresence, Pause, PauseReason, Phase};
use super::refusal::Refusal;
use super::tick::{SECOND, Tick};
use crate::game::people::seat::Presence;

/// With no host for so long, the game pauses (see the rules in the module's docs).
const HOST_MAY_BE_AWAY_FOR: Tick = 10 * SECOND;

impl Game {
    fn pause_for(&mut self, reason: PauseReason) {
        if let Some(play) = self.stage.in_play_mut() {
            play.clock.hold(self.now);
        }
        self.pause = Some(Pause {
            since: self.now,
            reason,
        });
    }

    pub(super) fn toggle_pause(&mut self) -> Result<(), Refusal> {
        match self.pause {
            Some(_) => self.end_pause(),
            None => self.pause_for(PauseReason::Host),
        }
        Ok(())
    }

    pub(super) fn resume(&mut self) -> Result<(), Refusal> {
        self.require_phase(Phase::Paused)?;
        self.end_pause();
        Ok(())
    }

    /// Lets the clocks go on with what was left on them, those of lost seats too.
    pub(super) fn end_pause(&mut self) {
        let Some(pause) = self.pause.take() else {
            return;
        };
        if let Some(play) = self.stage.in_play_mut() {
            play.clock.go_on(self.now);
        }
        for seat in &mut self.seats {
            if let Presence::Lost {
                since, gives_up_at, ..
            } = &mut seat.presence
            {
                *gives_up_at += self.now - pause.since.max(*since);
            }
        }
    }

    pub(super) fn pauses_without_host_at(&self) -> Option<Tick> {
        match self.host {
            HostPresence::AwaySince(since) => Some(since + HOST_MAY_BE_AWAY_FOR),
            HostPresence::Expected | HostPresence::Here => None,
        }
    }

    pub(super) fn pause_without_host(&mut self) {
        let is_due = self
            .pauses_without_host_at()
            .is_some_and(|at| at <= self.now);
        if self.pause.is_none() && is_due {
            self.pause_for(PauseReason::HostAway);
        }
    }
}
