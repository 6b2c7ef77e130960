//! How the rest of the house speaks to a room.

use serde::Serialize;
use thiserror::Error;
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

use super::attach::Claim;
use super::outbox::Outbox;
use crate::game::Phase;
use crate::protocol::{ConnectionId, Incoming, MessageId, RoomCode};

/// Requests that may wait for a room; whoever sends more waits.
const INBOX: usize = 256;

/// The type and id of the message that an answer repeats; nothing where no message asked.
pub type Answers = Option<(String, Option<MessageId>)>;

/// The room has been closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the room is closed")]
pub struct RoomGone;

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

/// A way to speak to a room. Cheap to clone; the room lives on without it.
#[derive(Debug, Clone)]
pub struct RoomHandle {
    code: RoomCode,
    inbox: mpsc::Sender<Request>,
    /// Apart from the inbox, so that a `Drop` can use it: each connection sends one at most.
    detached: mpsc::UnboundedSender<ConnectionId>,
}

/// The ends that the room's task reads.
#[derive(Debug)]
pub(crate) struct RoomInbox {
    pub(crate) requests: mpsc::Receiver<Request>,
    pub(crate) detached: mpsc::UnboundedReceiver<ConnectionId>,
}

/// How a room is, for everybody to know.
#[derive(Debug, Clone, Serialize)]
pub struct Summary {
    /// The code.
    pub room: RoomCode,
    /// The room's id for all time.
    pub session_id: Uuid,
    /// The game's phase.
    pub phase: Phase,
    /// The phase in a word.
    pub status: Status,
    /// Seats taken.
    pub player_count: usize,
    /// Players connected.
    pub connected_count: usize,
    /// Seats there are.
    pub max_players: usize,
    /// When the room was created, in milliseconds since the Unix epoch.
    pub created_at: u64,
}

/// A room's phase in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// In the lobby.
    Waiting,
    /// In a round.
    Playing,
    /// Paused.
    Paused,
    /// At the end.
    Finished,
}

impl From<Phase> for Status {
    fn from(phase: Phase) -> Self {
        match phase {
            Phase::Lobby => Self::Waiting,
            Phase::Paused => Self::Paused,
            Phase::End => Self::Finished,
            _ => Self::Playing,
        }
    }
}

impl RoomHandle {
    pub(crate) fn new(code: RoomCode) -> (Self, RoomInbox) {
        let (inbox, requests) = mpsc::channel(INBOX);
        let (detach, detached) = mpsc::unbounded_channel();
        let handle = Self {
            code,
            inbox,
            detached: detach,
        };
        (handle, RoomInbox { requests, detached })
    }

    /// The room's code.
    #[must_use]
    pub fn code(&self) -> RoomCode {
        self.code
    }

    /// Asks to be part of the room. The room answers through `outbox`: `ack` or `error`, then what
    /// belongs to it.
    ///
    /// # Errors
    ///
    /// [`RoomGone`] when the room has been closed. A claim that is refused is no error here: it
    /// gives no membership.
    pub async fn attach(
        &self,
        connection: ConnectionId,
        outbox: Outbox,
        claim: Claim,
        answers: Answers,
    ) -> Result<Option<Membership>, RoomGone> {
        let (admitted, is_admitted) = oneshot::channel();
        // Made before asking: if this connection ends while the room admits it, the room is told.
        let membership = Membership {
            room: self.clone(),
            connection,
        };
        self.request(Request::Attach(Attach {
            connection,
            outbox,
            claim,
            answers,
            admitted,
        }))
        .await?;
        let is_admitted = is_admitted.await.map_err(|_| RoomGone)?;
        Ok(is_admitted.then_some(membership))
    }

    /// How the room is.
    ///
    /// # Errors
    ///
    /// [`RoomGone`] when the room has been closed.
    pub async fn summary(&self) -> Result<Summary, RoomGone> {
        let (reply, summary) = oneshot::channel();
        self.request(Request::Summary(reply)).await?;
        summary.await.map_err(|_| RoomGone)
    }

    async fn request(&self, request: Request) -> Result<(), RoomGone> {
        self.inbox.send(request).await.map_err(|_| RoomGone)
    }
}

/// A connection's place in a room. Dropping it tells the room that the connection is gone.
#[derive(Debug)]
pub struct Membership {
    room: RoomHandle,
    connection: ConnectionId,
}

impl Membership {
    /// The room's code.
    #[must_use]
    pub fn room(&self) -> RoomCode {
        self.room.code
    }

    /// Says something in the room, and waits until its answer is in the outbox. So a connection
    /// never has two messages in the room, and its answers come in the order of its messages.
    ///
    /// # Errors
    ///
    /// [`RoomGone`] when the room has been closed.
    pub async fn say(&self, incoming: Incoming) -> Result<(), RoomGone> {
        let (answered, is_answered) = oneshot::channel();
        self.room
            .request(Request::Message {
                connection: self.connection,
                incoming,
                answered,
            })
            .await?;
        // Nothing is ever sent: the end of the channel is the signal.
        let _ = is_answered.await;
        Ok(())
    }

    /// Waits until the room is closed.
    pub async fn room_gone(&self) {
        self.room.inbox.closed().await;
    }
}

impl Drop for Membership {
    fn drop(&mut self) {
        // A room that is closed does not need to know.
        let _ = self.room.detached.send(self.connection);
    }
}
