//! One life of the process: the rooms on a disk, and what comes back over REST.

use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use uuid::Uuid;

use super::phone::Said;
use crate::game::{Game, HouseRules, Packs, Settings};
use crate::protocol::{RoomCode, SessionToken};
use crate::room::actor::{Room, RoomContext};
use crate::room::durable::state::Durable;
use crate::room::durable::uptime::Uptime;
use crate::room::join_address::WayIn;
use crate::room::tests::{AtHome, rooms_in};
use crate::room::{RoomHandle, Rooms};
use crate::store::testing::Faulty;
use crate::store::{DurableQueue, Store};

/// Reading them takes longer than a night.
static PACKS: LazyLock<Arc<Packs>> = LazyLock::new(|| Arc::new(Packs::shipped()));

/// The key to the room of every simulation.
pub(super) fn host_token() -> SessionToken {
    SessionToken::parse(&format!("BCDF-{}", "0".repeat(32))).unwrap()
}

/// What has come back over REST: for which phone, and what it says.
pub(super) type Mail = Arc<Mutex<Vec<(usize, Vec<String>)>>>;

pub(super) struct Process {
    pub(super) store: Store,
    pub(super) room: RoomHandle,
    pub(super) mail: Mail,
    /// For as long as the process lives.
    _rooms: Rooms,
}

impl Process {
    /// Starts on what is on the disk. Must be called within the runtime that is the process.
    pub(super) fn start(disk: &Faulty) -> Self {
        let store = Store::inline(disk.clone());
        let rooms = rooms_in(store.clone(), |options| options.packs = Arc::clone(&PACKS));
        let room = rooms
            .of_token(&host_token())
            .expect("the room has come back");
        let keeper = rooms.clone();
        tokio::spawn(async move { keeper.keep_time().await });
        Self {
            store,
            room,
            mail: Mail::default(),
            _rooms: rooms,
        }
    }

    /// Says something over REST; the answers come by mail.
    pub(super) fn post(&self, from: usize, token: Option<SessionToken>, said: &Said) {
        let (room, mail) = (self.room.clone(), Arc::clone(&self.mail));
        let incoming = said.incoming();
        tokio::spawn(async move {
            let replies = room.post(token, incoming).await.expect("the room is open");
            mail.lock()
                .unwrap()
                .push((from, replies.unwrap_or_default()));
        });
    }

    /// Asks for the state; it comes by mail.
    pub(super) fn poll(&self, from: usize, token: SessionToken) {
        let (room, mail) = (self.room.clone(), Arc::clone(&self.mail));
        tokio::spawn(async move {
            let polled = room.poll(token, None).await.expect("the room is open");
            let state = polled.into_iter().map(|polled| polled.state);
            mail.lock().unwrap().push((from, state.collect()));
        });
    }
}

/// Has a new room on the disk, whose games come out of `seed`: rooms that a server opens draw theirs from the
/// operating system.
pub(super) fn open_room(disk: &Faulty, settings: Settings, seed: [u8; 32]) {
    let (token, store) = (host_token(), Store::inline(disk.clone()));
    let code = RoomCode::parse("BCDF").unwrap();
    let game = Game::new(HouseRules::default(), settings, Arc::clone(&PACKS), seed);
    let queue = DurableQueue::new(store.clone(), &code.to_string());
    let context = RoomContext {
        code,
        way_in: WayIn::new(Arc::new(AtHome), code),
        closes_after: Duration::from_secs(1800),
        durable: Durable::new(queue, Uptime::begin(), true),
    };
    let mut room = Room::new(context, Uuid::new_v4(), game.unwrap(), token.hash());
    room.save();
}
