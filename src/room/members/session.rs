//! A session: somebody who may come back with a token.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::time::Instant;

use crate::game::{Actor, SeatId, Viewer};
use crate::protocol::{ConnectionId, MessageId, TokenHash};
use crate::room::members::connection::Connection;

/// Connections of the session that opened the room, such as the TV and a laptop.
const HOST_CONNECTIONS: usize = 4;

/// A phone that polls counts as connected for so long after each call.
const POLL_LASTS: Duration = Duration::from_secs(10);

/// Messages that are remembered for each session, so that one that comes again is not carried out
/// again (the protocol's answer rule).
const HEARD: usize = 64;

/// Somebody who may come back with a token.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Session {
    pub(super) token: TokenHash,
    /// Whether this session hosts without a seat: it opened the room, or a host let it.
    pub(super) is_screen: bool,
    pub(crate) seat: Option<SeatId>,
    #[serde(skip)]
    pub(super) connections: Vec<Connection>,
    /// Its owner polls, and counts as connected until then.
    #[serde(skip)]
    pub(super) polls_until: Option<Instant>,
    /// The server's base URL by which it polls, if a phone can open it too.
    #[serde(skip)]
    pub(super) polls_by: Option<Arc<str>>,
    /// What it has said and need not say again.
    heard: Heard,
    /// The id of the `join` it came from, until it has shown that it knows its token: if the answer is
    /// lost, the same `join` gets the same seat.
    pub(super) joined_by: Option<MessageId>,
    /// The connection on which that came, in this life of the process: what comes on an older one is late.
    #[serde(skip)]
    pub(super) joined_on: Option<ConnectionId>,
}

/// The ids of the last messages that were carried out for a session.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Heard(VecDeque<MessageId>);

impl Session {
    /// The session that opens a room.
    pub(crate) fn of_screen(token: TokenHash) -> Self {
        Self::new(token, None)
    }

    /// A player's session.
    pub(crate) fn of_player(token: TokenHash, seat: SeatId) -> Self {
        Self::new(token, Some(seat))
    }

    fn new(token: TokenHash, seat: Option<SeatId>) -> Self {
        Self {
            token,
            is_screen: seat.is_none(),
            seat,
            connections: Vec::new(),
            polls_until: None,
            polls_by: None,
            heard: Heard::default(),
            joined_by: None,
            joined_on: None,
        }
    }

    /// Whether the message of that id has been carried out for it.
    pub(crate) fn has_heard(&self, id: &MessageId) -> bool {
        self.heard.0.contains(id)
    }

    /// Remembers that the message of that id has been carried out.
    pub(crate) fn remember(&mut self, id: MessageId) {
        if self.heard.0.len() == HEARD {
            self.heard.0.pop_front();
        }
        self.heard.0.push_back(id);
    }

    /// The message of that id has not been carried out after all.
    pub(crate) fn forget(&mut self, id: &MessageId) {
        self.heard.0.retain(|heard| heard != id);
    }

    /// As whom the session acts.
    pub(crate) fn actor(&self) -> Actor {
        self.seat.map_or(Actor::Host, Actor::Seat)
    }

    /// As whom the session looks.
    pub(crate) fn viewer(&self) -> Viewer {
        self.seat.map_or(Viewer::Host, Viewer::Seat)
    }

    /// Its connections, and as whom they look.
    pub(super) fn lookers(&self) -> impl Iterator<Item = (Viewer, &Connection)> {
        let viewer = self.viewer();
        let connections = self.connections.iter();
        connections.map(move |connection| (viewer, connection))
    }

    /// Whose presence its connections stand for.
    pub(crate) fn presences(&self) -> impl Iterator<Item = Actor> + use<> {
        let screen = self.is_screen.then_some(Actor::Host);
        screen.into_iter().chain(self.seat.map(Actor::Seat))
    }

    /// Whether its owner is connected, one way or another.
    pub(crate) fn is_here(&self) -> bool {
        !self.connections.is_empty() || self.polls_until.is_some()
    }

    /// Its owner has called in: for some seconds that counts as being connected.
    pub(crate) fn note_poll(&mut self) {
        self.polls_until = Some(Instant::now() + POLL_LASTS);
        self.confirm();
    }

    /// Whose presence has ended, if its owner is not connected any more.
    pub(crate) fn absentees(&self) -> Vec<Actor> {
        match self.is_here() {
            true => Vec::new(),
            false => self.presences().collect(),
        }
    }

    /// Its owner speaks: they know their token, or the connection on which they were told. Whether that
    /// is news comes back.
    pub(crate) fn confirm(&mut self) -> bool {
        self.joined_by.take().is_some()
    }

    /// Adds a connection; those that are too many come back, the oldest. That may be the one that was added: what it
    /// said was late, and its client has a newer one.
    pub(crate) fn add(&mut self, connection: Connection) -> Vec<Connection> {
        let limit = if self.is_screen { HOST_CONNECTIONS } else { 1 };
        self.connections.push(connection);
        self.connections.sort_by_key(|connection| connection.id);
        let too_many = self.connections.len().saturating_sub(limit);
        self.connections.drain(..too_many).collect()
    }
}
