//! A connection, as a room knows it, and what one without a seat may wait for.

use std::sync::Arc;

use super::outbox::Outbox;
use crate::game::SeatId;
use crate::protocol::{ConnectionId, SessionToken};

/// A live connection.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    pub(crate) id: ConnectionId,
    pub(crate) outbox: Outbox,
    /// The token it came with, for as long as it is here; the session itself keeps a hash only.
    pub(crate) token: Option<SessionToken>,
    /// The server's base URL as this client knows it, if a phone can open it too.
    pub(crate) came_by: Option<Arc<str>>,
}

/// Somebody who typed a lost player's name.
#[derive(Debug)]
pub(crate) struct RejoinRequest {
    pub(crate) seat: SeatId,
    pub(crate) link: Link,
}
