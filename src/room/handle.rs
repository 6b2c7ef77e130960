//! How the rest of the house speaks to a room.

use std::sync::Arc;

use thiserror::Error;
use tokio::sync::{mpsc, oneshot};
use tracing::Span;
use uuid::Uuid;

use crate::protocol::{ConnectionId, ErrorCode, Incoming, RoomCode, SessionToken};
use crate::room::occupancy::Occupancy;
use crate::room::outgoing::outbox::{Outbox, Outgoing, outbox};
use crate::room::request::{Attach, Claim, Holder, Poll, Polled, Post, ReplyTo, Request};
use crate::room::summary::Summary;

/// Requests that may wait for a room; whoever sends more waits.
const INBOX: usize = 256;

/// The room has been closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the room is closed")]
pub struct RoomGone;

/// A way to speak to a room. Cheap to clone; the room lives on without it.
#[derive(Debug, Clone)]
pub struct RoomHandle {
    code: RoomCode,
    session_id: Uuid,
    occupancy: Arc<Occupancy>,
    /// Each request with the span in which it was made: whose connection caused what is logged of it.
    inbox: mpsc::Sender<(Span, Request)>,
    /// Apart from the inbox, so that a `Drop` can use it: each connection sends one at most.
    detached: mpsc::UnboundedSender<(Span, ConnectionId)>,
}

/// The ends that the room's task reads.
#[derive(Debug)]
pub(crate) struct RoomInbox {
    pub(crate) requests: mpsc::Receiver<(Span, Request)>,
    pub(crate) detached: mpsc::UnboundedReceiver<(Span, ConnectionId)>,
    pub(crate) occupancy: Arc<Occupancy>,
}

impl RoomHandle {
    pub(crate) fn new(code: RoomCode, session_id: Uuid) -> (Self, RoomInbox) {
        let (inbox, requests) = mpsc::channel(INBOX);
        let (detach, detached) = mpsc::unbounded_channel();
        let occupancy = Arc::new(Occupancy::default());
        let handle = Self {
            code,
            session_id,
            occupancy: Arc::clone(&occupancy),
            inbox,
            detached: detach,
        };
        let inbox = RoomInbox {
            requests,
            detached,
            occupancy,
        };
        (handle, inbox)
    }

    /// The room's code.
    #[must_use]
    pub fn code(&self) -> RoomCode {
        self.code
    }

    /// The room's id for all time.
    #[must_use]
    pub fn session_id(&self) -> Uuid {
        self.session_id
    }

    pub(crate) fn occupancy(&self) -> &Occupancy {
        &self.occupancy
    }

    /// Asks the room to close if nobody has ever had a seat in it. Whether it hears that comes back.
    pub(crate) fn make_room(&self) -> bool {
        let request = (Span::current(), Request::MakeRoom);
        self.inbox.try_send(request).is_ok()
    }

    /// Asks to be part of the room. The room answers through `outbox`: `ack` or `error`, then what
    /// belongs to it. `came_by` is the server's base URL as the client knows it, if a phone can open it too:
    /// guests are led there by the screen of the session that opened the room.
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
        reply_to: Option<ReplyTo>,
        came_by: Option<Arc<str>>,
    ) -> Result<Option<Membership>, RoomGone> {
        let (admitted, is_admitted) = oneshot::channel();
        // Made before asking: if this connection ends while the room admits it, the room is told.
        let mut membership = Membership {
            room: self.clone(),
            connection,
            tells_end: true,
        };
        self.request(Request::Attach(Attach {
            connection,
            outbox,
            claim,
            reply_to,
            admitted,
            came_by,
        }))
        .await?;
        let is_admitted = is_admitted.await.map_err(|_| RoomGone)?;
        // Who was turned away has no end to tell: it may be asking again already.
        membership.tells_end = is_admitted;
        Ok(is_admitted.then_some(membership))
    }

    /// Says one thing over REST, with a session's token or to join; the answers come back.
    ///
    /// # Errors
    ///
    /// [`RoomGone`] when the room has been closed; a token that is no good is a code.
    pub async fn post(
        &self,
        token: Option<SessionToken>,
        incoming: Incoming,
    ) -> Result<Result<Vec<String>, ErrorCode>, RoomGone> {
        let (outbox, mut answers) = outbox();
        let (done, is_done) = oneshot::channel();
        self.request(Request::Post(Post {
            token,
            incoming,
            outbox,
            done,
        }))
        .await?;
        let outcome = is_done.await.map_err(|_| RoomGone)?;
        let texts = std::iter::from_fn(|| match answers.try_next() {
            Some(Outgoing::Text(text)) => Some(text),
            Some(Outgoing::Close(_)) | None => None,
        });
        Ok(outcome.map(|()| texts.collect()))
    }

    /// The state for a session's owner who polls; it counts as connected for some seconds. `came_by` as in
    /// [`RoomHandle::attach`].
    ///
    /// # Errors
    ///
    /// [`RoomGone`] when the room has been closed; a token that is no good is a code.
    pub async fn poll(
        &self,
        token: SessionToken,
        came_by: Option<Arc<str>>,
    ) -> Result<Result<Polled, ErrorCode>, RoomGone> {
        let (reply, polled) = oneshot::channel();
        self.request(Request::Poll(Poll {
            token,
            came_by,
            reply,
        }))
        .await?;
        polled.await.map_err(|_| RoomGone)
    }

    /// Who it is that shows this token.
    ///
    /// # Errors
    ///
    /// [`RoomGone`] when the room has been closed.
    pub async fn holder(&self, token: SessionToken) -> Result<Holder, RoomGone> {
        let (reply, holder) = oneshot::channel();
        self.request(Request::Holder { token, reply }).await?;
        holder.await.map_err(|_| RoomGone)
    }

    /// Whether a game that is remembered was played in the room.
    ///
    /// # Errors
    ///
    /// [`RoomGone`] when the room has been closed.
    pub async fn has_played(&self, game: Uuid) -> Result<bool, RoomGone> {
        let (reply, has_played) = oneshot::channel();
        self.request(Request::HasPlayed { game, reply }).await?;
        has_played.await.map_err(|_| RoomGone)
    }

    /// How the room is, once all that has happened before is kept.
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
        let sent = self.inbox.send((Span::current(), request)).await;
        sent.map_err(|_| RoomGone)
    }
}

/// A connection's place in a room. Dropping it tells the room that the connection is gone.
#[derive(Debug)]
pub struct Membership {
    room: RoomHandle,
    connection: ConnectionId,
    tells_end: bool,
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
        if self.tells_end {
            // A room that is closed does not need to know.
            let _ = self.room.detached.send((Span::current(), self.connection));
        }
    }
}
