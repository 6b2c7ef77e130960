//! What a room knows of what is kept of it: its snapshots, its pack, its games.

use std::sync::Arc;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::game::Pack;
use crate::protocol::epoch_ms;
use crate::room::durable::snapshot::FORMAT;
use crate::room::durable::uptime::{Stamp, Uptime};
use crate::room::outgoing::effects::Effects;
use crate::store::{Change, DurableQueue};

/// Hands in snapshots, and holds back whatever they caused until they are kept.
#[derive(Debug)]
pub(crate) struct Durable {
    queue: DurableQueue<Effects>,
    uptime: Uptime,
    /// Whether games are remembered in this house.
    pub(super) remembers_games: bool,
    /// The id under which the running game will be remembered.
    pub(super) game_id: Uuid,
    /// Whether it has been.
    pub(super) is_recorded: bool,
    /// The ids of this room's games that are remembered, the oldest first.
    pub(super) past_games: Vec<Uuid>,
    /// The pack that has been handed in, and its key.
    pack: Option<(Arc<Pack>, String)>,
    /// Whether the room has been given up; nothing of it is handed in any more.
    is_given_up: bool,
}

impl Durable {
    pub(crate) fn new(queue: DurableQueue<Effects>, uptime: Uptime, remembers_games: bool) -> Self {
        Self {
            queue,
            uptime,
            remembers_games,
            game_id: Uuid::new_v4(),
            is_recorded: false,
            past_games: Vec::new(),
            pack: None,
            is_given_up: false,
        }
    }

    /// Goes on with the game of a room that was saved.
    pub(crate) fn go_on_with(&mut self, game_id: Uuid, is_recorded: bool, past_games: Vec<Uuid>) {
        self.game_id = game_id;
        self.is_recorded = is_recorded;
        self.past_games = past_games;
    }

    /// Whether a past game of that id was played in this room.
    pub(crate) fn has_played(&self, game: Uuid) -> bool {
        self.past_games.contains(&game)
    }

    /// This moment in the life of the process.
    pub(crate) fn stamp(&self) -> Stamp {
        self.uptime.stamp()
    }

    /// The key under which the pack is kept, and the change that keeps it if that has not been done.
    pub(crate) fn pack_key(&mut self, pack: &Arc<Pack>) -> (String, Option<Change>) {
        if let Some((kept, key)) = &self.pack
            && Arc::ptr_eq(kept, pack)
        {
            return (key.clone(), None);
        }
        let (id, body) = written(pack);
        self.pack = Some((Arc::clone(pack), id.clone()));
        (id.clone(), Some(Change::KeepPack { id, body }))
    }

    /// Hands in a snapshot, and what is to be kept with it.
    pub(crate) fn save(&mut self, body: Vec<u8>, with: Vec<Change>) {
        self.queue.save(epoch_ms(), FORMAT, body, with);
    }

    /// Has the room forgotten; what is to be kept of it is in `with`.
    pub(crate) fn forget(&mut self, with: Vec<Change>) {
        self.is_given_up = true;
        self.queue.forget(with);
    }

    pub(crate) fn is_given_up(&self) -> bool {
        self.is_given_up
    }

    /// Holds effects back until the last snapshot is kept.
    pub(crate) fn hold(&mut self, effects: Effects) {
        self.queue.hold(effects);
    }

    /// Delivers what waits for nothing any more. Effects leave in the order in which they came.
    pub(crate) fn release(&mut self) {
        while let Some((effects, is_durable)) = self.queue.next_released() {
            effects.deliver(is_durable);
        }
    }

    /// Waits until more has been kept. Cancelling it loses nothing.
    pub(crate) async fn changed(&mut self) {
        self.queue.changed().await;
    }

    /// Waits until everything has been kept, and delivers it.
    pub(crate) async fn finish(&mut self) {
        self.release();
        while self.queue.is_waited_for() {
            self.queue.changed().await;
            self.release();
        }
    }
}

/// A pack's text, under its hash.
fn written(pack: &Pack) -> (String, Vec<u8>) {
    let body = serde_json::to_vec(pack).expect("a pack is made of texts");
    let hash = Sha256::digest(&body);
    let key = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    (key, body)
}
