//! Who says something to a room, and what is answered.

use crate::game::Refusal;
use crate::protocol::{ConnectionId, ErrorCode, ServerMessage, SessionToken};
use crate::room::members::connection::Connection;
use crate::room::outgoing::outbox::Outbox;

/// Who says something, and where the answer goes.
#[derive(Debug, Clone)]
pub(crate) struct Sender {
    pub(crate) outbox: Outbox,
    /// The token it came with; nothing for a guest or a display.
    pub(crate) token: Option<SessionToken>,
    /// Nothing for a single request over REST.
    pub(crate) connection: Option<ConnectionId>,
}

impl From<&Connection> for Sender {
    fn from(connection: &Connection) -> Self {
        Self {
            outbox: connection.outbox.clone(),
            token: connection.token.clone(),
            connection: Some(connection.id),
        }
    }
}

/// What is answered to a message that was accepted.
#[derive(Debug)]
pub(crate) enum Answer {
    /// An `ack`, and then these.
    Now(Vec<ServerMessage>),
    /// Nothing yet: somebody else has to answer first.
    Later,
}

impl Answer {
    /// An `ack` alone.
    pub(crate) fn ack() -> Self {
        Self::Now(Vec::new())
    }

    /// An `ack`, and then the result.
    pub(crate) fn with(result: ServerMessage) -> Self {
        Self::Now(vec![result])
    }
}

/// Why a message was refused.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) code: ErrorCode,
    /// In other words than the code's own.
    pub(crate) why: &'static str,
    /// What is sent beside the `error`.
    pub(crate) result: Option<Box<ServerMessage>>,
}

impl Refused {
    /// A refusal in words of its own.
    pub(crate) fn because(code: ErrorCode, why: &'static str) -> Self {
        Self {
            code,
            why,
            result: None,
        }
    }
}

impl From<ErrorCode> for Refused {
    fn from(code: ErrorCode) -> Self {
        Self::because(code, code.sentence())
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        ErrorCode::from(refusal).into()
    }
}
