//! All rooms of this server: created, found, and forgotten when they end.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rand::rngs::{ChaCha20Rng, SysRng};
use rand::{SeedableRng, TryRng};
use serde::Serialize;
use tokio::time::interval;
use tracing::{error, info};
use uuid::Uuid;

use crate::game::{Game, Packs};
use crate::protocol::{RoomCode, SessionToken};
use crate::room::actor::{Room, RoomContext};
use crate::room::durable::restore::restore;
use crate::room::durable::state::Durable;
use crate::room::durable::uptime::{BEAT, Uptime};
use crate::room::handle::{RoomHandle, RoomInbox};
use crate::room::join_address::WayIn;
use crate::room::open_rooms::{OpenRooms, Opener};
use crate::room::options::RoomOptions;
use crate::room::rooms_error::RoomsError;
use crate::store::{Change, DurableQueue, Store, StoreError};

/// A room that has just been created, as its host gets it.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "contract", derive(schemars::JsonSchema))]
pub struct NewRoom {
    /// The code.
    pub room: RoomCode,
    /// The room's id for all time.
    pub session_id: Uuid,
    /// The key to the host's session.
    pub host_token: SessionToken,
    /// Where guests join, unless no phone can reach the server.
    pub join_url: Option<String>,
}

/// The rooms of a server. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Rooms(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    options: RoomOptions,
    store: Store,
    uptime: Uptime,
    /// A lock for a look-up or an insertion, never held across an await.
    open: Mutex<OpenRooms>,
    /// Codes under which something unreadable is stored.
    reserved: Mutex<HashSet<RoomCode>>,
}

impl Shared {
    fn open(&self) -> MutexGuard<'_, OpenRooms> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn reserved(&self) -> MutexGuard<'_, HashSet<RoomCode>> {
        self.reserved.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Rooms {
    /// The rooms that are in `store`, and all that will be. Must be called within a tokio runtime.
    ///
    /// # Errors
    ///
    /// When the store can't be read. A single room that can't be read is none: it is set aside.
    pub fn open(options: RoomOptions, store: Store) -> Result<Self, StoreError> {
        let rooms = Self(Arc::new(Shared {
            options,
            store,
            uptime: Uptime::begin(),
            open: Mutex::default(),
            reserved: Mutex::default(),
        }));
        let (options, store) = (&rooms.0.options, &rooms.0.store);
        let restoration = restore(store, options, |code| rooms.context(code))?;
        rooms.0.reserved().extend(restoration.unreadable);
        for (room, handle, inbox) in restoration.rooms {
            rooms.0.open().insert(handle);
            rooms.spawn(room, inbox);
        }
        Ok(rooms)
    }

    /// Notes once a second that the process is alive, so that the next one knows how far the rooms'
    /// clocks had come. Without a room nothing is written, but what can't be is found out all the same.
    /// Runs until it is dropped.
    pub async fn keep_time(&self) {
        let mut beats = interval(BEAT);
        loop {
            beats.tick().await;
            if self.count() > 0 || self.0.store.trouble().is_some() {
                self.beat();
            } else {
                self.0.store.check();
            }
        }
    }

    fn beat(&self) {
        self.0
            .store
            .queue(Change::Heartbeat(self.0.uptime.heartbeat()));
    }

    /// Waits until all that has happened in all rooms is stored.
    pub async fn rest(&self) {
        let handles: Vec<RoomHandle> = self.0.open().handles().cloned().collect();
        for handle in handles {
            // A room answers once all that came before is stored; one that has closed has seen to that.
            let _ = handle.summary().await;
        }
        self.beat();
        self.0.store.flush().await;
    }

    /// Opens a room for nobody in particular. Must be called within a tokio runtime.
    ///
    /// # Errors
    ///
    /// [`RoomsError::RoomLimit`] when there are too many and players in all of them,
    /// [`RoomsError::NotMade`] without randomness from the operating system.
    pub fn create(&self) -> Result<NewRoom, RoomsError> {
        self.open_for(None)
    }

    /// The same for somebody who may open only so many.
    ///
    /// # Errors
    ///
    /// Also [`RoomsError::AddressLimit`] when there are that many and players in all of them.
    pub fn create_for(&self, opener: &Opener) -> Result<NewRoom, RoomsError> {
        self.open_for(Some(opener))
    }

    fn open_for(&self, opener: Option<&Opener>) -> Result<NewRoom, RoomsError> {
        let options = &self.0.options;
        let mut seed = [0_u8; 32];
        SysRng
            .try_fill_bytes(&mut seed)
            .map_err(|_| RoomsError::NotMade)?;
        let mut rng = ChaCha20Rng::try_from_rng(&mut SysRng).map_err(|_| RoomsError::NotMade)?;
        let (house, settings) = (options.house.clone(), options.settings.clone());
        let game = Game::new(house, settings, Arc::clone(&options.packs), seed);
        let game = game.map_err(|_| RoomsError::NotMade)?;

        let session_id = Uuid::new_v4();
        let (handle, inbox) = self.claim_code(&mut rng, session_id, opener)?;
        let code = handle.code();
        let host_token = SessionToken::random(code).map_err(|_| {
            self.forget(code);
            RoomsError::NotMade
        })?;
        let room = Room::new(self.context(code), session_id, game, host_token.hash());
        let new_room = NewRoom {
            room: code,
            session_id,
            host_token,
            join_url: room.way_in.url().map(ToOwned::to_owned),
        };
        info!(room = %code, "room opened");
        self.spawn(room, inbox);
        Ok(new_room)
    }

    /// What the house gives the room of that code.
    fn context(&self, code: RoomCode) -> RoomContext {
        let Shared {
            options,
            store,
            uptime,
            ..
        } = &*self.0;
        let queue = DurableQueue::new(store.clone(), &code.to_string());
        RoomContext {
            code,
            way_in: WayIn::new(Arc::clone(&options.join_address), code),
            closes_after: options.closes_after,
            durable: Durable::new(queue, uptime.clone(), options.remembers_games),
        }
    }

    /// The room of that code as somebody typed it, or of that id; without one the only room there is.
    ///
    /// # Errors
    ///
    /// [`RoomsError::RoomNotFound`], or without a code [`RoomsError::NoGame`] and
    /// [`RoomsError::RoomRequired`].
    pub fn find(&self, typed: Option<&str>) -> Result<RoomHandle, RoomsError> {
        let open = self.0.open();
        let typed = typed.map(str::trim).filter(|code| !code.is_empty());
        if let Some(typed) = typed {
            let by_code = RoomCode::parse(typed).and_then(|code| open.get(code));
            let by_id = || typed.parse().ok().and_then(|id| open.with_id(id));
            let handle = by_code.or_else(by_id);
            return handle.cloned().ok_or(RoomsError::RoomNotFound);
        }
        let mut handles = open.handles();
        match (handles.next(), handles.next()) {
            (None, _) => Err(RoomsError::NoGame),
            (Some(only), None) => Ok(only.clone()),
            (Some(_), Some(_)) => Err(RoomsError::RoomRequired),
        }
    }

    /// The room of that id, if it is open.
    #[must_use]
    pub fn with_id(&self, session_id: Uuid) -> Option<RoomHandle> {
        self.0.open().with_id(session_id).cloned()
    }

    /// The room a token belongs to, if it is open.
    #[must_use]
    pub fn of_token(&self, token: &SessionToken) -> Option<RoomHandle> {
        token
            .room()
            .and_then(|code| self.0.open().get(code).cloned())
    }

    /// Whether a room of that code is open.
    #[must_use]
    pub fn is_open(&self, code: RoomCode) -> bool {
        self.0.open().get(code).is_some()
    }

    /// Rooms that are open.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.open().count()
    }

    /// The packs that rooms can choose from.
    #[must_use]
    pub fn packs(&self) -> &Packs {
        &self.0.options.packs
    }

    /// Takes a free code, so that nobody else gets it.
    fn claim_code(
        &self,
        rng: &mut ChaCha20Rng,
        session_id: Uuid,
        opener: Option<&Opener>,
    ) -> Result<(RoomHandle, RoomInbox), RoomsError> {
        let reserved = self.0.reserved();
        let mut open = self.0.open();
        open.make_space(self.0.options.max_rooms, opener)?;
        Ok(open.claim(rng, session_id, opener, |code| reserved.contains(&code)))
    }

    /// Runs a room, and forgets it however it ends: a panic ends this room, not the server.
    fn spawn(&self, room: Room, inbox: RoomInbox) {
        let code = room.code;
        let rooms = self.clone();
        let task = tokio::spawn(room.run(inbox));
        tokio::spawn(async move {
            if let Err(panic) = task.await {
                error!(room = %code, %panic, "room closed after an internal error");
            }
            rooms.forget(code);
        });
    }

    fn forget(&self, code: RoomCode) {
        self.0.open().remove(code);
    }
}
