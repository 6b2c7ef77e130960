//! A connection, as a room knows it, and what one without a seat may want.

use std::sync::Arc;

use crate::game::SeatId;
use crate::protocol::{ConnectionId, SessionToken};
use crate::room::outgoing::outbox::Outbox;

/// A live connection.
#[derive(Debug, Clone)]
pub(crate) struct Connection {
    pub(crate) id: ConnectionId,
    pub(crate) outbox: Outbox,
    /// The token it came with, for as long as it is here; the session itself keeps a hash only.
    pub(crate) token: Option<SessionToken>,
    /// The server's base URL as this client knows it, if a phone can open it too.
    pub(crate) came_by: Option<Arc<str>>,
}

/// What somebody without a token wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wish {
    /// The seat of a player who is away, or was removed.
    Seat(SeatId),
    /// To host, on a screen that has lost its token.
    Screen,
}

impl Wish {
    pub(crate) fn seat(self) -> Option<SeatId> {
        match self {
            Self::Seat(seat) => Some(seat),
            Self::Screen => None,
        }
    }
}
