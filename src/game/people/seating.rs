//! People come and go: seats taken, lost, given up and taken away.

use super::name::PlayerName;
use super::seat::{
    LOST_TOGETHER, Presence, RECONNECTING_FOR, Seat, SeatId, TAKEN_OVER_AFTER, VOTE_WAITS,
    VOTE_WAITS_FOR_MANY,
};
use crate::game::command::Actor;
use crate::game::engine::Game;
use crate::game::phase::Phase;
use crate::game::refusal::Refusal;
use crate::game::stage::Stage;

/// People whom a host has removed from the lobby and who are known by their names when they come again.
const REMEMBERED: usize = 30;

impl Game {
    pub(in crate::game) fn join(&mut self, actor: Actor, name: PlayerName) -> Result<(), Refusal> {
        match self.stage.phase() {
            Phase::Lobby | Phase::End if self.removed_seat(name.as_str()).is_some() => {
                return Err(Refusal::RejoinPending);
            }
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
        match self.seat_to_rejoin(name.as_str()) {
            Some(_) => Refusal::RejoinPending,
            None => Refusal::GameAlreadyStarted,
        }
    }

    /// The seat into which a host could let somebody who goes by that name and has no token: its player
    /// has been away for a while, or was removed.
    #[must_use]
    pub fn seat_to_rejoin(&self, name: &str) -> Option<SeatId> {
        let listed = self.seat_named(name).and_then(|id| self.seat(id));
        let away = listed.and_then(|seat| seat.away_for(self.now));
        let lost = listed.filter(|_| away.is_some_and(|away| away >= RECONNECTING_FOR));
        match listed {
            Some(_) => lost.map(|seat| seat.id),
            None => self.removed_seat(name),
        }
    }

    /// The seat that was taken away from somebody of that name.
    fn removed_seat(&self, name: &str) -> Option<SeatId> {
        self.seat_where(|seat| !seat.is_listed(), name)
    }

    /// Lets somebody without a token into a seat, even one that was given up or taken away. Whoever it
    /// is gets no host rights, and no card before the next deal: a host who approves a request of their
    /// own would read it.
    pub(in crate::game) fn readmit(&mut self, id: SeatId) -> Result<(), Refusal> {
        let now = self.now;
        let seat = self.seat(id).filter(|seat| seat.is_vacant());
        let was_listed = seat.ok_or(Refusal::PlayerNotFound)?.is_listed();
        if !was_listed && self.is_full() && self.remove_bot(None).is_err() {
            return Err(Refusal::GameFull);
        }
        if let Some(seat) = self.seats.iter_mut().find(|seat| seat.id == id) {
            seat.presence = Presence::Here;
            seat.is_host = false;
            seat.seated_at = now;
        }
        if let Some(play) = self.stage.in_play_mut() {
            play.round.without_card.push(id);
        }
        self.note_host();
        Ok(())
    }

    /// Whether somebody could be let into that seat: its player is away, or was removed.
    #[must_use]
    pub fn is_vacant(&self, id: SeatId) -> bool {
        self.seat(id).is_some_and(Seat::is_vacant)
    }

    /// Whether that seat's player goes by that name.
    #[must_use]
    pub fn is_called(&self, id: SeatId, name: &str) -> bool {
        self.seat(id).is_some_and(|seat| seat.name.is(name))
    }

    /// Somebody without a token types the name of a lost player. In the lobby nothing is at stake but
    /// host rights, so unless it has those they get the seat.
    fn take_over(&mut self, id: SeatId, name: PlayerName, is_host: bool) -> Result<(), Refusal> {
        let now = self.now;
        let seat = self.seats.iter_mut().find(|seat| seat.id == id);
        let is_left = |seat: &&mut Seat| {
            let away = seat.away_for(now);
            !seat.is_host && away.is_some_and(|away| away >= TAKEN_OVER_AFTER)
        };
        let seat = seat.filter(is_left).ok_or(Refusal::NameTaken)?;
        seat.name = name;
        seat.is_host = is_host;
        seat.presence = Presence::Here;
        seat.seated_at = now;
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
    pub(in crate::game) fn is_full(&self) -> bool {
        self.player_count() >= self.house.max_players
    }

    pub(in crate::game) fn take_seat(&mut self, name: PlayerName, is_host: bool, is_bot: bool) {
        self.seats.push(Seat {
            id: SeatId(self.next_seat),
            name,
            presence: Presence::Here,
            is_host,
            is_bot,
            score: 0,
            seated_at: self.now,
        });
        self.next_seat += 1;
    }

    pub(in crate::game) fn arrive(&mut self, actor: Actor) -> Result<(), Refusal> {
        match actor {
            Actor::Guest => return Err(Refusal::NotInGame),
            Actor::Host => self.host_screen = true,
            Actor::Seat(id) => self.held_seat(id)?.presence = Presence::Here,
        }
        self.note_host();
        Ok(())
    }

    pub(in crate::game) fn lose(&mut self, actor: Actor) -> Result<(), Refusal> {
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

    pub(in crate::game) fn leave(&mut self, actor: Actor) -> Result<(), Refusal> {
        let Actor::Seat(id) = actor else {
            return Err(Refusal::NotInGame);
        };
        let now = self.now;
        self.held_seat(id)?.presence = Presence::Gone { since: now };
        self.clear_lobby();
        self.note_host();
        Ok(())
    }

    pub(in crate::game) fn remove_player(
        &mut self,
        name: &str,
        force: bool,
    ) -> Result<(), Refusal> {
        let id = self.seat_named(name).ok_or(Refusal::PlayerNotFound)?;
        if force && self.is_bot(id) {
            return self.remove_bot(Some(name));
        }
        let now = self.now;
        let seat = self.seats.iter_mut().find(|seat| seat.id == id);
        let removable = seat.filter(|seat| force || seat.is_removable(now));
        let seat = removable.ok_or(Refusal::CannotRemoveConnected)?;
        seat.presence = Presence::Removed;
        seat.is_host = false;
        self.clear_lobby();
        self.note_host();
        Ok(())
    }

    /// Gives up the seats of players who have been away for too long. A pause stops that clock too.
    pub(in crate::game) fn give_up_seats(&mut self) {
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

    /// In the lobby a seat that nobody can come back to makes room. Who was removed last is remembered.
    pub(in crate::game) fn clear_lobby(&mut self) {
        if self.stage != Stage::Lobby {
            return;
        }
        let removed = self.seats.iter().filter(|seat| !seat.is_listed()).count();
        let mut too_many = removed.saturating_sub(REMEMBERED);
        self.seats.retain(|seat| {
            let is_forgotten = !seat.is_listed() && too_many > 0;
            too_many -= usize::from(is_forgotten);
            !is_forgotten && (seat.is_held() || !seat.is_listed())
        });
    }

    fn held_seat(&mut self, id: SeatId) -> Result<&mut Seat, Refusal> {
        let seat = self.seats.iter_mut().find(|seat| seat.id == id);
        seat.filter(|seat| seat.is_held()).ok_or(Refusal::NotInGame)
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
