//! What the server says, but for `state`.

use std::time::{SystemTime, UNIX_EPOCH};

use serde::Serialize;
use serde_json::Value;

use super::error_code::ErrorCode;
use super::ids::{ConnectionId, MessageId, RoomCode, SessionToken};

/// A message to one client, by its `type`. Times are milliseconds since the Unix epoch.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ServerMessage {
    /// The first message on every connection.
    Welcome {
        /// This connection's id.
        connection_id: ConnectionId,
        /// The crate's version.
        server_version: &'static str,
        /// Whether any room is open.
        game_active: bool,
        /// The server pings so often.
        heartbeat_seconds: u64,
        /// After so long without a sign of life the connection ends.
        timeout_seconds: u64,
        /// The time here.
        server_time: u64,
    },
    /// A message was understood and carried out.
    Ack {
        /// The `type` of that message.
        received: String,
        /// Its id.
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<MessageId>,
        /// `false` for a type this server does not know.
        #[serde(skip_serializing_if = "Option::is_none")]
        handled: Option<bool>,
    },
    /// A message was refused, or something went wrong.
    Error {
        /// Why, for programs.
        code: ErrorCode,
        /// Why, and what to do next, for people.
        message: String,
        /// The id of the message.
        #[serde(skip_serializing_if = "Option::is_none")]
        id: Option<MessageId>,
        /// Its `type`.
        #[serde(skip_serializing_if = "Option::is_none")]
        received: Option<String>,
    },
    /// The answer to a `ping` with a timestamp.
    Pong {
        /// As it was sent.
        timestamp: Value,
        /// The time here.
        server_time: u64,
    },
    /// A seat was taken.
    JoinSuccess {
        /// The name as it is shown.
        player_name: String,
        /// The key to come back with.
        session_token: SessionToken,
        /// Whether the player has host rights.
        is_host: bool,
        /// The room.
        room: RoomCode,
    },
    /// A session goes on.
    SessionRestored {
        /// The player's name; nothing for a host screen.
        name: Option<String>,
        /// The session's token.
        token: SessionToken,
        /// Whether the session has host rights.
        is_host: bool,
        /// The room.
        room: RoomCode,
    },
    /// What came of `host_join_as_player`.
    HostJoinResponse {
        /// Whether the host has a seat now.
        success: bool,
        /// The name as it is shown.
        #[serde(skip_serializing_if = "Option::is_none")]
        player_name: Option<String>,
        /// Why not.
        #[serde(skip_serializing_if = "Option::is_none")]
        error: Option<ErrorCode>,
    },
    /// A newer connection has taken this session over; close 4001 follows.
    SessionReplaced {
        /// What happened, and what to do.
        message: &'static str,
    },
    /// The host took the seat away; close 4002 follows.
    Removed {
        /// What happened, and what to do.
        message: &'static str,
    },
    /// The room is closed; close 4003 follows.
    RoomClosed {
        /// What happened, and what to do.
        message: &'static str,
    },
    /// The server stops; close 1012 follows.
    ServerShutdown {
        /// What happened, and what to do.
        message: &'static str,
    },
}

impl ServerMessage {
    /// The `ack` of a message.
    #[must_use]
    pub fn ack(received: &str, id: Option<MessageId>) -> Self {
        Self::Ack {
            received: received.to_owned(),
            id,
            handled: None,
        }
    }

    /// The `error` for a message, with the code's own sentence.
    #[must_use]
    pub fn error(code: ErrorCode, received: &str, id: Option<MessageId>) -> Self {
        Self::Error {
            code,
            message: code.sentence().to_owned(),
            id,
            received: Some(received.to_owned()),
        }
    }

    /// The message as the text of a frame.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("a message of strings and numbers is always JSON")
    }
}

/// Why the server closes a connection.
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

/// The time here, as the protocol tells it: milliseconds since the Unix epoch.
#[must_use]
pub fn epoch_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    u64::try_from(since.unwrap_or_default().as_millis()).unwrap_or(u64::MAX)
}
