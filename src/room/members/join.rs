//! How somebody gets a seat: a newcomer, a host who wants to play, and whoever says the same `join` again.

use tracing::info;

use crate::game::{Actor, Command, Phase, PlayerName, Refusal, SeatId};
use crate::protocol::{
    ConnectionId, ErrorCode, HostJoinAsPlayer, Join, MessageId, ServerMessage, SessionToken,
};
use crate::room::actor::{Dirty, Room};
use crate::room::members::connection::{Connection, Wish};
use crate::room::members::sender::{Answer, Refused, Sender};
use crate::room::members::session::Session;

/// Why one connection does not get a second seat.
const HAS_A_SEAT: &str = "You have a seat already. Leave it first, or use another device.";

/// What an older TV page joins as; it wants no seat.
const HOST_DISPLAY: &str = "HostDisplay";

fn is_display(join: &Join) -> bool {
    join.is_host == Some(true) && join.name == HOST_DISPLAY
}

impl Room {
    /// `join`: from a newcomer, from a display that wants to play, or from the host.
    pub(crate) fn hear_join(
        &mut self,
        sender: &Sender,
        join: &Join,
        id: Option<&MessageId>,
    ) -> Result<Answer, Refused> {
        let joined = match self.sessions.of_sender(sender) {
            Some(session) if session.is_screen && is_display(join) => return Ok(Answer::ack()),
            Some(session) if session.seat.is_some() => {
                return Err(Refused::because(ErrorCode::InvalidMessage, HAS_A_SEAT));
            }
            Some(_) => self.join_as_host(sender, &join.name)?,
            None if join.is_host == Some(true) => return Err(ErrorCode::NotHost.into()),
            None => self.join_as_newcomer(sender, &join.name, id)?,
        };
        self.note(Dirty::Show);
        Ok(Answer::with(joined))
    }

    /// `host_join_as_player`: whether it works or not, a result of its own says so too.
    pub(crate) fn hear_host_join(
        &mut self,
        sender: &Sender,
        wish: &HostJoinAsPlayer,
    ) -> Result<Answer, Refused> {
        let joined = match self.sessions.of_sender(sender) {
            Some(session) if session.is_screen && session.seat.is_none() => {
                self.join_as_host(sender, &wish.name)
            }
            Some(session) if self.game.is_host(session.actor()) => {
                Err(Refused::because(ErrorCode::InvalidMessage, HAS_A_SEAT))
            }
            _ => Err(ErrorCode::NotHost.into()),
        };
        let response = |player_name: Option<String>, error: Option<ErrorCode>| {
            ServerMessage::HostJoinResponse {
                success: error.is_none(),
                player_name,
                error,
            }
        };
        match joined {
            Ok(_) => {
                self.note(Dirty::Show);
                let session = self.sessions.of_sender(sender);
                let seat = session.and_then(|session| session.seat);
                let name = seat.and_then(|seat| self.game.name_of(seat));
                Ok(Answer::with(response(name.map(ToOwned::to_owned), None)))
            }
            Err(mut refused) => {
                refused.result = Some(Box::new(response(None, Some(refused.code))));
                Err(refused)
            }
        }
    }

    /// Gives a newcomer a seat and a session of their own. Somebody who says they have lost their
    /// token in mid-game has to wait for a host's word; over REST nobody could tell them later.
    fn join_as_newcomer(
        &mut self,
        sender: &Sender,
        name: &str,
        id: Option<&MessageId>,
    ) -> Result<ServerMessage, Refused> {
        let connection = sender.connection.map(|id| Connection {
            id,
            outbox: sender.outbox.clone(),
            token: None,
            came_by: None,
        });
        let token = self.new_token()?;
        let seated = match self.seat_of_the_same_join(name, id, sender.connection) {
            Some(seat) => self.sit_again(seat),
            None => self.sit_down(Actor::Guest, name),
        };
        let seat = match (seated, &connection) {
            (Ok(seat), _) => seat,
            (Err(Refusal::RejoinPending), Some(connection)) => {
                return Err(match self.game.seat_to_rejoin(name) {
                    Some(seat) => self.ask_hosts(connection, Wish::Seat(seat)),
                    None => ErrorCode::GameAlreadyStarted.into(),
                });
            }
            (Err(Refusal::RejoinPending), None) => return Err(self.no_asking().into()),
            (Err(refusal), _) => return Err(refusal.into()),
        };
        if let Some(connection) = &connection {
            self.forget_request_of(connection);
        }
        let success = self.open_session(seat, token.clone(), connection);
        if let Some(session) = self.sessions.with_token(token.hash()) {
            // A short one might be another guest's, too.
            session.joined_by = id.filter(|id| id.is_long()).cloned();
            session.joined_on = sender.connection;
        }
        Ok(success)
    }

    /// What somebody hears of whom a host could not be asked.
    fn no_asking(&self) -> ErrorCode {
        match self.game.phase() {
            Phase::Lobby => ErrorCode::NameTaken,
            Phase::End => ErrorCode::GameEnded,
            _ => ErrorCode::GameAlreadyStarted,
        }
    }

    /// The seat that has been taken with this very message, whose answer was lost on the way.
    fn seat_of_the_same_join(
        &self,
        name: &str,
        id: Option<&MessageId>,
        connection: Option<ConnectionId>,
    ) -> Option<SeatId> {
        let seat = self.sessions.seat_joined_by(id?, connection)?;
        let name = PlayerName::parse(name).ok()?;
        (self.game.seat_named(name.as_str()) == Some(seat)).then_some(seat)
    }

    /// Sits down on a seat that is one's own already, under a new token: the first one was never heard.
    fn sit_again(&mut self, seat: SeatId) -> Result<SeatId, Refusal> {
        self.close_sessions_of(seat);
        self.play(Actor::Seat(seat), Command::Arrive)?;
        Ok(seat)
    }

    /// Gives the host a seat on the host's own session.
    fn join_as_host(&mut self, sender: &Sender, name: &str) -> Result<ServerMessage, Refused> {
        let token = sender.token.clone().ok_or(ErrorCode::NotHost)?;
        let seat = match self.sit_down(Actor::Host, name) {
            // They would ask themselves.
            Err(Refusal::RejoinPending) => return Err(self.no_asking().into()),
            seated => seated?,
        };
        if let Some(session) = self.sessions.with_token(token.hash()) {
            session.seat = Some(seat);
        }
        Ok(self.join_success(seat, token))
    }

    fn sit_down(&mut self, actor: Actor, name: &str) -> Result<SeatId, Refusal> {
        let name = PlayerName::parse(name)?;
        let label = name.as_str().to_owned();
        self.play(actor, Command::Join(name))?;
        let seat = self.game.seat_named(&label).ok_or(Refusal::NotInGame)?;
        self.has_been_joined = true;
        // Somebody who typed the name of a lost player has their seat now.
        self.close_sessions_of(seat);
        Ok(seat)
    }

    pub(crate) fn new_token(&self) -> Result<SessionToken, ErrorCode> {
        SessionToken::random(self.code).map_err(|_| ErrorCode::Internal)
    }

    /// Opens a player's session with its first connection, or without one for somebody who polls.
    pub(crate) fn open_session(
        &mut self,
        seat: SeatId,
        token: SessionToken,
        connection: Option<Connection>,
    ) -> ServerMessage {
        let mut session = Session::of_player(token.hash(), seat);
        match connection {
            Some(mut connection) => {
                self.sessions.remove_unseated(connection.id);
                connection.token = Some(token.clone());
                session.add(connection);
            }
            None => session.note_poll(),
        }
        self.sessions.add(session);
        self.join_success(seat, token)
    }

    fn join_success(&self, seat: SeatId, token: SessionToken) -> ServerMessage {
        info!(room = %self.code, player = self.game.name_of(seat), "a player has joined");
        ServerMessage::JoinSuccess {
            player_name: self.game.name_of(seat).unwrap_or_default().to_owned(),
            session_token: token,
            is_host: self.game.is_host(Actor::Seat(seat)),
            room: self.code,
        }
    }
}
