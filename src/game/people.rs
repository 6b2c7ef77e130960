//! People come and go: seats taken, lost, given up and taken away, and who hosts.

use super::command::Actor;
use super::engine::Game;
use super::name::PlayerName;
use super::phase::{HostPresence, PauseReason, Phase};
use super::refusal::Refusal;
use super::seat::{LOST_TOGETHER, Presence, Seat, SeatId, VOTE_WAITS, VOTE_WAITS_FOR_MANY};

impl Game {
    pub(super) fn join(&mut self, actor: Actor, name: PlayerName) -> Result<(), Refusal> {
        match self.phase {
            Phase::Lobby => {}
            Phase::End => return Err(Refusal::GameEnded),
            _ => return Err(self.refuse_late(&name)),
        }
        let is_host = actor == Actor::Host;
        match self.seat_named(name.as_str()) {
            Some(seat) => self.take_over(seat, name, is_host)?,
            None => self.sit_down(name, is_host)?,
        }
        self.note_host();
        Ok(())
    }

    /// A running game has no seats to give, but somebody who lost their token may be let back in.
    fn refuse_late(&self, name: &PlayerName) -> Refusal {
        let seat = self.seat_named(name.as_str()).and_then(|id| self.seat(id));
        match seat.is_some_and(|seat| !seat.is_here()) {
            true => Refusal::RejoinPending,
            false => Refusal::GameAlreadyStarted,
        }
    }

    /// Brings a lost player back, even one whose seat was given up.
    pub(super) fn readmit(&mut self, id: SeatId) -> Result<(), Refusal> {
        let seat = self.seats.iter_mut().find(|seat| seat.id == id);
        let lost = seat.filter(|seat| seat.is_listed() && !seat.is_here());
        lost.ok_or(Refusal::PlayerNotFound)?.presence = Presence::Here;
        self.note_host();
        Ok(())
    }

    /// Whether somebody could be let back into that seat: it is on the board, and its player away.
    #[must_use]
    pub fn is_vacant(&self, id: SeatId) -> bool {
        self.seat(id)
            .is_some_and(|seat| seat.is_listed() && !seat.is_here())
    }

    /// Somebody without a token types the name of a lost player. In the lobby nothing is at stake,
    /// so they get the seat; host rights are at stake, so those go.
    fn take_over(&mut self, id: SeatId, name: PlayerName, is_host: bool) -> Result<(), Refusal> {
        let seat = self.seats.iter_mut().find(|seat| seat.id == id);
        let lost = seat.filter(|seat| !seat.is_here());
        let seat = lost.ok_or(Refusal::NameTaken)?;
        seat.name = name;
        seat.is_host = is_host;
        seat.presence = Presence::Here;
        Ok(())
    }

    /// A bot makes room for somebody who finds every seat taken.
    fn sit_down(&mut self, name: PlayerName, is_host: bool) -> Result<(), Refusal> {
        if self.is_full() && self.remove_bot(None).is_err() {
            return Err(Refusal::GameFull);
        }
        self.take_seat(name, is_host, false);
        Ok(())
    }

    /// Whether every seat of the room is taken.
    pub(super) fn is_full(&self) -> bool {
        self.player_count() >= self.house.max_players
    }

    pub(super) fn take_seat(&mut self, name: PlayerName, is_host: bool, is_bot: bool) {
        self.seats.push(Seat {
            id: SeatId(self.next_seat),
            name,
            presence: Presence::Here,
            is_host,
            is_bot,
            score: 0,
        });
        self.next_seat += 1;
    }

    pub(super) fn arrive(&mut self, actor: Actor) -> Result<(), Refusal> {
        match actor {
            Actor::Guest => return Err(Refusal::NotInGame),
            Actor::Host => self.host_screen = true,
            Actor::Seat(id) => self.held_seat(id)?.presence = Presence::Here,
        }
        self.note_host();
        Ok(())
    }

    pub(super) fn lose(&mut self, actor: Actor) -> Result<(), Refusal> {
        let now = self.now;
        match actor {
            Actor::Guest => return Err(Refusal::NotInGame),
            Actor::Host => self.host_screen = false,
            Actor::Seat(id) => {
                let seat = self.held_seat(id)?;
                if seat.is_here() {
                    seat.presence = Presence::lost(now, VOTE_WAITS);
                    self.wait_longer_for_many();
                }
            }
        }
        self.note_host();
        Ok(())
    }

    /// When half the phones that were here are lost at once, it is not the phones: a vote waits longer for
    /// each of them.
    fn wait_longer_for_many(&mut self) {
        let now = self.now;
        let just_lost = |seat: &Seat| seat.was_lost_within(LOST_TOGETHER, now);
        let people = || self.seats.iter().filter(|seat| !seat.is_bot);
        let lost = people().filter(|seat| just_lost(seat)).count();
        let here = people().filter(|seat| seat.is_here()).count();
        if lost < 2 || lost < here {
            return;
        }
        for seat in self.seats.iter_mut().filter(|seat| just_lost(seat)) {
            if let Presence::Lost {
                since,
                waited_for_until,
                ..
            } = &mut seat.presence
            {
                *waited_for_until = *since + VOTE_WAITS_FOR_MANY;
            }
        }
    }

    pub(super) fn leave(&mut self, actor: Actor) -> Result<(), Refusal> {
        let Actor::Seat(id) = actor else {
            return Err(Refusal::NotInGame);
        };
        let now = self.now;
        self.held_seat(id)?.presence = Presence::Gone { since: now };
        self.clear_lobby();
        self.note_host();
        Ok(())
    }

    pub(super) fn remove_player(&mut self, name: &str) -> Result<(), Refusal> {
        let id = self.seat_named(name).ok_or(Refusal::PlayerNotFound)?;
        let now = self.now;
        let seat = self.seats.iter_mut().find(|seat| seat.id == id);
        let removable = seat.filter(|seat| seat.is_removable(now));
        removable.ok_or(Refusal::CannotRemoveConnected)?.presence = Presence::Removed;
        self.clear_lobby();
        Ok(())
    }

    pub(super) fn make_host(&mut self, name: &str) -> Result<(), Refusal> {
        let id = self.seat_named(name).ok_or(Refusal::PlayerNotFound)?;
        let seat = self.held_seat(id).ok().filter(|seat| !seat.is_bot);
        seat.ok_or(Refusal::PlayerNotFound)?.is_host = true;
        self.note_host();
        Ok(())
    }

    /// Gives up the seats of players who have been away for too long. A pause stops that clock too.
    pub(super) fn give_up_seats(&mut self) {
        if self.pause.is_some() {
            return;
        }
        let now = self.now;
        for seat in &mut self.seats {
            if let Presence::Lost {
                since, gives_up_at, ..
            } = seat.presence
                && gives_up_at <= now
            {
                seat.presence = Presence::Gone { since };
            }
        }
        self.clear_lobby();
    }

    /// In the lobby a seat that nobody can come back to makes room.
    pub(super) fn clear_lobby(&mut self) {
        if self.phase == Phase::Lobby {
            self.seats.retain(Seat::is_held);
        }
    }

    fn held_seat(&mut self, id: SeatId) -> Result<&mut Seat, Refusal> {
        let seat = self.seats.iter_mut().find(|seat| seat.id == id);
        seat.filter(|seat| seat.is_held()).ok_or(Refusal::NotInGame)
    }

    /// Watches whether anybody with host rights is connected; one who returns ends the pause that
    /// their absence began.
    pub(super) fn note_host(&mut self) {
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

    /// Seats taken.
    #[must_use]
    pub fn player_count(&self) -> usize {
        self.seats.iter().filter(|seat| seat.is_listed()).count()
    }

    /// Players connected.
    #[must_use]
    pub fn connected_count(&self) -> usize {
        self.seats.iter().filter(|seat| seat.is_here()).count()
    }

    /// Seats there are.
    #[must_use]
    pub fn max_players(&self) -> usize {
        self.house.max_players
    }
}
