//! The task of one room: it alone touches the game and its sessions.

use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::{Instant, sleep_until};
use tracing::{Span, info};
use uuid::Uuid;

use crate::game::{Actor, Command, Game, NotResumable, Pack, Packs, Refusal, Tick};
use crate::protocol::{CloseCode, RoomCode, ServerMessage, TokenHash, epoch_ms};
use crate::room::device::pending::DeviceCommands;
use crate::room::durable::clock::Clock;
use crate::room::durable::snapshot::SavedRoom;
use crate::room::durable::state::Durable;
use crate::room::handle::RoomInbox;
use crate::room::join_address::WayIn;
use crate::room::members::requests::RejoinRequests;
use crate::room::members::session::Session;
use crate::room::members::sessions::Sessions;
use crate::room::outgoing::effects::Effects;
use crate::room::outgoing::feed::Feed;

/// What everybody hears when the host closes the room.
pub(crate) const ROOM_CLOSED: &str = "The host has closed this room. Thanks for playing!";

/// One room: a game, who is in it, and what has yet to be told.
#[derive(Debug)]
pub(crate) struct Room {
    pub(crate) code: RoomCode,
    pub(crate) game: GameInPlay,
    pub(crate) sessions: Sessions,
    /// What has changed since the last flush.
    dirty: Dirty,
    pub(crate) session_id: Uuid,
    pub(crate) way_in: WayIn,
    pub(crate) created_at: u64,
    pub(crate) clock: Clock,
    /// Counts up with every change that can be seen.
    pub(crate) seq: u64,
    /// What the change under way causes to be told.
    pub(crate) effects: Effects,
    pub(crate) durable: Durable,
    pub(crate) rejoins: RejoinRequests,
    pub(crate) device_commands: DeviceCommands,
    pub(crate) feed: Feed,
    pub(crate) deserted_since: Option<Instant>,
    /// A room that nobody has been connected to for so long is closed.
    closes_after: Duration,
    /// Whether and how the room has come to its end.
    ending: Option<Ending>,
    /// Whether a person has ever had a seat.
    pub(crate) has_been_joined: bool,
}

/// The game of a room, which all of the room may look at. Only [`Room::play`] and the room's clock change it.
#[derive(Debug)]
pub(crate) struct GameInPlay(Game);

impl Deref for GameInPlay {
    type Target = Game;

    fn deref(&self) -> &Game {
        &self.0
    }
}

/// What has changed in a room since its members were told and it was saved; the more comes later.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Dirty {
    /// Nothing.
    #[default]
    No,
    /// Something that has to outlive the process.
    Save,
    /// Something for everybody to see, which has to outlive the process too.
    Show,
}

/// How a room ends.
#[derive(Debug)]
struct Ending {
    /// What everybody hears.
    farewell: &'static str,
    /// In which it was ended: whose connection caused it.
    span: Span,
}

/// What the house gives a room.
#[derive(Debug)]
pub(crate) struct RoomContext {
    pub(crate) code: RoomCode,
    pub(crate) way_in: WayIn,
    pub(crate) closes_after: Duration,
    pub(crate) durable: Durable,
}

impl Room {
    /// A new room, with its game and the key of the session that opens it.
    pub(crate) fn new(
        context: RoomContext,
        session_id: Uuid,
        game: Game,
        host_token: TokenHash,
    ) -> Self {
        let sessions = Sessions::new(Session::of_screen(host_token));
        Self {
            session_id,
            clock: Clock::running(),
            ..Self::in_context(context, game, sessions)
        }
    }

    /// A room that was saved. Its clock stands still until somebody is back; `tick` is what it showed
    /// when the process ended.
    pub(crate) fn restored(
        context: RoomContext,
        saved: SavedRoom,
        tick: Tick,
        packs: Arc<Packs>,
        pack: Arc<Pack>,
    ) -> Result<Self, NotResumable> {
        let game = saved.game.resume_with(packs, pack, tick)?;
        let mut room = Self {
            session_id: saved.session_id,
            created_at: saved.created_at,
            clock: Clock::still(tick),
            seq: saved.seq,
            device_commands: DeviceCommands::after(saved.last_command),
            feed: saved.feed,
            has_been_joined: saved.has_been_joined,
            ..Self::in_context(context, game, saved.sessions)
        };
        room.feed.go_on_from(room.game.scene());
        room.durable
            .go_on_with(saved.game_id, saved.is_recorded, saved.past_games);
        Ok(room)
    }

    fn in_context(context: RoomContext, game: Game, sessions: Sessions) -> Self {
        Self {
            code: context.code,
            game: GameInPlay(game),
            sessions,
            dirty: Dirty::Save,
            session_id: Uuid::nil(),
            way_in: context.way_in,
            created_at: epoch_ms(),
            clock: Clock::still(0),
            seq: 0,
            effects: Effects::default(),
            durable: context.durable,
            rejoins: RejoinRequests::default(),
            device_commands: DeviceCommands::default(),
            feed: Feed::default(),
            deserted_since: Some(Instant::now()),
            closes_after: context.closes_after,
            ending: None,
            has_been_joined: false,
        }
    }

    /// Serves the room until it is closed: by its host, or because nobody has been there for long.
    pub(crate) async fn run(mut self, mut inbox: RoomInbox) {
        self.flush();
        while !self.is_closed() {
            let is_watched = self.deserted_since.is_none();
            inbox.occupancy.note(self.has_been_joined, is_watched);
            let wake_at = self.wake_at();
            // Each step does what is due and tells what has been kept, so nobody waits for another branch; in a
            // fixed order the same events make the same game.
            tokio::select! {
                biased;
                Some((span, connection)) = inbox.detached.recv() => {
                    // What a connection said before it ended comes before its end.
                    for _ in 0..inbox.requests.len() {
                        if let Ok(next) = inbox.requests.try_recv() {
                            self.step(|room| room.handle(next));
                        }
                    }
                    self.step(|room| span.in_scope(|| room.detach(connection)));
                }
                Some(next) = inbox.requests.recv() => self.step(|room| room.handle(next)),
                () = sleep_until(wake_at) => self.step(|_| {}),
                () = self.durable.changed() => self.step(|_| {}),
            }
        }
        self.close().await;
    }

    /// Does what is due, then what somebody asks for, and tells what came of each.
    fn step(&mut self, asked: impl FnOnce(&mut Self)) {
        self.catch_up();
        // A seat that has just been given up cannot be come back to.
        self.flush();
        asked(self);
        self.flush();
    }

    /// Has the game carry out a command, for everybody to see.
    ///
    /// # Errors
    /// The game's refusal; then nothing has changed.
    pub(crate) fn play(&mut self, actor: Actor, command: Command) -> Result<(), Refusal> {
        self.game.0.apply(self.clock.now(), actor, command)?;
        self.note(Dirty::Show);
        Ok(())
    }

    /// Notes that something has changed.
    pub(crate) fn note(&mut self, change: Dirty) {
        self.dirty = self.dirty.max(change);
    }

    /// What has changed since this was asked last.
    pub(crate) fn take_changes(&mut self) -> Dirty {
        std::mem::take(&mut self.dirty)
    }

    /// Ends the room; everybody hears why.
    pub(crate) fn end(&mut self, farewell: &'static str) {
        let span = Span::current();
        self.ending = Some(Ending { farewell, span });
    }

    /// Whether the room has come to its end.
    pub(crate) fn is_closed(&self) -> bool {
        self.ending.is_some()
    }

    /// The game's time.
    pub(crate) fn now(&self) -> Tick {
        self.clock.now()
    }

    fn wake_at(&self) -> Instant {
        let deadline = self.game.deadline();
        let deadline = deadline.and_then(|tick| self.clock.instant_of(tick));
        let closing = self.deserted_since.map(|since| since + self.closes_after);
        let far = Instant::now() + Duration::from_secs(3600);
        let (command, poll) = (self.device_commands.next_due(), self.next_poll_end());
        let (look, rejoin) = (self.next_look(), self.rejoins.next_end());
        [deadline, closing, command, poll, look, rejoin]
            .into_iter()
            .flatten()
            .fold(far, Instant::min)
    }

    /// Does what is due.
    fn catch_up(&mut self) {
        self.give_up_commands();
        self.end_polls();
        self.look_if_due();
        self.end_rejoins();
        let now = self.now();
        if self.clock.is_running() && self.game.deadline().is_some_and(|at| at <= now) {
            self.game.0.tick(now);
            self.note(Dirty::Show);
        }
        let too_long = |since: Instant| since + self.closes_after <= Instant::now();
        if self.deserted_since.is_some_and(too_long) {
            self.end(ROOM_CLOSED);
        }
    }

    /// Waits until the room is forgotten, answers whoever asked for that, and says good-bye.
    async fn close(&mut self) {
        self.durable.finish().await;
        let Some(Ending { farewell, span }) = self.ending.take() else {
            return;
        };
        let message = ServerMessage::RoomClosed { message: farewell };
        for connection in self.sessions.all() {
            connection.outbox.close(&message, CloseCode::RoomClosed);
        }
        span.in_scope(|| info!(room = %self.code, "room closed"));
    }
}
