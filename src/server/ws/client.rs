//! A client: whoever is at the other end of a WebSocket, from messages to rooms and back.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;
use tracing::field::display;
use tracing::{Span, debug, info, warn};

use super::arrival::Arrival;
use super::connection::{Conversation, End, Next, Said, until};
use super::pool::Slot;
use crate::protocol::{
    ClientMessage, CloseCode, ErrorCode, Incoming, ServerMessage, Undecodable, decode, server_time,
};
use crate::room::{
    Claim, Membership, Outbox, OutboxReader, Outgoing, ReplyTo, RoomGone, RoomHandle, outbox,
};
use crate::server::limits::{LookupError, Warning};
use crate::server::state::App;

/// How long somebody has who got one of the last slots, to come back to a seat.
const RETURN_WITHIN: Duration = Duration::from_secs(5);

/// What everybody hears when the server stops.
const SERVER_SHUTDOWN: &str = "The server is restarting. You will be back in a moment.";

/// Whoever is at the other end, with or without a room.
pub(super) struct Client {
    app: Arc<App>,
    outbox: Outbox,
    reader: OutboxReader,
    /// Declared before the slot: the room hears of the end before the id is given back.
    membership: Option<Membership>,
    slot: Slot,
    came_by: Option<Arc<str>>,
    /// Set for somebody who got one of the last slots, which are kept for who comes back to a seat.
    return_by: Option<Instant>,
    /// Why we show it out, where the close code does not say.
    why: Option<&'static str>,
}

impl Client {
    pub(super) fn welcome(app: Arc<App>, slot: Slot, arrival: Arrival) -> Self {
        let has_to_return = arrival.is_reserved || slot.is_reserved();
        Span::current().record("connection", display(slot.id()));
        info!(open = app.pool.open(), "WebSocket connected");
        let (outbox, reader) = outbox();
        outbox.send(&ServerMessage::Welcome {
            connection_id: slot.id(),
            server_version: env!("CARGO_PKG_VERSION"),
            build: app.pages.build(),
            game_active: app.rooms.count() > 0,
            heartbeat_seconds: app.config.heartbeat_seconds,
            timeout_seconds: app.config.timeout_seconds,
            connect_timeout_seconds: app.config.connect_timeout_seconds,
            server_time: server_time(),
        });
        Self {
            app,
            outbox,
            reader,
            membership: None,
            slot,
            came_by: arrival.came_by.0,
            return_by: has_to_return.then(|| Instant::now() + RETURN_WITHIN),
            why: None,
        }
    }

    fn refuse_undecodable(&self, error: &Undecodable) {
        if self.may_warn(Warning::BadMessage) {
            let kind = error.received.as_deref();
            warn!(code = ?error.code, kind, at = error.at, "bad message");
        }
        self.outbox.send(&error.reply());
    }

    fn may_warn(&self, of: Warning) -> bool {
        self.app.warnings.permit(self.slot.peer(), of)
    }

    async fn answer(&mut self, incoming: Incoming) {
        debug!(kind = incoming.received, "message");
        match &incoming.message {
            ClientMessage::Heartbeat => self.acknowledge(&incoming),
            ClientMessage::Ping(ping) => {
                self.acknowledge(&incoming);
                if let Some(timestamp) = ping.timestamp.clone() {
                    self.outbox.send(&ServerMessage::Pong {
                        timestamp,
                        server_time: server_time(),
                    });
                }
            }
            ClientMessage::Unknown => {
                if self.may_warn(Warning::UnknownMessage) {
                    warn!(kind = incoming.received, "message of an unknown type");
                }
                let ack = ServerMessage::unhandled(&incoming.received, incoming.id);
                self.outbox.send(&ack);
            }
            _ => match &self.membership {
                // A room that is gone closes this connection, which is answer enough.
                Some(membership) => drop(membership.say(incoming).await),
                None => self.answer_outside(incoming).await,
            },
        }
    }

    /// Answers somebody who is in no room.
    async fn answer_outside(&mut self, incoming: Incoming) {
        let Incoming {
            id,
            received,
            message,
        } = incoming;
        let reply_to = Some(ReplyTo { received, id });
        let peer = self.slot.peer();
        let room = match &message {
            ClientMessage::Resume(resume) => return self.resume(&resume.token, reply_to).await,
            _ if self.return_by.is_some() => return self.turn_away(reply_to),
            ClientMessage::Join(join) => self.app.lookup.by_code(peer, join.room.as_deref()),
            ClientMessage::Watch(watch) => self.app.lookup.by_code(peer, watch.room.as_deref()),
            message => {
                let code = match message.is_for_hosts() {
                    true => ErrorCode::NotHost,
                    false => ErrorCode::NotInGame,
                };
                return self.refuse_with(code, reply_to);
            }
        };
        let room = match room {
            Ok(room) => room,
            Err(LookupError::Code(code)) => return self.refuse_with(code, reply_to),
            Err(LookupError::Slowed(_)) => {
                return self.refuse_saying(ErrorCode::RateLimited, LookupError::SLOWED, reply_to);
            }
        };
        let claim = match message {
            ClientMessage::Join(join) => Claim::Join(join),
            ClientMessage::Watch(watch) if watch.wants_host == Some(true) => Claim::Host,
            _ => Claim::Watch,
        };
        let watches = matches!(claim, Claim::Watch);
        match self.enter(room, claim, reply_to.clone()).await {
            Ok(()) if watches && self.membership.is_none() => {
                self.outbox.finish(CloseCode::Policy);
            }
            Ok(()) => {}
            Err(RoomGone) => self.refuse_with(ErrorCode::RoomNotFound, reply_to),
        }
    }

    /// Comes back to a session. A bad token ends the connection.
    pub(super) async fn resume(&mut self, token: &str, reply_to: Option<ReplyTo>) {
        let found = self.app.lookup.by_token(self.slot.peer(), token).await;
        let (token, room) = match found {
            Ok((token, room, _)) => (token, room),
            Err(code) => {
                self.refuse_with(code, reply_to);
                return self.show_out();
            }
        };
        let claim = Claim::Resume(token);
        if self.enter(room, claim, reply_to.clone()).await.is_err() {
            self.refuse_with(ErrorCode::InvalidToken, reply_to);
        }
        if self.membership.is_none() {
            self.show_out();
        }
    }

    fn show_out(&mut self) {
        self.why = Some("bad token");
        self.outbox.finish(CloseCode::Policy);
    }

    async fn enter(
        &mut self,
        room: RoomHandle,
        claim: Claim,
        reply_to: Option<ReplyTo>,
    ) -> Result<(), RoomGone> {
        let outbox = self.outbox.clone();
        let came_by = self.came_by.clone();
        let code = room.code();
        self.membership = room
            .attach(self.slot.id(), outbox, claim, reply_to, came_by)
            .await?;
        if self.membership.is_some() {
            Span::current().record("room", display(code));
        }
        Ok(())
    }

    /// Shows somebody out for whom there is no slot.
    fn turn_away(&mut self, reply_to: Option<ReplyTo>) {
        self.return_by = None;
        self.why = Some("the last places are for those who come back");
        self.refuse_with(ErrorCode::ConnectionLimit, reply_to);
        self.outbox.finish(CloseCode::Policy);
    }

    fn acknowledge(&self, incoming: &Incoming) {
        let ack = ServerMessage::ack(&incoming.received, incoming.id.clone());
        self.outbox.send(&ack);
    }

    fn refuse_with(&self, code: ErrorCode, reply_to: Option<ReplyTo>) {
        self.refuse_saying(code, code.sentence(), reply_to);
    }

    fn refuse_saying(&self, code: ErrorCode, sentence: &str, reply_to: Option<ReplyTo>) {
        let (received, id) = reply_to.map(|to| (to.received, to.id)).unzip();
        self.outbox.send(&ServerMessage::Error {
            code,
            message: sentence.to_owned(),
            id: id.flatten(),
            received,
        });
    }
}

impl Conversation for Client {
    async fn hear(&mut self, said: Said) {
        let decoded = match &said {
            Said::Text(text) => decode(text),
            Said::Binary(_) => Err(Undecodable::binary()),
        };
        match decoded {
            Ok(incoming) => self.answer(incoming).await,
            Err(error) => self.refuse_undecodable(&error),
        }
    }

    fn refuse(&mut self, said: Said) {
        let reply_to = match &said {
            Said::Text(text) => match decode(text) {
                Ok(Incoming { received, id, .. }) => Some(ReplyTo { received, id }),
                Err(Undecodable { received, id, .. }) => {
                    received.map(|received| ReplyTo { received, id })
                }
            },
            Said::Binary(_) => None,
        };
        self.refuse_with(ErrorCode::RateLimited, reply_to);
    }

    async fn next(&mut self) -> Next {
        let Some(membership) = &self.membership else {
            tokio::select! {
                biased;
                outgoing = self.reader.next() => return outgoing.into(),
                () = until(self.return_by) => self.turn_away(None),
            }
            return self.reader.next().await.into();
        };
        tokio::select! {
            biased;
            outgoing = self.reader.next() => outgoing.into(),
            // The room has ended without a word: a fault.
            () = membership.room_gone() => match self.reader.try_next() {
                Some(outgoing) => outgoing.into(),
                None => Next::Close(CloseCode::Internal),
            },
        }
    }

    fn is_admitted(&self) -> bool {
        self.membership.is_some()
    }

    fn last_word(&self) -> Option<String> {
        let message = ServerMessage::ServerShutdown {
            message: SERVER_SHUTDOWN,
        };
        Some(message.to_json())
    }

    fn ended(&mut self, end: End) {
        self.slot.note_end(match (end, self.why) {
            (End::Ours(code, _), Some(why)) => End::Ours(code, why),
            (end, _) => end,
        });
    }
}

impl From<Outgoing> for Next {
    fn from(outgoing: Outgoing) -> Self {
        match outgoing {
            Outgoing::Text(text) => Self::Text(text.into()),
            Outgoing::Close(code) => Self::Close(code),
        }
    }
}
