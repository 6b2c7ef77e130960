//! After a start: the rooms that were open when the last process ended come back.

use std::sync::Arc;
use std::time::Duration;

use thiserror::Error;
use tracing::{error, info};

use crate::game::{NotResumable, Pack, Packs};
use crate::protocol::{RoomCode, epoch_ms};
use crate::room::actor::{Room, RoomContext};
use crate::room::durable::snapshot::{Illegible, SavedRoom};
use crate::room::handle::{RoomHandle, RoomInbox};
use crate::room::options::RoomOptions;
use crate::store::{Heartbeat, Storage, Store, StoreError, StoredRoom, Unreadable};

/// Why a stored room can't come back. No reason repeats what is stored: it is full of secrets.
#[derive(Debug, Error)]
pub(crate) enum NotRestorable {
    #[error(transparent)]
    Damaged(#[from] Unreadable),
    #[error("its key is no room code")]
    NoCode,
    #[error(transparent)]
    Illegible(#[from] Illegible),
    #[error("its location pack is missing or damaged")]
    NoPack,
    #[error(transparent)]
    NotResumable(#[from] NotResumable),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A room that has come back, ready to run.
pub(crate) type Restored = (Room, RoomHandle, RoomInbox);

/// Which rooms there are after a start.
#[derive(Debug, Default)]
pub(crate) struct Restoration {
    pub(crate) rooms: Vec<Restored>,
    /// The codes of those that can't be read.
    pub(crate) unreadable: Vec<RoomCode>,
}

/// Opens the rooms in `store` again that were touched within the time the house sets, and gives up older ones.
/// One that can't be read is set aside, never deleted. `context` is what the house gives a room.
///
/// # Errors
///
/// When the store can't be read.
pub(crate) fn restore(
    store: &Store,
    options: &RoomOptions,
    context: impl Fn(RoomCode) -> RoomContext,
) -> Result<Restoration, StoreError> {
    let storage = store.storage();
    let heartbeat = storage.last_beat()?;
    let recent = epoch_ms().saturating_sub(millis(options.restores_within));
    let mut restoration = Restoration::default();
    for stored in storage.rooms()? {
        let (code, is_recent) = (stored.room.clone(), stored.saved_at >= recent);
        match revive(
            stored,
            heartbeat.as_ref(),
            storage,
            &options.packs,
            &context,
        ) {
            Ok(restored) if is_recent => restoration.rooms.push(restored),
            Ok((mut room, ..)) => {
                room.give_up();
                info!(room = %code, "room dropped: not used for too long");
            }
            Err(why) => {
                set_aside(&code, &why, storage);
                // Whatever became of the record, no new room may take its place.
                restoration.unreadable.extend(RoomCode::parse(&code));
            }
        }
    }
    if !restoration.rooms.is_empty() {
        info!(
            rooms = restoration.rooms.len(),
            "rooms restored; paused until somebody reconnects"
        );
    }
    Ok(restoration)
}

fn revive(
    stored: StoredRoom,
    heartbeat: Option<&Heartbeat>,
    storage: &dyn Storage,
    packs: &Arc<Packs>,
    context: impl Fn(RoomCode) -> RoomContext,
) -> Result<Restored, NotRestorable> {
    let code = RoomCode::parse(&stored.room).ok_or(NotRestorable::NoCode)?;
    let body = stored.body?;
    let saved = SavedRoom::read(stored.format, &body)?;
    let pack = stored_pack(&saved.pack, storage)?;
    let gone_on = saved.running_at.as_ref();
    let gone_on = gone_on.map_or(0, |stamp| stamp.until_end(heartbeat));
    let tick = saved.tick + gone_on;
    let room = Room::restored(context(code), saved, tick, Arc::clone(packs), pack)?;
    let (handle, inbox) = RoomHandle::new(code, room.session_id);
    Ok((room, handle, inbox))
}

fn stored_pack(key: &str, storage: &dyn Storage) -> Result<Arc<Pack>, NotRestorable> {
    let text = storage.pack(key)?;
    let text = text.and_then(|text| String::from_utf8(text).ok());
    let pack = text.and_then(|text| Pack::kept(&text).ok());
    pack.map(Arc::new).ok_or(NotRestorable::NoPack)
}

fn set_aside(code: &str, why: &NotRestorable, storage: &dyn Storage) {
    match storage.set_aside(code) {
        Ok(()) => {
            error!(room = code, %why, "a stored room can't be read; it is set aside in the store");
        }
        Err(failed) => {
            error!(room = code, %why, %failed, "a stored room can't be read, and could not be set aside");
        }
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
