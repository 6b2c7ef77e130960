//! A request for a WebSocket, as it arrives.

use crate::server::net::{CameBy, Peer};

/// Who asks for a WebSocket, and how.
pub(crate) struct Arrival {
    pub(crate) peer: Peer,
    pub(crate) came_by: CameBy,
    /// Whether the connection is one of the last.
    pub(crate) is_reserved: bool,
}
