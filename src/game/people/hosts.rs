//! Who hosts: rights shared, taken back, and taken over when nobody has hosted for long.

use super::seat::{Seat, SeatId};
use crate::game::command::Actor;
use crate::game::engine::Game;
use crate::game::phase::{HostPresence, PauseReason};
use crate::game::refusal::Refusal;
use crate::game::tick::{SECOND, Tick};

/// With no host for so long, a player may take the host's rights over.
const CLAIMED_AFTER: Tick = 60 * SECOND;

impl Game {
    pub(in crate::game) fn make_host(&mut self, name: &str) -> Result<(), Refusal> {
        self.set_host(name, true)
    }

    pub(in crate::game) fn revoke_host(&mut self, name: &str) -> Result<(), Refusal> {
        self.set_host(name, false)
    }

    fn set_host(&mut self, name: &str, is_host: bool) -> Result<(), Refusal> {
        let id = self.seat_named(name).ok_or(Refusal::PlayerNotFound)?;
        let seat = self.seats.iter_mut().find(|seat| seat.id == id);
        let seat = seat.filter(|seat| seat.is_held() && !seat.is_bot);
        seat.ok_or(Refusal::PlayerNotFound)?.is_host = is_host;
        self.note_host();
        Ok(())
    }

    pub(in crate::game) fn claim_host(&mut self, actor: Actor) -> Result<(), Refusal> {
        let Actor::Seat(id) = actor else {
            return Err(Refusal::NotInGame);
        };
        let seat = self.seat(id).filter(|seat| seat.is_held());
        let seat = seat.ok_or(Refusal::NotInGame)?;
        if !self.can_be_claimed() {
            return Err(Refusal::InvalidPhase);
        }
        if !self.was_here_with_the_host(seat) {
            return Err(Refusal::NotHost);
        }
        if let Some(seat) = self.seats.iter_mut().find(|seat| seat.id == id) {
            seat.is_host = true;
        }
        self.note_host();
        Ok(())
    }

    /// Whether that seat's player may take the host's rights over now.
    pub(in crate::game) fn may_claim_host(&self, id: SeatId) -> bool {
        let seat = self.seat(id).filter(|seat| seat.is_held());
        self.can_be_claimed() && seat.is_some_and(|seat| self.was_here_with_the_host(seat))
    }

    fn can_be_claimed(&self) -> bool {
        self.host_can_be_claimed_at()
            .is_some_and(|at| at <= self.now)
    }

    /// A stranger who came in while nobody was hosting has nothing to take over.
    fn was_here_with_the_host(&self, seat: &Seat) -> bool {
        matches!(self.host, HostPresence::AwaySince(since) if seat.seated_at <= since)
    }

    pub(in crate::game) fn host_can_be_claimed_at(&self) -> Option<Tick> {
        match self.host {
            HostPresence::AwaySince(since) => Some(since + CLAIMED_AFTER),
            HostPresence::Expected | HostPresence::Here => None,
        }
    }

    /// Watches whether anybody with host rights is connected; one who returns ends the pause that
    /// their absence began.
    pub(in crate::game) fn note_host(&mut self) {
        let host_seat = |seat: &Seat| seat.is_host && seat.is_here();
        let is_here = self.host_screen || self.seats.iter().any(host_seat);
        self.host = match (is_here, self.host) {
            (true, _) => HostPresence::Here,
            (false, HostPresence::Here) => HostPresence::AwaySince(self.now),
            (false, as_before) => as_before,
        };
        if is_here
            && self
                .pause
                .is_some_and(|pause| pause.reason == PauseReason::HostAway)
        {
            self.end_pause();
        }
    }
}
