//! Why the server closes a connection, as a number and in a word.

/// Why the server closes a connection, and so what a client does next:
///
/// | code | why | the client |
/// |---|---|---|
/// | 1000 | the player has left | stays closed |
/// | 1001 | nothing came from the client for too long, or it does not read | connects again |
/// | 1002, 1007 | a frame against the rules of WebSockets, text that is not UTF-8 | shows an error |
/// | 1008 | a bad token, idle without joining, or the server is full | forgets the token, shows the error |
/// | 1009 | a message over the size limit | shows an error |
/// | 1011 | a fault of the server | connects again, ever more slowly |
/// | 1012 | the server stops or restarts | connects again at once, then ever more slowly |
/// | 4001 | a newer connection has the session | stays closed, offers to take it back |
/// | 4002 | the host took the seat away | stays closed |
/// | 4003 | the room is closed | goes back to the start |
/// | 4008 | too many messages for too long | stays closed |
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloseCode {
    /// The player left.
    Left,
    /// A frame that breaks the WebSocket protocol.
    Protocol,
    /// Text that is not UTF-8.
    InvalidText,
    /// A bad token, idle without joining, or the pool is full.
    Policy,
    /// A message over the size limit.
    TooBig,
    /// Something broke on the server.
    Internal,
    /// The server stops or restarts.
    Restart,
    /// Nothing has come from the peer for too long, or it does not read.
    Silent,
    /// A newer connection has taken the session over.
    Replaced,
    /// The host took the seat away.
    Removed,
    /// The room is closed.
    RoomClosed,
    /// Too many messages for too long.
    Flooding,
}

impl CloseCode {
    /// All codes.
    pub const ALL: &[Self] = &[
        Self::Left,
        Self::Silent,
        Self::Protocol,
        Self::InvalidText,
        Self::Policy,
        Self::TooBig,
        Self::Internal,
        Self::Restart,
        Self::Replaced,
        Self::Removed,
        Self::RoomClosed,
        Self::Flooding,
    ];

    /// The number on the wire.
    #[must_use]
    pub fn code(self) -> u16 {
        match self {
            Self::Left => 1000,
            Self::Silent => 1001,
            Self::Protocol => 1002,
            Self::InvalidText => 1007,
            Self::Policy => 1008,
            Self::TooBig => 1009,
            Self::Internal => 1011,
            Self::Restart => 1012,
            Self::Replaced => 4001,
            Self::Removed => 4002,
            Self::RoomClosed => 4003,
            Self::Flooding => 4008,
        }
    }

    /// The same in a word, for whoever looks at the wire.
    #[must_use]
    pub fn reason(self) -> &'static str {
        match self {
            Self::Left => "left",
            Self::Silent => "silent",
            Self::Protocol => "protocol error",
            Self::InvalidText => "invalid UTF-8",
            Self::Policy => "not admitted",
            Self::TooBig => "message too big",
            Self::Internal => "internal error",
            Self::Restart => "server restarting",
            Self::Replaced => "session replaced",
            Self::Removed => "removed",
            Self::RoomClosed => "room closed",
            Self::Flooding => "flooding",
        }
    }
}
