//! The task of one room: it alone touches the game and its sessions.

use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::{Instant, sleep_until};
use tracing::info;
use uuid::Uuid;

use super::errand::Errand;
use super::feed::Feed;
use super::handle::RoomInbox;
use super::link::RejoinRequest;
use super::outbox::Outbox;
use super::request::{PostDone, Recipient, Request};
use super::sessions::{Session, Sessions};
use super::speaker::Speaker;
use super::summary::Summary;
use crate::game::{Game, Tick, Viewer};
use crate::protocol::{
    CloseCode, ErrorCode, RoomCode, RoomStatus, ServerMessage, TokenHash, epoch_ms,
};

/// What everybody hears when the host closes the room.
const ROOM_CLOSED: &str = "The host has closed this room. Thanks for playing!";

/// One room: a game, who is in it, and what has yet to be told.
#[derive(Debug)]
pub(crate) struct Room {
    pub(crate) code: RoomCode,
    pub(crate) game: Game,
    pub(crate) sessions: Sessions,
    /// Whether there is something new for everybody to see.
    pub(crate) has_changed: bool,
    pub(crate) session_id: Uuid,
    pub(crate) join_url: String,
    pub(crate) created_at: u64,
    born: Instant,
    /// Counts up with every change.
    pub(crate) seq: u64,
    /// Answers to what has been done, sent before the state that it caused.
    pub(crate) replies: Vec<(Outbox, ServerMessage)>,
    /// Tells whoever said something that its answer is in the outbox, by being dropped.
    pub(crate) answered: Option<oneshot::Sender<()>>,
    /// Who asked for a state of their own.
    pub(crate) recipients: Vec<(Viewer, Recipient)>,
    /// Who waits for the answers to a message over REST.
    pub(crate) posts: Vec<(PostDone, Result<(), ErrorCode>)>,
    pub(crate) rejoins: Vec<RejoinRequest>,
    pub(crate) errands: Vec<Errand>,
    pub(crate) last_errand: u64,
    pub(crate) feed: Feed,
    pub(crate) deserted_since: Option<Instant>,
    closes_after: Duration,
    /// Whether the room has come to its end.
    pub(crate) is_closed: bool,
}

/// What a room is born with.
#[derive(Debug)]
pub(crate) struct Birth {
    pub(crate) code: RoomCode,
    pub(crate) session_id: Uuid,
    pub(crate) join_url: String,
    pub(crate) game: Game,
    pub(crate) host_token: TokenHash,
    /// A room that nobody has been connected to for so long is closed.
    pub(crate) closes_after: Duration,
}

impl Room {
    pub(crate) fn new(birth: Birth) -> Self {
        let born = Instant::now();
        Self {
            code: birth.code,
            game: birth.game,
            sessions: Sessions::new(Session::of_screen(birth.host_token)),
            has_changed: false,
            session_id: birth.session_id,
            join_url: birth.join_url,
            created_at: epoch_ms(),
            born,
            seq: 0,
            replies: Vec::new(),
            answered: None,
            recipients: Vec::new(),
            posts: Vec::new(),
            rejoins: Vec::new(),
            errands: Vec::new(),
            last_errand: 0,
            feed: Feed::default(),
            deserted_since: Some(born),
            closes_after: birth.closes_after,
            is_closed: false,
        }
    }

    /// Serves the room until it is closed: by its host, or because nobody has been there for long.
    pub(crate) async fn run(mut self, mut inbox: RoomInbox) {
        while !self.is_closed {
            let wake_at = self.wake_at();
            tokio::select! {
                Some(connection) = inbox.detached.recv() => {
                    self.hear_the_rest(&mut inbox);
                    self.detach(connection);
                }
                Some(request) = inbox.requests.recv() => self.handle(request),
                () = sleep_until(wake_at) => self.catch_up(),
            }
            self.settle();
        }
        self.close();
    }

    /// Hears what waits in the inbox: what a connection said before it ended comes before its end.
    fn hear_the_rest(&mut self, inbox: &mut RoomInbox) {
        for _ in 0..inbox.requests.len() {
            if let Ok(request) = inbox.requests.try_recv() {
                self.handle(request);
                self.settle();
            }
        }
    }

    /// The game's time.
    pub(crate) fn now(&self) -> Tick {
        let alive = Instant::now().duration_since(self.born);
        Tick::try_from(alive.as_millis()).unwrap_or(Tick::MAX)
    }

    fn wake_at(&self) -> Instant {
        let deadline = self.game.deadline();
        let deadline = deadline.map(|tick| self.born + Duration::from_millis(tick));
        let closing = self.deserted_since.map(|since| since + self.closes_after);
        let far = Instant::now() + Duration::from_secs(3600);
        let (errand, poll) = (self.next_errand_due(), self.next_poll_end());
        [deadline, closing, errand, poll]
            .into_iter()
            .flatten()
            .fold(far, Instant::min)
    }

    /// Does what is due.
    pub(crate) fn catch_up(&mut self) {
        self.give_up_errands();
        self.end_polls();
        let now = self.now();
        if self.game.deadline().is_some_and(|at| at <= now) {
            self.game.tick(now);
            self.has_changed = true;
        }
        let too_long = |since: Instant| since + self.closes_after <= Instant::now();
        if self.deserted_since.is_some_and(too_long) {
            self.is_closed = true;
        }
    }

    fn handle(&mut self, request: Request) {
        self.catch_up();
        // A seat that has just been given up cannot be come back to.
        self.settle();
        if self.is_closed {
            // Whoever asked learns that the room is gone.
            return;
        }
        match request {
            Request::Attach(attach) => self.attach(attach),
            Request::Message {
                connection,
                incoming,
                answered,
            } => {
                self.answered = Some(answered);
                // A connection that was taken over a moment ago has been told, and is closing.
                if let Some(link) = self.sessions.link(connection) {
                    let speaker = Speaker::from(link);
                    self.hear(&speaker, incoming);
                }
            }
            Request::Post(post) => self.post(post),
            Request::Poll { token, reply } => self.poll(&token, reply),
            // Somebody who does not wait for the answer any more does not need it.
            Request::Summary(reply) => drop(reply.send(self.summary())),
        }
    }

    fn close(&self) {
        let message = ServerMessage::RoomClosed {
            message: ROOM_CLOSED,
        };
        for link in self.sessions.connections() {
            link.outbox.close(&message, CloseCode::RoomClosed);
        }
        info!(room = %self.code, "room closed");
    }

    fn summary(&self) -> Summary {
        let phase = self.game.phase();
        Summary {
            room: self.code,
            session_id: self.session_id,
            phase,
            status: RoomStatus::from(phase),
            player_count: self.game.player_count(),
            connected_count: self.game.connected_count(),
            max_players: self.game.max_players(),
            created_at: self.created_at,
        }
    }
}
