//! How a connection becomes part of a room: by joining, by coming back, or by watching.

use super::actor::Room;
use super::handle::{Answers, Attach};
use super::sessions::{Link, Session};
use crate::game::{Actor, Command, PlayerName, SeatId};
use crate::protocol::{CloseCode, ErrorCode, HostJoinAsPlayer, Join, ServerMessage, SessionToken};

/// On what grounds a connection wants in.
#[derive(Debug)]
pub enum Claim {
    /// As a new player.
    Join(Join),
    /// With the token of a session.
    Resume(SessionToken),
    /// As a display.
    Watch,
}

/// Why one connection does not get a second seat.
const HAS_A_SEAT: &str = "You have a seat already. Leave it first, or use another device.";

/// What a newer connection's arrival means for the older one.
const REPLACED: &str = "Playing on another tab or phone. Use it here to take the seat back.";

impl Room {
    /// Admits a connection, or tells it why not.
    pub(crate) fn attach(&mut self, attach: Attach) {
        let mut link = Link {
            id: attach.connection,
            outbox: attach.outbox,
            token: None,
        };
        let is_admitted = match self.admit(&mut link, attach.claim) {
            Ok(result) => {
                self.accept(&link.outbox, attach.answers);
                if let Some(result) = result {
                    self.reply(&link.outbox, result);
                }
                self.has_changed = true;
                true
            }
            Err(code) => {
                self.refuse(&link.outbox, code, attach.answers);
                false
            }
        };
        // A connection that has ended meanwhile does not wait for the answer.
        let _ = attach.admitted.send(is_admitted);
    }

    fn admit(&mut self, link: &mut Link, claim: Claim) -> Result<Option<ServerMessage>, ErrorCode> {
        match claim {
            Claim::Join(join) if join.is_host == Some(true) => Err(ErrorCode::NotHost),
            Claim::Join(join) => self.join(link, &join.name).map(Some),
            Claim::Resume(token) => self.resume(link, token).map(Some),
            Claim::Watch => {
                self.sessions.add_display(link.clone());
                Ok(None)
            }
        }
    }

    /// Gives a newcomer a seat and a session of their own.
    fn join(&mut self, link: &mut Link, name: &str) -> Result<ServerMessage, ErrorCode> {
        let token = SessionToken::random(self.code).map_err(|_| ErrorCode::Internal)?;
        let seat = self.sit_down(Actor::Guest, name)?;
        link.token = Some(token.clone());
        let mut session = Session::of_player(token.hash(), seat);
        session.add(link.clone());
        self.sessions.add(session);
        Ok(self.join_success(seat, token))
    }

    fn sit_down(&mut self, actor: Actor, name: &str) -> Result<SeatId, ErrorCode> {
        let name = PlayerName::parse(name)?;
        let label = name.as_str().to_owned();
        self.game.apply(self.now(), actor, Command::Join(name))?;
        let seat = self.game.seat_named(&label).ok_or(ErrorCode::Internal)?;
        // Somebody who typed the name of a lost player has their seat now.
        self.sessions.expire(seat);
        Ok(seat)
    }

    fn join_success(&self, seat: SeatId, token: SessionToken) -> ServerMessage {
        ServerMessage::JoinSuccess {
            player_name: self.game.name_of(seat).unwrap_or_default().to_owned(),
            session_token: token,
            is_host: self.game.is_host(Actor::Seat(seat)),
            room: self.code,
        }
    }

    /// `join` from a connection that is in the room: a display that wants to play, or the host.
    pub(crate) fn hear_join(&mut self, link: &Link, join: &Join, answers: Answers) {
        let wants_host = join.is_host == Some(true);
        let joined = match self.sessions.of_connection(link.id) {
            Some(session) if session.seat.is_some() => {
                let code = ErrorCode::InvalidMessage;
                return self.refuse_because(&link.outbox, code, HAS_A_SEAT, answers);
            }
            Some(_) => self.join_as_host(link, &join.name),
            None if wants_host => Err(ErrorCode::NotHost),
            None => {
                let mut link = link.clone();
                let joined = self.join(&mut link, &join.name);
                if joined.is_ok() {
                    self.sessions.remove_display(link.id);
                }
                joined
            }
        };
        self.answer_join(link, joined, answers);
    }

    fn answer_join(
        &mut self,
        link: &Link,
        joined: Result<ServerMessage, ErrorCode>,
        answers: Answers,
    ) {
        match joined {
            Ok(result) => {
                self.accept(&link.outbox, answers);
                self.reply(&link.outbox, result);
                self.has_changed = true;
            }
            Err(code) => self.refuse(&link.outbox, code, answers),
        }
    }

    /// `host_join_as_player`: an `ack` or `error`, and either way a result that says the same.
    pub(crate) fn hear_host_join(
        &mut self,
        link: &Link,
        wish: &HostJoinAsPlayer,
        answers: Answers,
    ) {
        let joined = match self.sessions.of_connection(link.id) {
            Some(session) if session.is_screen && session.seat.is_none() => {
                self.join_as_host(link, &wish.name)
            }
            Some(session) if self.game.is_host(session.actor()) => {
                let code = ErrorCode::InvalidMessage;
                return self.refuse_because(&link.outbox, code, HAS_A_SEAT, answers);
            }
            _ => Err(ErrorCode::NotHost),
        };
        let response = |player_name: Option<String>, error: Option<ErrorCode>| {
            ServerMessage::HostJoinResponse {
                success: error.is_none(),
                player_name,
                error,
            }
        };
        match joined {
            Ok(ServerMessage::JoinSuccess { player_name, .. }) => {
                self.answer_join(link, Ok(response(Some(player_name), None)), answers);
            }
            Ok(_) => {}
            Err(code) => {
                self.refuse(&link.outbox, code, answers);
                self.reply(&link.outbox, response(None, Some(code)));
            }
        }
    }

    /// Gives the host a seat on the host's own session.
    fn join_as_host(&mut self, link: &Link, name: &str) -> Result<ServerMessage, ErrorCode> {
        let token = link.token.clone().ok_or(ErrorCode::NotHost)?;
        let seat = self.sit_down(Actor::Host, name)?;
        if let Some(session) = self.sessions.with_token(token.hash()) {
            session.seat = Some(seat);
        }
        Ok(self.join_success(seat, token))
    }

    /// Lets a session go on with this connection; an older one makes room for it.
    fn resume(&mut self, link: &mut Link, token: SessionToken) -> Result<ServerMessage, ErrorCode> {
        let now = self.now();
        let hash = token.hash();
        let expired = self.sessions.has_expired(hash);
        let session = self.sessions.with_token(hash).ok_or(match expired {
            true => ErrorCode::SessionExpired,
            false => ErrorCode::InvalidToken,
        })?;
        link.token = Some(token.clone());
        for replaced in session.add(link.clone()) {
            let message = ServerMessage::SessionReplaced { message: REPLACED };
            replaced.outbox.close(&message, CloseCode::Replaced);
        }
        for actor in session.presences() {
            self.game.apply(now, actor, Command::Arrive)?;
        }
        let actor = session.actor();
        let name = session.seat.and_then(|seat| self.game.name_of(seat));
        Ok(ServerMessage::SessionRestored {
            name: name.map(ToOwned::to_owned),
            token,
            is_host: self.game.is_host(actor),
            room: self.code,
        })
    }
}
