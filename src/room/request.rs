//! What can be asked of a room's task.

use std::sync::Arc;

use tokio::sync::oneshot;
use uuid::Uuid;

use crate::protocol::{ConnectionId, ErrorCode, Incoming, Join, MessageId, SessionToken};
use crate::room::outgoing::outbox::Outbox;
use crate::room::summary::Summary;

/// What an answer repeats of the message that it answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplyTo {
    /// The message's type.
    pub received: String,
    /// Its idempotency key, if it has one.
    pub id: Option<MessageId>,
}

/// On what grounds a connection wants in.
#[derive(Debug)]
pub enum Claim {
    /// As a new player.
    Join(Join),
    /// With the token of a session.
    Resume(SessionToken),
    /// As a display.
    Watch,
    /// As a display that asks to host: a screen that has lost its token.
    Host,
}

/// Told when all answers to a post are there, or that its token is no good.
pub(crate) type PostDone = oneshot::Sender<Result<(), ErrorCode>>;

/// What can be asked of a room's task.
#[derive(Debug)]
pub(crate) enum Request {
    /// A connection wants in.
    Attach(Attach),
    /// A connection that is in says something.
    Message {
        connection: ConnectionId,
        incoming: Incoming,
        /// Dropped once the answer is in the outbox.
        answered: oneshot::Sender<()>,
    },
    /// Somebody says something over REST.
    Post(Post),
    /// Somebody who polls wants to see.
    Poll(Poll),
    /// Somebody wants to know whose a token is.
    Holder {
        token: SessionToken,
        reply: oneshot::Sender<Holder>,
    },
    /// Somebody wants to know whether a past game was played in the room.
    HasPlayed {
        game: Uuid,
        reply: oneshot::Sender<bool>,
    },
    /// The house needs the space of a room that nobody uses.
    MakeRoom,
    /// Somebody wants to know how the room is.
    Summary(oneshot::Sender<Summary>),
}

/// Who it is that shows a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// Nobody: the room never gave out such a token.
    Unknown,
    /// Somebody whose session is over.
    Former,
    /// Somebody with a session in the room.
    Member,
    /// The same, with host rights.
    Host,
}

/// One message over REST.
#[derive(Debug)]
pub(crate) struct Post {
    /// Whose; nothing for somebody who joins.
    pub(crate) token: Option<SessionToken>,
    pub(crate) incoming: Incoming,
    /// Where the answers go.
    pub(crate) outbox: Outbox,
    pub(crate) done: PostDone,
}

/// A state for somebody who polls.
#[derive(Debug)]
pub struct Polled {
    /// The room's revision.
    pub seq: u64,
    /// The `state` message, with spaces behind it: equally long for all callers of the room.
    pub state: String,
}

/// A connection's wish to be part of the room.
#[derive(Debug)]
pub(crate) struct Attach {
    pub(crate) connection: ConnectionId,
    pub(crate) outbox: Outbox,
    pub(crate) claim: Claim,
    /// What the answer repeats; nothing for a token in the socket's URL.
    pub(crate) reply_to: Option<ReplyTo>,
    pub(crate) admitted: oneshot::Sender<bool>,
    /// The server's base URL as the client knows it, if a phone can open it too.
    pub(crate) came_by: Option<Arc<str>>,
}

/// Somebody who polls wants their state.
#[derive(Debug)]
pub(crate) struct Poll {
    pub(crate) token: SessionToken,
    /// As in [`Attach`].
    pub(crate) came_by: Option<Arc<str>>,
    pub(crate) reply: oneshot::Sender<Result<Polled, ErrorCode>>,
}

/// To whom a state goes.
#[derive(Debug)]
pub(crate) enum Recipient {
    /// To a connection, or into the answers of a request.
    Outbox(Outbox),
    /// To somebody who polls.
    Poll(oneshot::Sender<Result<Polled, ErrorCode>>),
}

impl From<Outbox> for Recipient {
    fn from(outbox: Outbox) -> Self {
        Self::Outbox(outbox)
    }
}

impl Recipient {
    /// Hands a state over; `seq` is the room's revision that it shows.
    pub(crate) fn send(self, seq: u64, state: String) {
        match self {
            Self::Outbox(outbox) => outbox.send_state(state),
            // Somebody who does not wait for the answer any more does not need it.
            Self::Poll(reply) => drop(reply.send(Ok(Polled { seq, state }))),
        }
    }
}
