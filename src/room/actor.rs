//! The task of one room: it alone touches the game and its sessions.

use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::{Instant, sleep_until};
use tracing::info;
use uuid::Uuid;

use super::errand::Errand;
use super::feed::Feed;
use super::handle::RoomInbox;
use super::link::{Link, RejoinRequest};
use super::outbox::Outbox;
use super::request::{Polled, PostDone, Request};
use super::sessions::{Session, Sessions};
use super::speaker::Speaker;
use super::summary::Summary;
use crate::game::{Game, Moment, Tick, Viewer};
use crate::protocol::{
    CloseCode, ErrorCode, ForHosts, RoomCode, RoomFacts, RoomStatus, ServerMessage, StateFrames,
    TokenHash, epoch_ms,
};

/// What everybody hears when the host closes the room.
const ROOM_CLOSED: &str = "The host has closed this room. Thanks for playing!";

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
    fn send(self, seq: u64, frame: &str) {
        let state = frame.to_owned();
        match self {
            Self::Outbox(outbox) => outbox.send_state(state),
            // Somebody who does not wait for the answer any more does not need it.
            Self::Poll(reply) => drop(reply.send(Ok(Polled { seq, state }))),
        }
    }
}

/// One room: a game, who is in it, and what has yet to be told.
#[derive(Debug)]
pub(crate) struct Room {
    pub(crate) code: RoomCode,
    pub(crate) game: Game,
    pub(crate) sessions: Sessions,
    /// Whether there is something new for everybody to see.
    pub(crate) has_changed: bool,
    session_id: Uuid,
    join_url: String,
    created_at: u64,
    born: Instant,
    /// Counts up with every change.
    seq: u64,
    /// Answers to what has been done, sent before the state that it caused.
    pub(crate) replies: Vec<(Outbox, ServerMessage)>,
    /// Tells whoever said something that its answer is in the outbox, by being dropped.
    answered: Option<oneshot::Sender<()>>,
    /// Who asked for a state of their own.
    pub(crate) recipients: Vec<(Viewer, Recipient)>,
    /// Who waits for the answers to a message over REST.
    pub(crate) posts: Vec<(PostDone, Result<(), ErrorCode>)>,
    pub(crate) rejoins: Vec<RejoinRequest>,
    pub(crate) errands: Vec<Errand>,
    pub(crate) last_errand: u64,
    feed: Feed,
    deserted_since: Option<Instant>,
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

    /// Tells everybody what came of it: answers first, then the states, then the good-byes.
    fn settle(&mut self) {
        self.drop_settled_requests();
        if self.has_changed {
            self.seq += 1;
            self.write_feed();
        }
        for (outbox, message) in self.replies.drain(..) {
            outbox.send(&message);
        }
        self.answered = None;
        let left = self.sessions.expire_lost(&self.game);
        self.send_states();
        for (done, outcome) in self.posts.drain(..) {
            // Somebody who does not wait for the answer any more does not need it.
            let _ = done.send(outcome);
        }
        for link in left {
            link.outbox.finish(CloseCode::Left);
        }
        self.deserted_since = match self.sessions.is_deserted() {
            true => self.deserted_since.or_else(|| Some(Instant::now())),
            false => None,
        };
    }

    /// Sends a state to everybody if there is something new, and to those who asked for one.
    fn send_states(&mut self) {
        let mut recipients = std::mem::take(&mut self.recipients);
        if std::mem::take(&mut self.has_changed) {
            let links = self.sessions.links();
            recipients.extend(links.map(|(viewer, link)| (viewer, link.outbox.clone().into())));
        }
        if recipients.is_empty() {
            return;
        }
        let frames = self.frames();
        for (viewer, recipient) in recipients {
            if let Some(frame) = frames.of(viewer) {
                recipient.send(self.seq, frame);
            }
        }
    }

    fn frames(&self) -> StateFrames {
        let facts = RoomFacts {
            seq: self.seq,
            room: self.code,
            session_id: self.session_id,
            created_at: self.created_at,
            join_url: &self.join_url,
        };
        let for_hosts = ForHosts {
            rejoin_requests: self.rejoin_names(),
        };
        let at = Moment {
            tick: self.now(),
            epoch_ms: epoch_ms(),
        };
        StateFrames::new(&self.game, facts, &for_hosts, at, &self.sessions.viewers())
    }

    /// A state for somebody who asked, after whatever their asking changed.
    pub(crate) fn wants_state(&mut self, viewer: Viewer, outbox: Outbox) {
        self.recipients.push((viewer, outbox.into()));
    }

    fn write_feed(&mut self) {
        let entries = self.feed.note(self.game.scene(), epoch_ms());
        if entries.is_empty() {
            return;
        }
        let lines = ServerMessage::Feed { entries };
        let reads = |viewer: Viewer| viewer == Viewer::Display || self.game.is_hosting(viewer);
        for (_, link) in self.sessions.links().filter(|(viewer, _)| reads(*viewer)) {
            self.replies.push((link.outbox.clone(), lines.clone()));
        }
    }

    /// The last lines of the feed, for a screen that has just come.
    pub(crate) fn send_feed_to(&mut self, link: &Link) {
        let mut links = self.sessions.links();
        let viewer = links
            .find(|(_, other)| other.id == link.id)
            .map(|(viewer, _)| viewer);
        drop(links);
        let reads = viewer.is_some_and(|v| v == Viewer::Display || self.game.is_hosting(v));
        let entries = self.feed.lines();
        if reads && !entries.is_empty() {
            self.reply(&link.outbox, ServerMessage::Feed { entries });
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
