//! What can be asked of a room's task.

use tokio::sync::oneshot;

use super::outbox::Outbox;
use super::summary::Summary;
use crate::protocol::{ConnectionId, Incoming, Join, MessageId, SessionToken};

/// The type and id of the message that an answer repeats; nothing where no message asked.
pub type Answers = Option<(String, Option<MessageId>)>;

/// On what grounds a connection wants in.
#[derive(Debug)]
pub enum Claim {
    /// As a new player.
    Join(Join),
    /// With the token of a session.
    Resume(SessionToken),
    /// As a display.
    Watch,
}

/// What can be asked of a room's task.
#[derive(Debug)]
pub(crate) enum Request {
    /// A connection wants in.
    Attach(Attach),
    /// A connection that is in says something.
    Message {
        connection: ConnectionId,
        incoming: Incoming,
    },
    /// Somebody wants to know how the room is.
    Summary(oneshot::Sender<Summary>),
}

/// A connection's wish to be part of the room.
#[derive(Debug)]
pub(crate) struct Attach {
    pub(crate) connection: ConnectionId,
    pub(crate) outbox: Outbox,
    pub(crate) claim: Claim,
    /// What the answer repeats; nothing for a token in the socket's URL.
    pub(crate) answers: Answers,
    pub(crate) admitted: oneshot::Sender<bool>,
}
