//! Somebody lost their token in mid-game: a host decides whether they get their seat back.

use super::actor::Room;
use super::link::{Link, RejoinRequest};
use super::speaker::Refused;
use crate::game::{Actor, Command};
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

    pub(crate) fn deny_rejoin(&mut self, name: &str) -> Result<(), Refused> {
        let request = self.take_request(name)?;
        self.turn_down(&request);
        Ok(())
    }

    /// The names of those who want back in.
    pub(crate) fn rejoin_names(&self) -> Vec<&str> {
        let names = self.rejoins.iter();
        names
            .filter_map(|request| self.game.name_of(request.seat))
            .collect()
    }

    /// Drops requests for seats that nobody can be let into any more: their player is back, or they
    /// are gone.
    pub(crate) fn drop_settled_requests(&mut self) {
        let game = &self.game;
        let settled: Vec<RejoinRequest> = self
            .rejoins
            .extract_if(.., |request| !game.is_vacant(request.seat))
            .collect();
        for request in &settled {
            self.turn_down(request);
        }
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

    fn turn_down(&mut self, request: &RejoinRequest) {
        let code = ErrorCode::RejoinDenied;
        self.reply(
            &request.link.outbox,
            ServerMessage::error(code, "join", None),
        );
    }
}
