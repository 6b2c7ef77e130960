//! Bots at the table: seats in which the game itself plays.

use crate::game::command::Actor;
use crate::game::engine::Game;
use crate::game::people::name::PlayerName;
use crate::game::people::seat::{Seat, SeatId};
use crate::game::phase::Phase;
use crate::game::refusal::Refusal;

/// What bots are called, as many as a room can have seats; no two begin with the same letter, which is
/// their mark on the screens.
const NAMES: [&str; 20] = [
    "Rita Bot",
    "Hugo Bot",
    "Mona Bot",
    "Leo Bot",
    "Gina Bot",
    "Pixel Bot",
    "Kira Bot",
    "Otto Bot",
    "Tess Bot",
    "Nico Bot",
    "Ada Bot",
    "Bruno Bot",
    "Clara Bot",
    "Dex Bot",
    "Elsa Bot",
    "Fritz Bot",
    "Iris Bot",
    "Jules Bot",
    "Quinn Bot",
    "Sam Bot",
];

impl Game {
    pub(in crate::game) fn add_bot(&mut self) -> Result<(), Refusal> {
        self.require_phase(Phase::Lobby)?;
        if self.is_full() {
            return Err(Refusal::GameFull);
        }
        let mut names = NAMES.iter();
        let free = names.find(|name| self.seat_named(name).is_none());
        let name = PlayerName::parse(free.ok_or(Refusal::GameFull)?)?;
        self.take_seat(name, false, true);
        Ok(())
    }

    pub(in crate::game) fn remove_bot(&mut self, name: Option<&str>) -> Result<(), Refusal> {
        self.require_phase(Phase::Lobby)?;
        let is_meant = |seat: &Seat| seat.is_bot && name.is_none_or(|name| seat.name.is(name));
        let bot = self.seats.iter().rposition(is_meant);
        self.seats.remove(bot.ok_or(Refusal::PlayerNotFound)?);
        Ok(())
    }

    pub(in crate::game) fn is_bot(&self, seat: SeatId) -> bool {
        self.seat(seat).is_some_and(|seat| seat.is_bot)
    }

    /// Whether the actor claims to be a bot, which nobody can be.
    pub(in crate::game) fn is_bots(&self, actor: Actor) -> bool {
        matches!(actor, Actor::Seat(seat) if self.is_bot(seat))
    }

    /// Those of `seats` who question each other: the people, as long as there are two of them.
    pub(in crate::game) fn talkers(&self, seats: &[SeatId]) -> Vec<SeatId> {
        let people = seats.iter().copied().filter(|seat| !self.is_bot(*seat));
        let people: Vec<SeatId> = people.collect();
        match people.len() > 1 {
            true => people,
            false => seats.to_vec(),
        }
    }

    /// Whether a bot was dealt into any of the rounds that were played to their end.
    pub(in crate::game) fn bots_have_played(&self) -> bool {
        let mut players = self.history.iter().flat_map(|record| &record.points);
        players.any(|(seat, _)| self.is_bot(*seat))
    }
}
