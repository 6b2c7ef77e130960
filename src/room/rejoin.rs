//! Somebody lost their token in mid-game: a host decides whether they get their seat back.

use std::collections::BTreeSet;

use super::actor::Room;
use super::link::{Link, RejoinRequest};
use super::speaker::Refused;
use crate::game::{Actor, Command, Game, SeatId};
use crate::protocol::{ErrorCode, ServerMessage};

impl Room {
    /// Asks the hosts about somebody. They stay connected, without a seat, until a host decides.
    pub(crate) fn ask_hosts(&mut self, link: &Link, name: &str) {
        if let Some(seat) = self.game.seat_named(name) {
            self.forget_request_of(link);
            if self.sessions.link(link.id).is_none() {
                self.sessions.add_guest(link.clone());
            }
            let link = link.clone();
            self.rejoins.push(RejoinRequest { seat, link });
            self.has_changed = true;
        }
    }

    pub(crate) fn approve_rejoin(&mut self, host: Actor, name: &str) -> Result<(), Refused> {
        let token = self.new_token()?;
        let request = self.take_request(name)?;
        let now = self.now();
        self.game.apply(now, host, Command::Readmit(request.seat))?;
        self.close_sessions_of(request.seat);
        let outbox = request.link.outbox.clone();
        let success = self.open_session(request.seat, token, Some(request.link));
        self.reply(&outbox, success);
        Ok(())
    }

    /// Turns down everybody who asks for that player's seat.
    pub(crate) fn deny_rejoin(&mut self, name: &str) -> Result<(), Refused> {
        let seat = self.game.seat_named(name);
        match self.turn_down(|_, request| Some(request.seat) == seat) {
            0 => Err(ErrorCode::PlayerNotFound.into()),
            _ => Ok(()),
        }
    }

    /// The names of those who want back in, each once.
    pub(crate) fn rejoin_names(&self) -> Vec<&str> {
        let seats: BTreeSet<SeatId> = self.rejoins.iter().map(|request| request.seat).collect();
        seats
            .into_iter()
            .filter_map(|seat| self.game.name_of(seat))
            .collect()
    }

    /// Drops requests for seats that nobody can be let into any more: their player is back, or they
    /// are gone.
    pub(crate) fn drop_settled_requests(&mut self) {
        self.turn_down(|game, request| !game.is_vacant(request.seat));
    }

    pub(crate) fn forget_request_of(&mut self, link: &Link) {
        let before = self.rejoins.len();
        self.rejoins.retain(|request| request.link.id != link.id);
        self.has_changed |= self.rejoins.len() < before;
    }

    /// The oldest request for that player.
    fn take_request(&mut self, name: &str) -> Result<RejoinRequest, Refused> {
        let seat = self.game.seat_named(name);
        let mut seats = self.rejoins.iter().map(|request| Some(request.seat));
        let index = seats.position(|wanted| wanted == seat);
        let index = index.ok_or(ErrorCode::PlayerNotFound)?;
        Ok(self.rejoins.remove(index))
    }

    /// Tells some of those who wait that it is in vain; how many comes back.
    fn turn_down(&mut self, which: impl Fn(&Game, &RejoinRequest) -> bool) -> usize {
        let game = &self.game;
        let all = &mut self.rejoins;
        let in_vain: Vec<RejoinRequest> = all.extract_if(.., |one| which(game, one)).collect();
        for request in &in_vain {
            let error = ServerMessage::error(ErrorCode::RejoinDenied, "join", None);
            self.reply(&request.link.outbox, error);
        }
        in_vain.len()
    }
}
