//! The task of one room: it alone touches the game and its sessions.

use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::{Instant, sleep_until};
use tracing::{debug, info};
use uuid::Uuid;

use super::commands::command;
use super::handle::{Answers, Request, RoomInbox, Status, Summary};
use super::outbox::Outbox;
use super::sessions::{Link, Session, Sessions};
use crate::game::{Actor, Command, Game, Moment, Tick};
use crate::protocol::{
    ClientMessage, CloseCode, ConnectionId, ErrorCode, Incoming, RoomCode, RoomFacts,
    ServerMessage, StateFrames, TokenHash, epoch_ms,
};

/// What everybody hears when the host closes the room.
const ROOM_CLOSED: &str = "The host has closed this room. Thanks for playing!";

/// Why a member's `resume` or `watch` is refused.
const NOT_FIRST: &str = "You are in a room already. Open another connection for that.";

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
    replies: Vec<(Outbox, ServerMessage)>,
    /// Tells whoever said something that its answer is in the outbox, by being dropped.
    answered: Option<oneshot::Sender<()>>,
    /// Who asked for a state of their own.
    wants_state: Vec<ConnectionId>,
    deserted_since: Option<Instant>,
    closes_after: Duration,
    is_closed: bool,
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
            wants_state: Vec::new(),
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
        [deadline, closing]
            .into_iter()
            .flatten()
            .fold(far, Instant::min)
    }

    /// Does what is due.
    fn catch_up(&mut self) {
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
                self.hear(connection, incoming);
                self.answered = Some(answered);
            }
            // Somebody who does not wait for the answer any more does not need it.
            Request::Summary(reply) => drop(reply.send(self.summary())),
        }
    }

    /// Answers a member's message.
    fn hear(&mut self, connection: ConnectionId, incoming: Incoming) {
        let Some(link) = self.sessions.link(connection).cloned() else {
            // Taken over or removed a moment ago: that connection has been told, and is closing.
            return;
        };
        let answers = Some((incoming.received, incoming.id));
        match incoming.message {
            ClientMessage::Join(join) => self.hear_join(&link, &join, answers),
            ClientMessage::HostJoinAsPlayer(wish) => self.hear_host_join(&link, &wish, answers),
            ClientMessage::Resume(_) | ClientMessage::Watch(_) => {
                self.refuse_because(&link.outbox, ErrorCode::InvalidMessage, NOT_FIRST, answers);
            }
            ClientMessage::GetState => {
                self.accept(&link.outbox, answers);
                self.wants_state.push(connection);
            }
            message => match self.carry_out(connection, message) {
                Ok(()) => self.accept(&link.outbox, answers),
                Err(code) => self.refuse(&link.outbox, code, answers),
            },
        }
    }

    fn carry_out(&mut self, from: ConnectionId, message: ClientMessage) -> Result<(), ErrorCode> {
        let session = self.sessions.of_connection(from);
        let actor = session.map_or(Actor::Guest, |session| session.actor());
        match command(message) {
            Some(command) => self.game.apply(self.now(), actor, command)?,
            None if self.game.is_host(actor) => self.is_closed = true,
            None => return Err(ErrorCode::NotHost),
        }
        self.has_changed = true;
        Ok(())
    }

    fn detach(&mut self, connection: ConnectionId) {
        self.catch_up();
        let now = self.now();
        self.sessions.remove_display(connection);
        // A connection that was taken over belongs to no session any more, so its end changes nothing.
        let Some(session) = self.sessions.of_connection(connection) else {
            return;
        };
        session.links.retain(|link| link.id != connection);
        if session.links.is_empty() {
            for actor in session.presences() {
                if let Err(refusal) = self.game.apply(now, actor, Command::Lose) {
                    debug!(room = %self.code, ?refusal, "a connection without a seat ended");
                }
            }
            self.has_changed = true;
        }
    }

    pub(crate) fn reply(&mut self, to: &Outbox, message: ServerMessage) {
        self.replies.push((to.clone(), message));
    }

    pub(crate) fn accept(&mut self, to: &Outbox, answers: Answers) {
        if let Some((received, id)) = answers {
            self.reply(to, ServerMessage::ack(&received, id));
        }
    }

    pub(crate) fn refuse(&mut self, to: &Outbox, code: ErrorCode, answers: Answers) {
        self.refuse_because(to, code, code.sentence(), answers);
    }

    pub(crate) fn refuse_because(
        &mut self,
        to: &Outbox,
        code: ErrorCode,
        why: &str,
        answers: Answers,
    ) {
        let (received, id) = answers.unzip();
        let message = ServerMessage::Error {
            code,
            message: why.to_owned(),
            id: id.flatten(),
            received,
        };
        self.reply(to, message);
    }

    /// Tells everybody what came of it: answers first, then the states, then the good-byes.
    fn settle(&mut self) {
        for (outbox, message) in self.replies.drain(..) {
            outbox.send(&message);
        }
        self.answered = None;
        let left = self.sessions.expire_lost(&self.game);
        if self.has_changed {
            self.seq += 1;
            self.send_states(|_| true);
        } else if !self.wants_state.is_empty() {
            let who = std::mem::take(&mut self.wants_state);
            self.send_states(|link| who.contains(&link.id));
        }
        self.has_changed = false;
        self.wants_state.clear();
        for link in left {
            link.outbox.finish(CloseCode::Left);
        }
        self.deserted_since = match self.sessions.is_deserted() {
            true => self.deserted_since.or_else(|| Some(Instant::now())),
            false => None,
        };
    }

    fn send_states(&self, to: impl Fn(&Link) -> bool) {
        let facts = RoomFacts {
            seq: self.seq,
            room: self.code,
            session_id: self.session_id,
            created_at: self.created_at,
            join_url: &self.join_url,
        };
        let at = Moment {
            tick: self.now(),
            epoch_ms: epoch_ms(),
        };
        let frames = StateFrames::new(&self.game, facts, at, &self.sessions.viewers());
        for (viewer, link) in self.sessions.links().filter(|(_, link)| to(link)) {
            if let Some(frame) = frames.of(viewer) {
                link.outbox.send_state(frame.to_owned());
            }
        }
    }

    fn close(&self) {
        let message = ServerMessage::RoomClosed {
            message: ROOM_CLOSED,
        };
        for (_, link) in self.sessions.links() {
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
            status: Status::from(phase),
            player_count: self.game.player_count(),
            connected_count: self.game.connected_count(),
            max_players: self.game.max_players(),
            created_at: self.created_at,
        }
    }
}
