//! What the server says, but for `state`.

use std::iter;
use std::sync::LazyLock;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use serde::Serialize;
use serde_json::{Map, Value};

use super::client::CommandStatus;
use super::error_code::ErrorCode;
use super::feed::FeedEntry;
use super::ids::{ConnectionId, MessageId, RoomCode, SessionToken};

/// Answers that repeat an id are as long as a multiple of this, in bytes.
const ANSWER_UNIT: usize = 256;

/// A message to one client, by its `type`. Times are milliseconds since the Unix epoch.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub enum ServerMessage {
    /// The first message on every connection.
    Welcome {
        /// This connection's id.
        connection_id: ConnectionId,
        /// The crate's version.
        server_version: &'static str,
        /// Which pages this server has: what stands in the address of their scripts. A page of another build may
        /// be loaded anew.
        build: String,
        /// Whether any room is open.
        game_active: bool,
        /// The server pings so often.
        heartbeat_seconds: u64,
        /// After so long without a sign of life the connection ends.
        timeout_seconds: u64,
        /// So long a page waits for this message on a new connection before it tries again.
        connect_timeout_seconds: u64,
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
        /// `true` for a message that had been carried out before; it was not carried out again.
        #[serde(skip_serializing_if = "Option::is_none")]
        duplicate: Option<bool>,
        /// `false` for a type this server does not know.
        #[serde(skip_serializing_if = "Option::is_none")]
        handled: Option<bool>,
        /// `false` when the server could not write it down: it counts, but not beyond a restart.
        #[serde(skip_serializing_if = "Option::is_none")]
        durable: Option<bool>,
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
    /// What has happened in the room, for hosts and displays; never a secret.
    Feed {
        /// The oldest first.
        entries: Vec<FeedEntry>,
    },
    /// Asks a phone about its device.
    DeviceInfoRequest {
        /// Comes back with the answer.
        request_id: String,
    },
    /// What a phone said about its device.
    DeviceInfoResponse {
        /// Whose phone.
        player_name: String,
        /// Which request this answers.
        request_id: String,
        /// As the phone said it.
        device_info: Map<String, Value>,
    },
    /// Tells a phone to do something.
    Command {
        /// Comes back with the result.
        command_id: String,
        /// What to do.
        action: CommandAction,
    },
    /// What came of a command to a phone.
    CommandResult {
        /// Which command.
        command_id: String,
        /// Whose phone.
        player_name: String,
        /// What came of it.
        status: CommandStatus,
        /// Why.
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// A host has been asked; comes after the `REJOIN_PENDING` of a `join`, or of a `watch` that wants to
    /// host. What follows is `join_success` or `session_restored`, or an `error` `REJOIN_DENIED`, after 60 s
    /// at the latest.
    RejoinPending {
        /// The number to show, for the host to compare: two digits.
        request: u8,
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

/// What a phone can be told to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub enum CommandAction {
    /// Shake, flash, and say that the friends are waiting.
    Nudge,
}

impl ServerMessage {
    /// The `ack` of a message.
    #[must_use]
    pub fn ack(received: &str, id: Option<MessageId>) -> Self {
        Self::Ack {
            received: received.to_owned(),
            id,
            duplicate: None,
            handled: None,
            durable: None,
        }
    }

    /// Says of an `ack` that the server could not write down what it answers.
    pub fn mark_not_durable(&mut self) {
        if let Self::Ack { durable, .. } = self {
            *durable = Some(false);
        }
    }

    /// The `ack` of a message that has been carried out before.
    #[must_use]
    pub fn duplicate(received: &str, id: Option<MessageId>) -> Self {
        Self::Ack {
            received: received.to_owned(),
            id,
            duplicate: Some(true),
            handled: None,
            durable: None,
        }
    }

    /// The `ack` of a message whose type this server does not know.
    #[must_use]
    pub fn unhandled(received: &str, id: Option<MessageId>) -> Self {
        Self::Ack {
            received: received.to_owned(),
            id,
            duplicate: None,
            handled: Some(false),
            durable: None,
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
    ///
    ///
    /// An answer that repeats an `id` has spaces behind it, up to a multiple of 256 bytes: the size of
    /// encrypted traffic does not tell a vote from a spy's guess.
    pub fn to_json(&self) -> String {
        let mut text =
            serde_json::to_string(self).expect("a message of strings and numbers is always JSON");
        if let Self::Ack { id: Some(_), .. } | Self::Error { id: Some(_), .. } = self {
            let length = text.len().next_multiple_of(ANSWER_UNIT);
            text.extend(iter::repeat_n(' ', length - text.len()));
        }
        text
    }
}

/// The server's time, by which pages count: milliseconds since the Unix epoch when the process asked first,
/// and from then on by a clock that nobody can set. A correction of the wall clock moves no timer.
#[must_use]
pub fn server_time() -> u64 {
    static BEGAN: LazyLock<(u64, Instant)> = LazyLock::new(|| (epoch_ms(), Instant::now()));
    let (epoch, began) = *BEGAN;
    epoch.saturating_add(u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX))
}

/// The time on the wall, for what is written down: milliseconds since the Unix epoch.
#[must_use]
pub fn epoch_ms() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    u64::try_from(since.unwrap_or_default().as_millis()).unwrap_or(u64::MAX)
}
