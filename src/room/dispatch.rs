//! What is asked of a room goes to the part of it that answers it.

use tracing::{Span, info};

use crate::protocol::{ErrorCode, RoomStatus, SessionToken};
use crate::room::actor::Room;
use crate::room::members::sender::Sender;
use crate::room::request::{Holder, Request};
use crate::room::summary::Summary;

/// What everybody hears when a room is closed that nobody has joined.
const MADE_ROOM: &str =
    "Nobody had joined this room, and its space was needed. Open a new one to play.";

impl Room {
    /// Does what is asked for, in the span in which it was.
    pub(crate) fn handle(&mut self, (span, request): (Span, Request)) {
        // In a closed one whoever asked learns that the room is gone.
        if !self.is_closed() {
            span.in_scope(|| self.answer_request(request));
        }
    }

    fn answer_request(&mut self, request: Request) {
        match request {
            Request::Attach(attach) => self.attach(attach),
            Request::Message {
                connection,
                incoming,
                answered,
            } => {
                self.effects.note_answer_to(answered);
                // A connection that was taken over a moment ago has been told, and is closing.
                if let Some(connection) = self.sessions.connection(connection) {
                    let sender = Sender::from(connection);
                    self.hear(&sender, incoming);
                }
            }
            Request::Post(post) => self.post(post),
            Request::Poll(poll) => self.poll(poll),
            Request::Holder { token, reply } => {
                // Somebody who does not wait for the answer any more does not need it.
                let _ = reply.send(self.holder(&token));
            }
            Request::HasPlayed { game, reply } => {
                let _ = reply.send(self.durable.has_played(game));
            }
            Request::MakeRoom if self.has_been_joined => {}
            Request::MakeRoom => {
                info!(room = %self.code, "closed to make room: nobody had joined");
                self.end(MADE_ROOM);
            }
            Request::Summary(reply) => {
                let summary = self.summary();
                self.effects.summarise(reply, summary);
            }
        }
    }

    fn holder(&mut self, token: &SessionToken) -> Holder {
        match self.sessions.known(token) {
            Ok(session) if self.game.is_host(session.actor()) => Holder::Host,
            Ok(_) => Holder::Member,
            Err(ErrorCode::SessionExpired) => Holder::Former,
            Err(_) => Holder::Unknown,
        }
    }

    fn summary(&self) -> Summary {
        let phase = self.game.phase();
        Summary {
            room: self.code,
            session_id: self.session_id,
            phase,
            status: RoomStatus::from(phase),
            player_count: self.game.player_count(),
            connected_count: self.game.connected_count(),
            max_players: self.game.max_players(),
            created_at: self.created_at,
            screen_address: self.sessions.screen_address(),
        }
    }
}
