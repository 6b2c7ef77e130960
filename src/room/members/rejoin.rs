//! Somebody without a token wants in: a host compares the number on their screen and decides.

use std::collections::BTreeSet;

use tokio::time::Instant;

use crate::game::{Actor, Command, Game, SeatId};
use crate::protocol::{ErrorCode, Rejoin, ServerMessage, SessionToken};
use crate::room::actor::{Dirty, Room};
use crate::room::members::connection::{Connection, Wish};
use crate::room::members::requests::RejoinRequest;
use crate::room::members::sender::Refused;
use crate::room::members::session::Session;

const TOO_MANY: &str = "Others are asking for that already. Wait a minute, then try again.";
const WHICH_ONE: &str = "Field 'request' is missing: several wait for that seat.";

impl Room {
    /// Asks the hosts about somebody, who stays connected until one of them decides. What comes back is
    /// the answer to whoever asked.
    pub(crate) fn ask_hosts(&mut self, connection: &Connection, wish: Wish) -> Refused {
        self.forget_request_of(connection);
        if self.rejoins.is_full_for(wish) {
            return Refused::because(ErrorCode::RateLimited, TOO_MANY);
        }
        let Some(number) = self.rejoins.add(wish, connection.clone()) else {
            return ErrorCode::Internal.into();
        };
        if self.sessions.connection(connection.id).is_none() {
            self.sessions.add_guest(connection.clone());
        }
        self.note(Dirty::Show);
        Refused {
            result: Some(Box::new(ServerMessage::RejoinPending { request: number })),
            ..ErrorCode::RejoinPending.into()
        }
    }

    pub(crate) fn approve_rejoin(
        &mut self,
        host: Actor,
        name: &str,
        number: Option<u8>,
    ) -> Result<(), Refused> {
        let (number, wish) = self.request_of(name, number)?;
        let token = self.new_token()?;
        if let Wish::Seat(seat) = wish {
            self.play(host, Command::Readmit(seat))?;
            self.close_sessions_of(seat);
        }
        let request = self.rejoins.take(number);
        let connection = request.ok_or(ErrorCode::PlayerNotFound)?.connection;
        let outbox = connection.outbox.clone();
        let success = match wish {
            Wish::Seat(seat) => self.open_session(seat, token, Some(connection)),
            Wish::Screen => self.open_screen(connection, token)?,
        };
        self.reply(&outbox, success);
        Ok(())
    }

    /// Gives a screen that has lost its token a session of its own, so that it sees nothing of a seat that
    /// the host may have taken on theirs.
    fn open_screen(
        &mut self,
        mut connection: Connection,
        token: SessionToken,
    ) -> Result<ServerMessage, Refused> {
        self.play(Actor::Host, Command::Arrive)?;
        self.sessions.remove_unseated(connection.id);
        connection.token = Some(token.clone());
        let mut session = Session::of_screen(token.hash());
        session.add(connection);
        self.sessions.add_screen(session);
        Ok(ServerMessage::SessionRestored {
            name: None,
            token,
            is_host: true,
            room: self.code,
        })
    }

    /// Turns down one who asks.
    pub(crate) fn deny_rejoin(&mut self, name: &str, number: Option<u8>) -> Result<(), Refused> {
        let (number, _) = self.request_of(name, number)?;
        self.turn_down(|_, request| request.number == number);
        Ok(())
    }

    /// Those who wait, in the order in which they came.
    pub(crate) fn waiting(&self) -> Vec<Rejoin<'_>> {
        let rejoin = |request: &RejoinRequest| Rejoin {
            player_name: request
                .wish
                .seat()
                .and_then(|id| self.game.name_of(id))
                .unwrap_or_default(),
            request: request.number,
        };
        self.rejoins.iter().map(rejoin).collect()
    }

    /// The names of those who want back into a seat, each once.
    pub(crate) fn rejoin_names(&self) -> Vec<&str> {
        let seats = self
            .rejoins
            .iter()
            .filter_map(|request| request.wish.seat());
        let seats: BTreeSet<SeatId> = seats.collect();
        seats
            .into_iter()
            .filter_map(|seat| self.game.name_of(seat))
            .collect()
    }

    /// Drops requests for seats that nobody can be let into any more: their player is back, or they
    /// are gone.
    pub(crate) fn drop_vain_requests(&mut self) {
        self.turn_down(|game, request| request.wish.seat().is_some_and(|id| !game.is_vacant(id)));
    }

    pub(crate) fn end_rejoins(&mut self) {
        let now = Instant::now();
        if self.turn_down(|_, request| request.until <= now) > 0 {
            self.note(Dirty::Show);
        }
    }

    pub(crate) fn forget_request_of(&mut self, connection: &Connection) {
        if self.rejoins.forget(connection.id) {
            self.note(Dirty::Show);
        }
    }

    /// Which request a host means: without a name one of a screen, and without a number the only one.
    fn request_of(&self, name: &str, number: Option<u8>) -> Result<(u8, Wish), Refused> {
        let mut meant = self.rejoins.iter().filter(|request| {
            number.is_none_or(|number| request.number == number)
                && match request.wish {
                    Wish::Seat(seat) => self.game.is_called(seat, name),
                    Wish::Screen => name.is_empty(),
                }
        });
        match (meant.next(), meant.next()) {
            (Some(only), None) => Ok((only.number, only.wish)),
            (Some(_), Some(_)) => Err(Refused::because(ErrorCode::InvalidMessage, WHICH_ONE)),
            (None, _) => Err(ErrorCode::PlayerNotFound.into()),
        }
    }

    /// Tells some of those who wait that it is in vain; how many comes back.
    fn turn_down(&mut self, which: impl Fn(&Game, &RejoinRequest) -> bool) -> usize {
        let game = &self.game;
        let in_vain = self.rejoins.take_all(|request| which(game, request));
        for request in &in_vain {
            let asked = match request.wish {
                Wish::Seat(_) => "join",
                Wish::Screen => "watch",
            };
            let error = ServerMessage::error(ErrorCode::RejoinDenied, asked, None);
            self.reply(&request.connection.outbox, error);
        }
        in_vain.len()
    }
}
